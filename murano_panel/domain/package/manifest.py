"""What a package says of itself in its manifest.yaml, read in bounded time and memory. Nothing of it is run.

Read leniently: what Murano took at some time has to be shown. ``acceptance`` says what it would refuse today.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from murano_panel.domain.model.versions import NONE
from murano_panel.domain.package.archive import Archive, open_archive, without_manifest
from murano_panel.domain.package.faults import BadPackage

FILE = 'manifest.yaml'
TEMPLATE = 'template.yaml'
HEAT_FORMAT = 'Heat.HOT/1.0'
# Real ones have a few kB, less than a hundred nodes, and are flat.
MAX_BYTES = 64 * 1024
MAX_NODES = 5_000
MAX_DEPTH = 40
MAX_TEXT = 10_000
_LOADER: Any = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
_VERSION = re.compile(r'\d+(\.\d+){0,2}([-+.][0-9A-Za-z.+-]{1,60})?')
FULL_NAME = re.compile(r'\w+(\.\w+)*')


@dataclass(frozen=True)
class Manifest:
    """What the author says: untrusted texts.

    fqn: the package's full name. kind: Application or Library. version: NONE where none is given, as in Murano.
    is_heat: a Heat template, of which Murano makes the class and the form.
    classes: {name of a class: its file}. requires: {full name of a package: version specification}.
    """

    fqn: str
    name: str
    kind: str
    version: str
    is_heat: bool
    description: str
    author: str
    tags: tuple[str, ...]
    classes: Mapping[str, str]
    requires: Mapping[str, str]
    logo: str
    ui: str

    @property
    def own_version(self) -> str:
        """What people are told: '' where the author gives none."""
        return '' if self.version == NONE else self.version

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes that it defines; a Heat template becomes one."""
        return (self.fqn,) if self.is_heat else tuple(self.classes)

    @property
    def ui_file(self) -> str:
        """Where its form is, if it is anywhere; '' where Murano makes one."""
        return '' if self.is_heat else f'UI/{self.ui or "ui.yaml"}'


def read_manifest(content: bytes) -> Manifest:
    """The manifest of a package's zip. Raises BadPackage."""
    return as_manifest(load_manifest(open_archive(content)))


def load_manifest(archive: Archive) -> dict[Any, Any]:
    """Its keys, as they stand there. Raises BadPackage."""
    if FILE not in archive.files:
        raise without_manifest(archive)
    return load_bounded(archive.read(FILE, MAX_BYTES + 1))


def as_manifest(given: Mapping[Any, Any]) -> Manifest:
    """What the keys mean. Raises BadPackage without a full name, without which it is nothing."""
    fqn = _text(given.get('FullName'))
    if not fqn:
        raise BadPackage('no-full-name')
    if not FULL_NAME.fullmatch(fqn):
        raise BadPackage('full-name', value=fqn[:100])
    return Manifest(
        fqn=fqn,
        name=_text(given.get('Name')) or fqn,
        kind='Library' if _text(given.get('Type')).title() == 'Library' else 'Application',
        version=_version(given.get('Version')),
        is_heat=_text(given.get('Format')).startswith('Heat.HOT'),
        description=_text(given.get('Description')),
        author=_text(given.get('Author')),
        tags=_texts(given.get('Tags')),
        classes=_mapping(given.get('Classes')),
        requires=_mapping(given.get('Require')) or dict.fromkeys(_texts(given.get('Require')), ''),
        logo=_text(given.get('Logo')),
        ui=_text(given.get('UI')),
    )


def load_bounded(content: bytes, most: int = MAX_BYTES) -> dict[Any, Any]:
    """YAML of strangers. What is too deep, too much, or multiplied by aliases is refused before it is built.

    Raises BadPackage.
    """
    if len(content) > most:
        raise BadPackage('manifest-large', kilobytes=most // 1024)
    try:
        text = content.decode('utf-8-sig')
    except UnicodeDecodeError as error:
        raise BadPackage('manifest-text') from error
    try:
        require_flat(text)
        given = yaml.load(text, Loader=_LOADER)  # noqa: S506  one of the safe ones
    except yaml.YAMLError as error:
        mark = getattr(error, 'problem_mark', None)
        raise BadPackage('manifest-yaml', line=mark.line + 1 if mark else 1) from error
    except (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError) as error:
        # Dates that are none, numbers without end, keys that are lists.
        raise BadPackage('manifest-yaml', line=1) from error
    if not isinstance(given, dict):
        raise BadPackage('manifest-keys')
    return given


def require_flat(text: str, most_nodes: int = MAX_NODES) -> None:
    """Raises BadPackage for YAML that has aliases, or is deeper or larger than any real one; and YAMLError."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        nodes += isinstance(event, yaml.NodeEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise BadPackage('manifest-alias', line=line)
        if depth > MAX_DEPTH or nodes > most_nodes:
            raise BadPackage('manifest-yaml', line=line)


def _text(value: Any) -> str:
    return str(value)[:MAX_TEXT].strip() if isinstance(value, str | int | float) else ''


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_text, values))) if isinstance(values, list | tuple) else ()


def _mapping(value: Any) -> dict[str, str]:
    """Murano takes a list of names for what is required, too."""
    found = value.items() if isinstance(value, dict) else ()
    return {_text(name): _text(item) for name, item in found if _text(name)}


def _version(value: Any) -> str:
    """As Murano completes it: 1 and 1.0 are both 1.0.0."""
    text = _text(value)
    if not _VERSION.fullmatch(text):
        return NONE
    numbers = re.match(r'\d+(\.\d+){0,2}', text)
    start = numbers[0] if numbers else '0'
    return start + '.0' * (2 - start.count('.')) + text[len(start) :]
