"""murano-pkg-check's validators, judging as murano-engine does: what the engine takes is no finding.

Its rules ended with murano 5, and never knew some of what older packages hold. Compared with ``murano/dsl`` of murano
16: ``macros``, ``virtual_exceptions``, ``murano_type``, ``murano_method``, ``namespace_resolver``.
"""

import difflib
import functools
import re
from collections.abc import Iterator
from typing import Any

from muranopkgcheck import error, yaml_loader
from muranopkgcheck.checkers import code_structure, yaql_checker
from muranopkgcheck.validators import manifest, muranopl, package

_TYPE_NAME = re.compile(r'([a-zA-Z_]\w*:|:)?[a-zA-Z_]\w*(\.[a-zA-Z_]\w*)*')
_FULL_NAME = re.compile(r'\w+(\.\w+)*')
# Formats whose keys Murano itself reads; plug-ins have keys of their own.
_OWN_FORMATS = frozenset({'MuranoPL', 'Heat.HOT'})
# Files that Murano reads, where they stand and as they are called.
_FILES = ('manifest.yaml', 'images.lst', 'logo.png', 'supplier_logo.png', 'template.yaml', 'UI/ui.yaml')
_LICENSE = re.compile(r'(licen[cs]e|copying)([._-].*)?', re.IGNORECASE)

# Expressions may be tagged, so that none is mistaken for a text.
yaml_loader.YamlLoader.add_constructor('!yaql', yaml_loader.YamlLoader.construct_yaml_str)

# Making one takes a good part of the time that a check has.
yaql_checker._create_engine = functools.cache(yaql_checker._create_engine)

_STATEMENTS = code_structure.CODE_STRUCTURE
_any, _block = ('anything', False), ('codeblock', False)


def _statement(**keys: tuple[str, bool]) -> dict[str, Any]:
    return {'keywords': {key: code_structure.check_req(*needed) for key, needed in keys.items()}}


_STATEMENTS['Throw'] = _statement(Throw=('names', True), Message=_any, Extra=_any, Cause=_any)
_STATEMENTS['Try'] = _statement(Try=('codeblock', True), Catch=('catchblock', False), Else=_block, Finally=_block)
_STATEMENTS['Parallel'] = _statement(Parallel=('codeblock', True), Limit=('expression', False))
_STATEMENTS['Switch']['keywords']['Default'] = code_structure.check_req('codeblock', False)
# The last one: loops have this key, too, and are looked for before.
_STATEMENTS['Do'] = _statement(Do=('codeblock', True))


class _Code(code_structure.CheckCodeStructure):
    """The statements of methods."""

    def __init__(self) -> None:
        super().__init__()
        self._check_mappings |= {'anything': self._nothing_wrong, 'names': self._names}

    def yaql(self, value: Any) -> Iterator[Any]:
        """Only texts can be meant as expressions and be none; all else is a constant."""
        if isinstance(value, str):
            yield super().yaql(value)

    def _single_catchblock(self, catchblock: Any) -> Iterator[Any]:
        if not isinstance(catchblock, dict):
            yield error.report.E204('Catch is no mapping', catchblock)
            return
        yield self.codeblock(catchblock.get('Do') or [])
        yield self._names(catchblock.get('With') or [])
        yield self.string(catchblock.get('As') or '')

    def _names(self, value: Any) -> Iterator[Any]:
        for name in value if isinstance(value, list) else [value]:
            yield self.string(name)

    def _nothing_wrong(self, _value: Any) -> Iterator[Any]:
        yield from ()


