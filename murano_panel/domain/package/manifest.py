"""What a package says of itself, read as murano-api reads it, so that what Murano would refuse is told before."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from murano_panel.domain.package.archive import Archive, without_manifest
from murano_panel.domain.package.faults import BadPackage, Fault
from murano_panel.domain.package.pictures import LARGEST_LOGO, image_type

FILE = 'manifest.yaml'
TEMPLATE = 'template.yaml'
HEAT_FORMAT = 'Heat.HOT/1.0'
# Reading YAML costs a second for each 100 kB; that of the largest library known has 8.
MAX_BYTES = 32 * 1024
MAX_DEPTH = 40
MAX_TEMPLATE_BYTES = 128 * 1024
# Columns of Murano's tables.
MAX_NAME = 80
MAX_FULL_NAME = 128
_FORMATS = re.compile(r'(MuranoPL/)?1(\.[0-4])?|Heat\.HOT/1\.0')
_FULL_NAME = re.compile(r'\w+(\.\w+)*')
_VERSION = re.compile(r'\d+(\.\d+)*')


@dataclass(frozen=True)
class Manifest:
    """``classes``: the file of each class, by its name. ``requires``: the version wanted of each package, or ''.

    ``ui_file`` and ``logo`` are names of files that need not be there.
    """

    fqn: str
    name: str
    type: str
    format: str
    version: str
    description: str = ''
    author: str = ''
    tags: tuple[str, ...] = ()
    classes: Mapping[str, str] = field(default_factory=dict)
    requires: Mapping[str, str] = field(default_factory=dict)
    ui_file: str = 'UI/ui.yaml'
    logo: str = ''

    @property
    def is_heat(self) -> bool:
        """Whether Murano makes class and form of it, out of a Heat template."""
        return self.format == HEAT_FORMAT

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes that it defines; a Heat template becomes one."""
        return (self.fqn,) if self.is_heat else tuple(self.classes)


def read_manifest(archive: Archive) -> Manifest:
    """Raises BadPackage for whatever Murano would refuse, or would break over."""
    if FILE not in archive.files:
        raise without_manifest(archive)
    given = load_bounded(archive.read(FILE, MAX_BYTES + 1))
    form = str(given.get('Format') or '1.0')
    if not _FORMATS.fullmatch(form):
        raise BadPackage('format', value=form[:60])
    fqn = _full_name(given)
    name = _text(given, 'Name', fqn)
    if len(name) > MAX_NAME:
        raise BadPackage('display-name', most=MAX_NAME)
    manifest = Manifest(
        fqn=fqn,
        name=name,
        type=_type(given),
        format=form,
        version=_version(given),
        description=_text(given, 'Description'),
        author=_text(given, 'Author', most=MAX_NAME),
        tags=_tags(given),
        classes={} if form == HEAT_FORMAT else _classes(given),
        requires={key: str(value or '') for key, value in _mapping(given, 'Require').items()},
        ui_file='' if form == HEAT_FORMAT else f'UI/{_text(given, "UI", "ui.yaml")}',
        logo=_text(given, 'Logo'),
    )
    _mapping(given, 'Supplier')
    _require_logo(archive, manifest.logo)
    if manifest.is_heat:
        _require_template(archive)
    return manifest


def gaps(archive: Archive, manifest: Manifest) -> Iterator[Fault]:
    """Files that the manifest names and that are not there; Murano takes the package nevertheless."""
    for file in manifest.classes.values():
        if f'Classes/{file}' not in archive.files:
            yield Fault('class-file', {'value': file[:200]})
    if manifest.ui_file not in ('', 'UI/ui.yaml') and manifest.ui_file not in archive.files:
        yield Fault('ui-file', {'value': manifest.ui_file[:200]})


