"""A Heat template, with its files, as a package in Murano's format for them. The same answers make the same bytes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from murano_panel.domain.package.acceptance import MAX_TEMPLATE_BYTES, require_template
from murano_panel.domain.package.archive import Archive
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.manifest import FILE, HEAT_FORMAT, TEMPLATE
from murano_panel.domain.package.packing import zipped

_FILES = 'Resources/HotFiles/'
_OUTSIDE = re.compile(r'^/|^\w+:|(^|/)\.\.(/|$)')


@dataclass(frozen=True)
class About:
    """What a template does not say of itself."""

    name: str
    fqn: str
    description: str
    author: str
    tags: tuple[str, ...] = ()


def looks_like_template(content: bytes) -> bool:
    """Whether somebody meant it as a Heat template; it may be a wrong one."""
    return re.search(rb'^["\']?heat_template_version["\']?\s*:', content[:4096], re.MULTILINE) is not None


def pack(about: About, template: bytes, files: Mapping[str, bytes], logo: bytes) -> bytes:
    """The zip. ``files`` by the names that users gave them; each goes where the template looks for it.

    Raises BadPackage for what is no Heat template.
    """
    wanted = {path.rpartition('/')[2]: path for path in referred(require_template(template))}
    manifest = {
        'Format': HEAT_FORMAT,
        'Type': 'Application',
        'FullName': about.fqn,
        'Name': about.name,
        'Description': about.description,
        'Author': about.author,
        'Tags': list(about.tags),
    }
    content = {FILE: yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True).encode(), TEMPLATE: template}
    for name, own in files.items():
        content[_FILES + wanted.get(name, name)] = own
    if logo:
        content['logo.png'] = logo
    return zipped(content)


def lacking(template: bytes, files: Mapping[str, bytes]) -> list[str]:
    """What the template refers to and nobody gave. Raises BadPackage."""
    return [path for path in referred(require_template(template)) if path.rpartition('/')[2] not in files]


def constraints(archive: Archive) -> dict[str, str]:
    """{parameter: its custom constraint} of a packed template, for texts; {} for one that cannot be read."""
    try:
        template = require_template(archive.read(TEMPLATE, MAX_TEMPLATE_BYTES))
    except (BadPackage, KeyError):
        return {}
    parameters = template.get('parameters') or {}
    found = {str(name): list(_custom(item)) for name, item in parameters.items() if item.get('type') == 'string'}
    return {name: named[0] for name, named in found.items() if named}


def _custom(parameter: dict[Any, Any]) -> Iterator[str]:
    given = parameter.get('constraints')
    for item in given if isinstance(given, list) else ():
        if isinstance(item, dict) and isinstance(item.get('custom_constraint'), str):
            yield item['custom_constraint']


def referred(template: dict[Any, Any]) -> list[str]:
    """The files that a template gets by ``get_file``, or nests by ``type``; addresses and paths out of it left out."""
    found = dict.fromkeys(path for path in _references(template) if path and not _OUTSIDE.search(path))
    return list(found)


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            nested = key == 'type' and isinstance(item, str) and item.endswith(('.yaml', '.yml', '.template'))
            if (key == 'get_file' or nested) and isinstance(item, str):
                yield item
            else:
                yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)


def full_name(name: str) -> str:
    """What is proposed as the full name, as the command line does."""
    words = re.findall(r'[A-Za-z0-9]+', name)
    if not words:
        raise BadPackage('no-full-name')
    return 'io.murano.apps.generated.' + ''.join(word[0].upper() + word[1:] for word in words)