class ClassValidator(muranopl.MuranoPLValidator):
    """The files of classes."""

    def __init__(self, loaded_package: Any):
        super().__init__(loaded_package)
        self.code_structure = _Code()
        # Until Murano 0.5 methods were called so.
        self.add_checker(self._valid_methods, 'Workflow', False)

    def _run_single(self, file_: Any) -> Any:
        try:
            documents = [document for document in file_.yaml() or () if document]
        except Exception:  # noqa: BLE001  the same is tried again, and told, by the original
            return super()._run_single(file_)
        wrong = [document for document in documents if not isinstance(document, dict)]
        if wrong:
            return [error.report.E046('A class is a mapping', wrong[0])]
        # Nothing below the last "---" is no class.
        file_._yaml = documents
        return super()._run_single(file_)

    def _check_ns_fqn_name(self, ns_fqn: Any) -> bool:
        return isinstance(ns_fqn, str) and bool(_TYPE_NAME.fullmatch(ns_fqn))

    def _valid_name(self, value: Any) -> Iterator[Any]:
        """A name may have its namespace before it."""
        known = isinstance(value, str) and self._check_ns_fqn_name(value)
        short = re.split('[.:]', value)[-1] if known else value
        for found in super()._valid_name(short):
            yield error.report.W011(f'Class name "{short}" not in CamelCase', value) if known else found

    def _valid_extends(self, value: Any, can_be_list: bool = True) -> Iterator[Any]:
        if _is_there(value):
            yield super()._valid_extends(value, can_be_list)

    def _valid_import(self, import_: Any, can_be_list: bool = True) -> Iterator[Any]:
        if _is_there(import_):
            yield super()._valid_import(import_, can_be_list)

    def _valid_properties(self, properties: Any) -> Iterator[Any]:
        if _is_there(properties):
            yield super()._valid_properties(properties)

    def _valid_namespaces(self, value: Any) -> Iterator[Any]:
        if isinstance(value, dict):
            value = {name: namespace for name, namespace in value.items() if _is_there(namespace)}
        if _is_there(value):
            yield super()._valid_namespaces(value)

    def _valid_scope(self, scope: Any) -> Iterator[Any]:
        """In any format."""
        if scope not in ('Public', 'Session'):
            yield error.report.E044(f'Wrong Scope "{scope}"', scope)

    def _valid_method_usage(self, usage: Any) -> Iterator[Any]:
        """In any format."""
        if usage not in ('Static', 'Extension'):
            yield super()._valid_method_usage(usage)

    def _valid_arguments(self, arguments: Any) -> Iterator[Any]:
        """Mappings keep their order since Python 3.7."""
        if isinstance(arguments, dict):
            arguments = [{name: argument} for name, argument in arguments.items()]
        return super()._valid_arguments(arguments)

    def _valid_keywords(self, present: Any, known: Any) -> Iterator[Any]:
        """The engine passes over a key that it does not know."""
        for key in sorted(set(present) - known, key=str):
            yield error.report.W010(f'Unknown keyword "{key}"', key)

    def _valid_argument_usage(self, usage: Any) -> Iterator[Any]:
        """In any format."""
        if usage not in ('Standard', 'VarArgs', 'KwArgs'):
            yield error.report.E053(f'Usage is invalid value "{usage}"', usage)


class ManifestValidator(manifest.ManifestValidator):
    """The manifest, of which Murano has accepted the format."""

    def __init__(self, loaded_package: Any):
        super().__init__(loaded_package)
        for key in ('Supplier', 'Meta'):
            self.add_checker(self._null_checker, key, False)
        self._checkers['Description']['required'] = False

    def _valid_format(self, value: Any) -> None:
        pass

    def _check_fqn_name(self, fqn: Any) -> bool:
        return isinstance(fqn, str) and bool(_FULL_NAME.fullmatch(fqn))

    def _valid_require(self, value: Any) -> Iterator[Any]:
        if _is_there(value):
            yield super()._valid_require(value)

    def _valid_logo_ui_existance(self, ast: Any) -> None:
        """Neither is needed; one that is named and missing is told where it is named."""

    def _unknown_keyword(self, key: Any, value: Any) -> Any:
        if self._loaded_pkg.format in _OWN_FORMATS:
            yield super()._unknown_keyword(key, value)


class PackageValidator(package.PackageValidator):
    """The files beside the manifest. Murano does not mind what else there is; a slip in a name is told."""

    def _known_directories(self) -> Iterator[Any]:
        files = {file for file in self._loaded_pkg.list_files() if '/' not in file}
        for file in sorted(files - set(_FILES)):
            meant = difflib.get_close_matches(file.lower(), [known.rpartition('/')[2] for known in _FILES], 1, 0.9)
            if meant:
                yield error.report.W120(f'Unknown "{file}" in the package', file)
        if not any(map(_LICENSE.fullmatch, files)):
            yield error.report.W121('Missing "LICENSE" in the package', 'LICENSE')


def _is_there(value: Any) -> bool:
    """A key with nothing behind it is as good as none."""
    return value is not None and not isinstance(value, yaml_loader.YamlNull)
