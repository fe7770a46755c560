"""What packages' archives say that Murano does not: the version, the packages needed, constraints of Heat templates."""

from collections.abc import Iterable
from contextlib import suppress

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.components.package import cached
from murano_panel.domain.package import heat
from murano_panel.domain.package.archive import open_archive
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.manifest import Manifest, read_manifest
from murano_panel.domain.records import Package

_PART = 'manifest'
_CONSTRAINTS = 'constraints'


def of(request: HttpRequest, package: Package) -> Manifest:
    """One call, which fetches the whole archive; none when the cache has it. Raises BadPackage, and as download()."""
    known = cached.known(request, package, _PART)
    if known is not None:
        return Manifest(**known)
    return _read(request, package)[0]


def version_of(request: HttpRequest, package: Package) -> str | None:
    """As Murano reads it; None where it cannot be found out. Calls as ``of()``. Raises Expired."""
    try:
        return of(request, package).version
    except errors.Expired:
        raise
    except (errors.ApiError, BadPackage):
        return None


def constraints(request: HttpRequest, package: Package) -> dict[str, str]:
    """{parameter of a Heat template: its custom constraint}; {} where they cannot be had, as a form does without.

    Calls as ``of()``. Raises Expired.
    """
    known = cached.known(request, package, _CONSTRAINTS)
    if known is not None:
        return known
    try:
        return _read(request, package)[1]
    except errors.Expired:
        raise
    except (errors.ApiError, BadPackage):
        return {}


def note(request: HttpRequest, package: Package, content: bytes) -> None:
    """Keeps what the archive says, which was fetched for something else. No call."""
    with suppress(BadPackage):
        _kept(request, package, content)


def known(request: HttpRequest, packages: Iterable[Package]) -> dict[str, Manifest]:
    """{id: manifest}, of those that somebody of the project has read within the hour. No call."""
    keys = {cached.key(request, package, _PART): package.id for package in packages}
    return {keys[key]: Manifest(**found) for key, found in cache.get_many(keys).items()}


def _read(request: HttpRequest, package: Package) -> tuple[Manifest, dict[str, str]]:
    return _kept(request, package, package_api.download(request, package.id))


def _kept(request: HttpRequest, package: Package, content: bytes) -> tuple[Manifest, dict[str, str]]:
    manifest = read_manifest(content)
    named = heat.constraints(open_archive(content)) if manifest.is_heat else {}
    cached.keep(request, package, _PART, vars(manifest))
    cached.keep(request, package, _CONSTRAINTS, named)
    return manifest, named
