"""Bundles: lists of packages to be fetched, as JSON or YAML, by the names or the addresses of packages."""

import json
import re
from dataclasses import dataclass
from typing import Any

from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.manifest import FULL_NAME, load_bounded

MAX_BYTES = 32 * 1024
# What one request may be asked to look at.
MAX_PACKAGES = 40
_VERSION = re.compile(r'[\w.+-]{1,60}')


@dataclass(frozen=True)
class BundleEntry:
    """``url`` where the bundle says it, else the package is looked for in the repository."""

    name: str
    version: str = ''
    url: str = ''


def read_bundle(content: bytes) -> tuple[BundleEntry, ...]:
    """Raises BadPackage for what is no bundle, and for one with too many packages."""
    try:
        listed = _load(content).get('Packages')
    except (BadPackage, ValueError, RecursionError, AttributeError) as error:
        raise BadPackage('bundle') from error
    if not isinstance(listed, list) or not listed:
        raise BadPackage('bundle')
    if len(listed) > MAX_PACKAGES:
        raise BadPackage('many', most=MAX_PACKAGES)
    return tuple(_entry(item) for item in listed)


def named(name: str, version: str = '') -> BundleEntry:
    """The entry for a package of the repository. Raises BadPackage for what is no full name, or no version."""
    if not FULL_NAME.fullmatch(name):
        raise BadPackage('full-name', value=name[:128])
    if version and not _VERSION.fullmatch(version):
        raise BadPackage('version', value=version[:60])
    return BundleEntry(name, version)


def _load(content: bytes) -> Any:
    if len(content) > MAX_BYTES:
        raise BadPackage('bundle')
    if content.lstrip().startswith(b'{'):
        return json.loads(content)
    return load_bounded(content, MAX_BYTES)


def _entry(item: Any) -> BundleEntry:
    if not isinstance(item, dict) or not isinstance(item.get('Name'), str):
        raise BadPackage('bundle')
    entry = named(item['Name'], str(item.get('Version') or ''))
    url = item.get('Url') or ''
    if not isinstance(url, str):
        raise BadPackage('bundle')
    return BundleEntry(entry.name, entry.version, url)
