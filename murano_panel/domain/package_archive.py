"""What a package's zip says of itself: its manifest, read in bounded time and memory. Nothing of it is run.

Whoever made the archive is not trusted: see ``package_check`` for what is looked at beyond the manifest.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from murano_panel.domain.translation import gettext_noop

MANIFEST = 'manifest.yaml'
MAX_FILES = 2000
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
# Of the manifest alone: real ones have a few kB, less than a hundred nodes, and are flat.
MAX_MANIFEST_BYTES = 256 * 1024
MAX_NODES = 10_000
MAX_DEPTH = 30
MAX_TEXT = 10_000

_WITH_PASSWORD = 1
# The last three: an unknown compression, an offset that leads nowhere, a name that is no text.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError)
_LOADER = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
_VERSION = re.compile(r'\d+(\.\d+){0,2}([-+.][0-9A-Za-z.+-]{1,60})?')
_NAME = re.compile(r'[A-Za-z_]\w*(\.[A-Za-z_]\w*)*')


class BadArchive(Exception):
    """It is no package. ``str()`` is a sentence for users, to be translated."""


@dataclass(frozen=True)
class Manifest:
    """What the author says: untrusted texts. ``requires`` is {full name of a package: version specification}.

    fqn: the package's full name. kind: Application or Library. version: '0.0.0' where none is given, as in Murano.
    is_heat: a Heat template, of which Murano makes the class and the form.
    """

    fqn: str
    name: str
    kind: str
    version: str
    is_heat: bool
    description: str
    author: str
    tags: tuple[str, ...]
    class_names: tuple[str, ...]
    requires: Mapping[str, str]
    logo: str
    ui: str


def read_manifest(content: bytes) -> Manifest:
    """The manifest of a package's zip. Raises BadArchive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_bounds(archive.infolist())
            with archive.open(MANIFEST) as file:
                text = file.read(MAX_MANIFEST_BYTES + 1)
    except KeyError as error:
        raise BadArchive(gettext_noop('There is no manifest.yaml in it: this is no package of Murano.')) from error
    except _DAMAGE as error:
        raise BadArchive(gettext_noop('It is no zip archive that can be read.')) from error
    if len(text) > MAX_MANIFEST_BYTES:
        raise BadArchive(gettext_noop('Its manifest.yaml is far larger than manifests are.'))
    return _manifest(_yaml(text))


def _require_bounds(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_FILES:
        raise BadArchive(gettext_noop('It holds far more files than packages do.'))
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise BadArchive(gettext_noop('Unpacked, it is far larger than packages are.'))
    if any(entry.flag_bits & _WITH_PASSWORD for entry in entries):
        raise BadArchive(gettext_noop('It is protected by a password.'))


def _yaml(text: bytes) -> dict[Any, Any]:
    """The manifest's keys. What is too deep, too much, or multiplied by aliases is refused before it is built."""
    depth = nodes = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            nodes += isinstance(event, yaml.NodeEvent)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > MAX_DEPTH or nodes > MAX_NODES:
                raise BadArchive(gettext_noop('Its manifest.yaml is built in a way that manifests are not.'))
        found = yaml.load(text, Loader=_LOADER)  # noqa: S506  one of the safe ones
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError, TypeError) as error:
        raise BadArchive(gettext_noop('Its manifest.yaml is no YAML that can be read.')) from error
    if not isinstance(found, dict):
        raise BadArchive(gettext_noop('Its manifest.yaml has no keys.'))
    return found


def _manifest(found: dict[Any, Any]) -> Manifest:
    fqn = _text(found.get('FullName'))
    if not _NAME.fullmatch(fqn):
        raise BadArchive(gettext_noop('Its manifest.yaml names no FullName like org.example.Package.'))
    is_heat = _text(found.get('Format')).startswith('Heat.HOT')
    classes = found.get('Classes')
    return Manifest(
        fqn=fqn,
        name=_text(found.get('Name')) or fqn,
        kind='Library' if _text(found.get('Type')).title() == 'Library' else 'Application',
        version=_version(found.get('Version')),
        is_heat=is_heat,
        description=_text(found.get('Description')),
        author=_text(found.get('Author')),
        tags=_texts(found.get('Tags')),
        class_names=(fqn,) if is_heat else _texts(list(classes) if isinstance(classes, dict) else ()),
        requires=_requires(found.get('Require')),
        logo=_text(found.get('Logo')),
        ui=_text(found.get('UI')),
    )


def _text(value: Any) -> str:
    return str(value)[:MAX_TEXT].strip() if isinstance(value, str | int | float) else ''


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, values))) if isinstance(values, list | tuple) else ()


def _version(value: Any) -> str:
    """As Murano completes it: 1 and 1.0 are both 1.0.0."""
    text = _text(value)
    if not _VERSION.fullmatch(text):
        return '0.0.0'
    numbers = re.match(r'\d+(\.\d+){0,2}', text)
    start = numbers[0] if numbers else '0'
    return start + '.0' * (2 - start.count('.')) + text[len(start) :]


def _requires(value: Any) -> dict[str, str]:
    """Murano takes a list of names, too."""
    if isinstance(value, dict):
        return {_text(name): _text(spec) for name, spec in value.items() if _text(name)}
    return dict.fromkeys(_texts(value), '')
