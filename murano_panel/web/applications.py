"""Which application a component is of: what the project has seen in the catalog, remembered for pages that ask nothing.

The page of an environment asks for those that nobody has seen yet.

Nothing is wrong where it is not known: pages then show the component's class.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import client, errors
from murano_panel.api import packages as package_api
from murano_panel.domain.model.object_model import Catalog, class_name, package_name
from murano_panel.domain.records import ObjectModel, Package

SECONDS = 24 * 3600
# What the catalog was asked for and did not have is not asked for again for so long.
ASKED_SECONDS = 600
# As what the first page of the catalog is noted to have been asked for: no class is called so.
_CATALOG = ''


@dataclass(frozen=True)
class Application:
    """A package of the catalog, as ``_logo.html`` and headings want it; ``stamp`` changes with the package."""

    id: str
    name: str
    stamp: int


def remember(request: HttpRequest, packages: Iterable[Package]) -> None:
    """Keeps what the user has just read with the own token, which is the check of access."""
    cache.set_many({_key(request, item.fqn): _entry(item) for item in packages}, SECONDS)


def known(request: HttpRequest, components: Iterable[ObjectModel]) -> dict[str, Application]:
    """{class of a component: its application}, of those that somebody of the project has seen. No call."""
    packages = {}
    for item in components:
        name = class_name(item)
        packages[name] = package_name(item) or name
    keys = {name: _key(request, fqn) for name, fqn in packages.items()}
    found = cache.get_many(set(keys.values()))
    return {name: Application(*found[key]) for name, key in keys.items() if key in found}


def learned(
    request: HttpRequest, components: Iterable[ObjectModel], found: Mapping[str, Application]
) -> Mapping[str, Application]:
    """``found``, as ``known()`` gave it, with applications that nobody has seen yet: one call where there are any.

    Several are looked for in the first page of the catalog, which mostly is all of it; later those that were not there,
    one each time. What was asked for is not asked for again for ten minutes.
    """
    missing = sorted({class_name(item) for item in components} - found.keys())
    asked = cache.get_many([_asked_key(request, name) for name in (*missing, _CATALOG)])
    unseen = [name for name in missing if _asked_key(request, name) not in asked]
    if not unseen:
        return found
    is_catalog = len(unseen) > 1 and _asked_key(request, _CATALOG) not in asked
    cache.set(_asked_key(request, _CATALOG if is_catalog else unseen[0]), True, ASKED_SECONDS)
    with suppress(errors.ApiError):
        if is_catalog:
            packages: Sequence[Package] = package_api.search(request, limit=package_api.LARGEST_PAGE).packages
        else:
            packages = package_api.by_class_name(request, unseen[0])
        remember(request, packages)
        # A component that was never deployed does not say of which package it is.
        defined = {name: item for item in packages for name in item.class_names if name in missing}
        cache.set_many({_key(request, name): _entry(item) for name, item in defined.items()}, SECONDS)
        return {**found, **{name: Application(*_entry(item)) for name, item in defined.items()}}
    return found


def names(request: HttpRequest, components: Iterable[ObjectModel]) -> Catalog:
    """{class of a component: the name of its application}, as far as ``known()``. No call."""
    return names_in(known(request, components))


def names_in(applications: Mapping[str, Application]) -> Catalog:
    """The names alone of what ``known()`` gave."""
    return {name: application.name for name, application in applications.items()}


def _entry(package: Package) -> tuple[str, str, int]:
    return package.id, package.name, int(package.updated.timestamp())


def _asked_key(request: HttpRequest, name: str) -> str:
    return _key(request, f'asked for {name}')


def _key(request: HttpRequest, fqn: str) -> str:
    """Names of packages may be long and odd; each region has packages of its own."""
    digest = hashlib.sha256(f'{client.region(request)} {fqn}'.encode()).hexdigest()[:32]
    return f'murano_panel:application:{request.user.project_id}:{digest}'
