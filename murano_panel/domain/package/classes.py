"""The public methods of a package's classes, and what objects must be given, read from their MuranoPL.

Nothing of it is run or evaluated.

Murano tells what a method takes only of the few that build models; of all others it stands in the class alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from murano_panel.domain.package.archive import Archive
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.manifest import Manifest, require_flat

# Of all classes of a package together: large ones have some hundred kB.
MAX_BYTES = 512 * 1024
MAX_NODES = 20_000
MAX_ARGUMENTS = 50
MAX_PROPERTIES = 500
MAX_TEXT = 1000
_FOLDER = 'Classes/'
_METADATA = 'io.murano.metadata.'
_OF_OBJECTS = re.compile(r'\$\.class\(')
_UNREADABLE = (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True)
class Argument:
    """What a method is given. Untrusted.

    contract: as YAML has it: text, a list or a mapping of contracts. default: None where ``has_default`` is False.
    """

    name: str
    contract: Any = None
    has_default: bool = False
    default: Any = None
    title: str = ''
    description: str = ''
    help: str = ''


@dataclass(frozen=True)
class Method:
    """A public method; ``builds_model``: of such ones Murano tells the schema. Texts are untrusted."""

    name: str
    is_static: bool = False
    builds_model: bool = False
    title: str = ''
    description: str = ''
    help: str = ''
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True)
class ClassDefinition:
    """``extends``: full names. namespaces: {prefix: what it stands for}, '=' for none. methods: the public ones.

    properties: {those that objects are given: whether Murano refuses an object without it}. references: those of them
    that take an object, or the id of one.
    """

    name: str
    extends: tuple[str, ...] = ()
    namespaces: Mapping[str, str] = field(default_factory=dict)
    methods: tuple[Method, ...] = ()
    properties: Mapping[str, bool] = field(default_factory=dict)
    references: tuple[str, ...] = ()

    def full_name(self, name: str) -> str:
        """As ``resolved()``."""
        return resolved(name, self.namespaces)


def resolved(name: str, namespaces: Mapping[str, str]) -> str:
    """The full name of a class as its source calls it: ``std:Object``, ``Object`` or ``io.murano.Object``."""
    prefix, colon, rest = name.partition(':')
    if not colon:
        prefix, rest = ('', name) if '.' in name else ('=', name)
    space = namespaces.get(prefix, '')
    return f'{space}.{rest}' if space else rest


def required_of(class_name: str, classes: Mapping[str, ClassDefinition]) -> list[str]:
    """Properties without which Murano refuses an object of the class, as far as ``classes`` tell."""
    return [name for name, definition in _defined(class_name, classes) if definition.properties[name]]


def references_of(class_name: str, classes: Mapping[str, ClassDefinition]) -> list[str]:
    """Properties in which a text is the id of an object, as ``required_of()``."""
    return [name for name, definition in _defined(class_name, classes) if name in definition.references]


def _defined(class_name: str, classes: Mapping[str, ClassDefinition]) -> list[tuple[str, ClassDefinition]]:
    """[(property, the class in which it stands)]. What a class says counts, not what those that it extends say."""
    left, seen, found = [class_name], set[str](), dict[str, ClassDefinition]()
    while left:
        name = left.pop(0)
        if name in classes and name not in seen:
            seen.add(name)
            found = {**dict.fromkeys(classes[name].properties, classes[name]), **found}
            left += classes[name].extends
    return list(found.items())


def read_classes(archive: Archive, manifest: Manifest) -> list[ClassDefinition]:
    """Those that can be read; the engine says what is wrong with the others when it needs them."""
    if manifest.is_heat:
        return []
    found: list[ClassDefinition] = []
    left = MAX_BYTES
    for file in dict.fromkeys(manifest.classes.values()):
        name = _FOLDER + file
        if name not in archive.files or archive.files[name].file_size > left:
            continue
        left -= archive.files[name].file_size
        try:
            found += _definitions(archive.read(name, MAX_BYTES).decode('utf-8-sig'))
        except (BadPackage, *_UNREADABLE):
            continue
    return found


class _Loader(getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):  # type: ignore[misc]
    """Reads the tags of MuranoPL, such as ``!yaql``, as the text behind them."""


def _as_text(loader: Any, _tag: str, node: Any) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ''


_Loader.add_multi_constructor('!', _as_text)


def _definitions(text: str) -> Iterator[ClassDefinition]:
    """A file may define several classes; what it says of namespaces holds for those that follow."""
    require_flat(text, MAX_NODES)
    namespaces: dict[str, str] = {}
    for document in yaml.load_all(text, Loader=_Loader):
        if not isinstance(document, dict):
            continue
        if isinstance(given := document.get('Namespaces'), dict):
            namespaces = {str(prefix): str(space) for prefix, space in given.items() if isinstance(space, str)}
        name = document.get('Name')
        if isinstance(name, str):
            yield ClassDefinition(
                resolved(name, namespaces),
                tuple(resolved(base, namespaces) for base in _listed(document.get('Extends'))),
                namespaces,
                tuple(_methods(document.get('Methods') or document.get('Workflow'), namespaces)),
                dict(_properties(document.get('Properties'))),
                tuple(_references(document.get('Properties'))),
            )


def _properties(given: Any) -> Iterator[tuple[str, bool]]:
    """Contracts of lists and mappings are left to the engine."""
    for name, about in list(given.items())[:MAX_PROPERTIES] if isinstance(given, dict) else ():
        if isinstance(about, dict):
            is_given = about.get('Usage', 'In') in ('In', 'InOut')
            yield str(name), is_given and about.get('Default') is None and _refuses_null(about.get('Contract'))


def _references(given: Any) -> Iterator[str]:
    for name, about in list(given.items())[:MAX_PROPERTIES] if isinstance(given, dict) else ():
        contract = about.get('Contract') if isinstance(about, dict) else None
        if isinstance(contract, str) and _OF_OBJECTS.match(contract):
            yield str(name)


def _refuses_null(contract: Any) -> bool:
    """``$.string().check($ != null).notNull()``: what stands between brackets is about something else."""
    if not isinstance(contract, str) or len(contract) > MAX_TEXT:
        return False
    depth, plain = 0, ''
    for letter in contract:
        depth -= letter == ')'
        plain += letter if depth <= 0 else ''
        depth += letter == '('
    return '.notNull()' in re.sub(r'\s', '', plain)


def _listed(value: Any) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]


def _methods(given: Any, namespaces: Mapping[str, str]) -> Iterator[Method]:
    for name, about in given.items() if isinstance(given, dict) else ():
        # Before there was a scope, what may be called from outside was marked by its usage.
        if not isinstance(about, dict) or (about.get('Scope') != 'Public' and about.get('Usage') != 'Action'):
            continue
        meta = _metadata(about.get('Meta'), namespaces)
        yield Method(
            str(name),
            is_static=about.get('Usage') == 'Static',
            builds_model=meta.get('ModelBuilder', {}).get('enabled') is True,
            **_words(meta),
            arguments=tuple(_arguments(about.get('Arguments'), namespaces)),
        )


def _arguments(given: Any, namespaces: Mapping[str, str]) -> Iterator[Argument]:
    """A list of mappings, each with one name, or one mapping."""
    listed = given if isinstance(given, list) else [given]
    named = [pair for item in listed if isinstance(item, dict) for pair in item.items()]
    for name, about in named[:MAX_ARGUMENTS]:
        if not isinstance(about, dict) or about.get('Usage', 'Standard') != 'Standard':
            continue
        yield Argument(
            str(name),
            about.get('Contract'),
            has_default='Default' in about,
            default=about.get('Default'),
            **_words(_metadata(about.get('Meta'), namespaces)),
        )


def _metadata(given: Any, namespaces: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """{class of Murano's metadata, without its namespace: its properties}."""
    listed = given if isinstance(given, list) else [given]
    pairs = [
        (resolved(str(name), namespaces), about)
        for item in listed
        if isinstance(item, dict)
        for name, about in item.items()
    ]
    return {
        name.removeprefix(_METADATA): about if isinstance(about, dict) else {}
        for name, about in pairs
        if name.startswith(_METADATA)
    }


def _words(meta: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    texts = {'title': 'Title', 'description': 'Description', 'help': 'HelpText'}
    found = {key: meta.get(name, {}).get('text') for key, name in texts.items()}
    return {
        key: re.sub(r'\s+', ' ', text)[:MAX_TEXT].strip() if isinstance(text, str) else ''
        for key, text in found.items()
    }
