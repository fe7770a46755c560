"""What is to be imported from elsewhere: by address, by name from the repository, by bundle."""

import re
from collections.abc import Iterable

from murano_panel import conf
from murano_panel.api import fetching
from murano_panel.api.packages import largest
from murano_panel.domain.package.bundle import MAX_BYTES, BundleEntry, named, read_bundle
from murano_panel.domain.package.faults import BadPackage
from murano_panel.packages.imports.files import Offer

_PLAIN_VERSION = re.compile(r'\d[\w.-]{0,59}')


def from_address(url: str, label: str = '') -> Offer:
    """Fetches a package; what stands against it is said in its row."""
    try:
        if not conf.get('IMPORT_URLS'):
            raise BadPackage('off')
        return Offer(label or url, fetching.fetch(url, most=largest()), url=url)
    except BadPackage as error:
        return Offer(label or url, fault=error.fault, url=url)


def from_repository(entry: BundleEntry) -> Offer:
    """A package by its name. A version that the repository has no file for is the one that it has."""
    label = ' '.join(filter(None, (entry.name, entry.version)))
    try:
        urls = [_repository(f'apps/{entry.name}.zip')]
        if _PLAIN_VERSION.fullmatch(entry.version):
            urls.insert(0, _repository(f'apps/{entry.name}.{entry.version}.zip'))
    except BadPackage as error:
        return Offer(label, fault=error.fault)
    *others, last = urls
    for url in others:
        offer = _fetched(url, label)
        if not (offer.fault and offer.fault.values.get('code') == 404):
            return offer
    return _fetched(last, label)


def of_entry(entry: BundleEntry) -> Offer:
    """A package of a bundle."""
    return from_address(entry.url, entry.name) if entry.url else from_repository(entry)


def entries_of(lines: Iterable[str]) -> tuple[list[BundleEntry], list[Offer]]:
    """Names, each with a version if any, one in a line; what is none is refused."""
    entries, refused = [], []
    for line in lines:
        name, _, version = line.partition(' ')
        try:
            entries.append(named(name, version.strip()))
        except BadPackage as error:
            refused.append(Offer(line[:200], fault=error.fault))
    return entries, refused


def bundle(name: str) -> tuple[list[BundleEntry], list[Offer]]:
    """What a bundle of the repository lists, by its name, or one at an address."""
    try:
        if name.startswith(('http://', 'https://')):
            if not conf.get('IMPORT_URLS'):
                raise BadPackage('off')
            return list(read_bundle(fetching.fetch(name, most=MAX_BYTES))), []
        if not re.fullmatch(r'[\w.-]{1,100}', name):
            raise BadPackage('bundle-name')
        return list(read_bundle(fetching.fetch(_repository(f'bundles/{name}.bundle'), most=MAX_BYTES))), []
    except BadPackage as error:
        return [], [Offer(name[:200], fault=error.fault)]


def again(url: str) -> bytes:
    """A file that was fetched for the plan. Raises BadPackage."""
    repository = conf.get('REPOSITORY_URL')
    if not (conf.get('IMPORT_URLS') or (repository and url.startswith(_base(repository)))):
        raise BadPackage('off')
    return fetching.fetch(url, most=largest())


def _fetched(url: str, label: str) -> Offer:
    try:
        return Offer(label, fetching.fetch(url, most=largest()), url=url)
    except BadPackage as error:
        return Offer(label, fault=error.fault, url=url)


def _repository(path: str) -> str:
    """Raises BadPackage without one."""
    base = conf.get('REPOSITORY_URL')
    if not base:
        raise BadPackage('no-repository')
    return _base(base) + path


def _base(repository: str) -> str:
    return repository.rstrip('/') + '/'
