"""What Murano refuses when a package is imported, or breaks over, told before it is asked."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from murano_panel.domain.package.archive import Archive
from murano_panel.domain.package.faults import BadPackage, Fault
from murano_panel.domain.package.manifest import FULL_NAME, HEAT_FORMAT, TEMPLATE, Manifest, load_bounded
from murano_panel.domain.package.pictures import LARGEST_LOGO, image_type

MAX_TEMPLATE_BYTES = 128 * 1024
# Columns of Murano's tables.
MAX_NAME = 80
MAX_FULL_NAME = 128
_FORMATS = re.compile(r'(MuranoPL/)?1(\.[0-4])?|' + re.escape(HEAT_FORMAT))
_SHOWN = 100


def refusals(archive: Archive, given: Mapping[Any, Any], manifest: Manifest) -> Iterator[Fault]:
    """``given`` is the manifest as it stands in the file: what was read leniently has lost its mistakes."""
    form = str(given.get('Format') or '1.0')
    if not _FORMATS.fullmatch(form):
        yield Fault('format', {'value': form[:_SHOWN]})
    if given.get('Type') not in ('Application', 'Library'):
        yield Fault('type', {'value': str(given.get('Type') or '')[:_SHOWN]})
    if not re.match(r'\d', str(given.get('Version', '0'))):
        yield Fault('version', {'value': str(given['Version'])[:_SHOWN]})
    if len(manifest.fqn) > MAX_FULL_NAME:
        yield Fault('full-name-long', {'most': MAX_FULL_NAME})
    if len(manifest.name) > MAX_NAME:
        yield Fault('display-name', {'most': MAX_NAME})
    yield from _texts(given)
    yield from _heat(archive) if manifest.is_heat else _classes(given.get('Classes'))
    if not _has_sound_logo(archive, manifest.logo):
        yield Fault('logo', {'value': manifest.logo or 'logo.png'})


def gaps(archive: Archive, manifest: Manifest) -> Iterator[Fault]:
    """Files that the manifest names and that are not there; Murano takes the package nevertheless."""
    if not manifest.is_heat:
        for file in manifest.classes.values():
            if f'Classes/{file}' not in archive.files:
                yield Fault('class-file', {'value': file[:_SHOWN]})
    if manifest.ui and manifest.ui_file not in archive.files:
        yield Fault('ui-file', {'value': manifest.ui_file[:_SHOWN]})


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


def _texts(given: Mapping[Any, Any]) -> Iterator[Fault]:
    for key in ('Name', 'Description', 'Author', 'Logo', 'UI'):
        # A name that is all digits reads as a number, which Murano cannot store as a text.
        if not isinstance(given.get(key), str | None):
            yield Fault('text', {'key': key})
    tags = given.get('Tags') or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) and 0 < len(tag) <= MAX_NAME for tag in tags):
        yield Fault('text', {'key': 'Tags'})
    for key in ('Require', 'Supplier'):
        if not isinstance(given.get(key), dict | None):
            yield Fault('text', {'key': key})


def _classes(classes: Any) -> Iterator[Fault]:
    if not classes or not isinstance(classes, dict):
        yield Fault('no-classes')
        return
    for name, file in classes.items():
        if not FULL_NAME.fullmatch(str(name)) or len(str(name)) > MAX_FULL_NAME:
            yield Fault('class-name', {'value': str(name)[:_SHOWN]})
        elif not isinstance(file, str):
            yield Fault('text', {'key': 'Classes'})


def _heat(archive: Archive) -> Iterator[Fault]:
    if TEMPLATE not in archive.files:
        yield Fault('no-template')
        return
    try:
        require_template(archive.read(TEMPLATE, MAX_TEMPLATE_BYTES + 1))
    except BadPackage as error:
        yield error.fault


def _has_sound_logo(archive: Archive, named: str) -> bool:
    """Murano refuses the whole package for the sake of its picture."""
    name = named or 'logo.png'
    if name not in archive.files:
        return not named
    picture = archive.read(name, LARGEST_LOGO + 1)
    return len(picture) <= LARGEST_LOGO and image_type(picture) is not None
