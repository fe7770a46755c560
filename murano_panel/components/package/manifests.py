"""What packages' manifests say that Murano's list does not: the version, and which packages they need."""

from collections.abc import Iterable
from contextlib import suppress

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import packages as package_api
from murano_panel.components.package import cached
from murano_panel.domain.package.archive import BadPackage
from murano_panel.domain.package.manifest import Manifest, read_manifest
from murano_panel.domain.records import Package

_PART = 'manifest'


def of(request: HttpRequest, package: Package) -> Manifest:
    """One call, which fetches the whole archive; none when the cache has it. Raises BadPackage, and as download()."""
    known = cached.known(request, package, _PART)
    if known is not None:
        return Manifest(**known)
    found = read_manifest(package_api.download(request, package.id))
    cached.keep(request, package, _PART, vars(found))
    return found


def note(request: HttpRequest, package: Package, content: bytes) -> None:
    """Keeps what the archive says, which was fetched for something else. No call."""
    with suppress(BadPackage):
        cached.keep(request, package, _PART, vars(read_manifest(content)))


def known(request: HttpRequest, packages: Iterable[Package]) -> dict[str, Manifest]:
    """{id: manifest}, of those that somebody of the project has read within the hour. No call."""
    keys = {cached.key(request, package, _PART): package.id for package in packages}
    return {keys[key]: Manifest(**found) for key, found in cache.get_many(keys).items()}