def load_bounded(content: bytes, most: int = MAX_BYTES) -> dict[Any, Any]:
    """YAML of strangers: no aliases, which a few bytes make endless, and no depth. Raises BadPackage."""
    if len(content) > most:
        raise BadPackage('manifest-large', kilobytes=most // 1024)
    try:
        text = content.decode('utf-8-sig')
    except UnicodeDecodeError as error:
        raise BadPackage('manifest-text') from error
    try:
        _require_flat(text)
        given = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, 'problem_mark', None)
        raise BadPackage('manifest-yaml', line=mark.line + 1 if mark else 1) from error
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        # Dates that are none, numbers without end, keys that are lists.
        raise BadPackage('manifest-yaml', line=1) from error
    if not isinstance(given, dict):
        raise BadPackage('manifest-keys')
    return given


def _require_flat(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            raise BadPackage('manifest-alias', line=_line(event))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise BadPackage('manifest-yaml', line=_line(event))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _full_name(given: dict[Any, Any]) -> str:
    fqn = given.get('FullName')
    if not fqn:
        raise BadPackage('no-full-name')
    if not isinstance(fqn, str) or not _FULL_NAME.fullmatch(fqn):
        raise BadPackage('full-name', value=str(fqn)[:MAX_FULL_NAME])
    if len(fqn) > MAX_FULL_NAME:
        raise BadPackage('full-name-long', most=MAX_FULL_NAME)
    return fqn


def _type(given: dict[Any, Any]) -> str:
    kind = given.get('Type')
    if kind not in ('Application', 'Library'):
        raise BadPackage('type', value=str(kind or '')[:60])
    return str(kind)


def _version(given: dict[Any, Any]) -> str:
    version = str(given.get('Version', '0.0.0'))
    if not _VERSION.match(version):
        raise BadPackage('version', value=version[:60])
    return version[:60]


def _text(given: dict[Any, Any], key: str, otherwise: str = '', most: int = 64 * 1024) -> str:
    value = given.get(key)
    if value is None:
        return otherwise
    if not isinstance(value, str) or len(value) > most:
        # A name that is all digits reads as a number, which Murano cannot store as a text.
        raise BadPackage('text', key=key)
    return value


def _tags(given: dict[Any, Any]) -> tuple[str, ...]:
    tags = given.get('Tags') or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) and 0 < len(tag) <= MAX_NAME for tag in tags):
        raise BadPackage('text', key='Tags')
    return tuple(tags)


def _mapping(given: dict[Any, Any], key: str) -> dict[str, Any]:
    value = given.get(key) or {}
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value):
        raise BadPackage('text', key=key)
    return value


def _classes(given: dict[Any, Any]) -> dict[str, str]:
    classes = _mapping(given, 'Classes')
    if not classes:
        raise BadPackage('no-classes')
    for name, file in classes.items():
        if not _FULL_NAME.fullmatch(name) or len(name) > MAX_FULL_NAME:
            raise BadPackage('class-name', value=name[:MAX_FULL_NAME])
        if not isinstance(file, str):
            raise BadPackage('text', key='Classes')
    return classes


def _require_logo(archive: Archive, named: str) -> None:
    """Murano refuses the whole package for the sake of its picture."""
    name = named or 'logo.png'
    if not named and name not in archive.files:
        return
    try:
        picture = archive.read(name, LARGEST_LOGO + 1)
    except KeyError:
        picture = b''
    if len(picture) > LARGEST_LOGO or image_type(picture) is None:
        raise BadPackage('logo', value=name[:200])


def _require_template(archive: Archive) -> None:
    if TEMPLATE not in archive.files:
        raise BadPackage('no-template')
    require_template(archive.read(TEMPLATE, MAX_TEMPLATE_BYTES + 1))


def require_template(content: bytes) -> dict[Any, Any]:
    """A Heat template as Murano makes a class of it. Raises BadPackage."""
    try:
        template = load_bounded(content, MAX_TEMPLATE_BYTES)
    except BadPackage as error:
        raise BadPackage('template', file=TEMPLATE) from error
    resources, parameters = template.get('resources'), template.get('parameters') or {}
    sound = isinstance(resources, dict) and isinstance(parameters, dict)
    if not sound or not all(isinstance(item, dict) and 'type' in item for item in parameters.values()):
        raise BadPackage('template', file=TEMPLATE)
    return template
