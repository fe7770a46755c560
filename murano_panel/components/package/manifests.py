"""What packages' archives say that Murano does not: version, packages needed, public methods, constraints of Heat."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import msgspec
from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.components.package import cached
from murano_panel.domain.package import heat
from murano_panel.domain.package.archive import open_archive
from murano_panel.domain.package.classes import ClassDefinition, read_classes
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.manifest import Manifest, as_manifest, load_manifest
from murano_panel.domain.records import Package

_PART = 'manifest'
_CONSTRAINTS = 'constraints'
_CLASSES = 'classes'


def of(request: HttpRequest, package: Package) -> Manifest:
    """One call, which fetches the whole archive; none when the cache has it. Raises BadPackage, and as download()."""
    known = cached.known(request, package, _PART)
    if known is not None:
        return Manifest(**known)
    return _read(request, package).manifest


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
        return _read(request, package).constraints
    except errors.Expired:
        raise
    except (errors.ApiError, BadPackage):
        return {}


def classes(request: HttpRequest, package: Package) -> list[ClassDefinition]:
    """Its classes with their public methods, as far as they can be read. Calls and errors as ``of()``."""
    known = cached.known(request, package, _CLASSES)
    if known is not None:
        return msgspec.convert(known, list[ClassDefinition])
    return _read(request, package).classes


def known_classes(request: HttpRequest, package: Package) -> list[ClassDefinition]:
    """As ``classes()``, [] where nobody of the project has read them within the hour. No call."""
    return msgspec.convert(cached.known(request, package, _CLASSES) or [], list[ClassDefinition])


def note(request: HttpRequest, package: Package, content: bytes) -> None:
    """Keeps what the archive says, which was fetched for something else. No call."""
    with suppress(BadPackage):
        _kept(request, package, content)


def known(request: HttpRequest, packages: Iterable[Package]) -> dict[str, Manifest]:
    """{id: manifest}, of those that somebody of the project has read within the hour. No call."""
    keys = {cached.key(request, package, _PART): package.id for package in packages}
    return {keys[key]: Manifest(**found) for key, found in cache.get_many(keys).items()}


@dataclass(frozen=True)
class _Said:
    """What an archive says."""

    manifest: Manifest
    constraints: dict[str, str]
    classes: list[ClassDefinition]


def _read(request: HttpRequest, package: Package) -> _Said:
    return _kept(request, package, package_api.download(request, package.id))


def _kept(request: HttpRequest, package: Package, content: bytes) -> _Said:
    archive = open_archive(content)
    manifest = as_manifest(load_manifest(archive))
    said = _Said(manifest, heat.constraints(archive) if manifest.is_heat else {}, read_classes(archive, manifest))
    cached.keep(request, package, _PART, vars(manifest))
    cached.keep(request, package, _CONSTRAINTS, said.constraints)
    cached.keep(request, package, _CLASSES, msgspec.to_builtins(said.classes))
    return said
