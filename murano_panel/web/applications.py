"""Which application a component is of: what the project has seen in the catalog, remembered for pages that ask nothing.

Nothing is wrong where it is not known: pages then show the component's class.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import client
from murano_panel.domain.model.object_model import Catalog, class_name, package_name
from murano_panel.domain.records import ObjectModel, Package

SECONDS = 24 * 3600


@dataclass(frozen=True)
class Application:
    """A package of the catalog, as ``_logo.html`` and headings want it; ``stamp`` changes with the package."""

    id: str
    name: str
    stamp: int


def remember(request: HttpRequest, packages: Iterable[Package]) -> None:
    """Keeps what the user has just read with the own token, which is the check of access."""
    found = {_key(request, item.fqn): (item.id, item.name, int(item.updated.timestamp())) for item in packages}
    cache.set_many(found, SECONDS)


def known(request: HttpRequest, components: Iterable[ObjectModel]) -> dict[str, Application]:
    """{class of a component: its application}, of those that somebody of the project has seen. No call."""
    packages = {class_name(item): package_name(item) or class_name(item) for item in components}
    keys = {name: _key(request, fqn) for name, fqn in packages.items()}
    found = cache.get_many(set(keys.values()))
    return {name: Application(*found[key]) for name, key in keys.items() if key in found}


def names(request: HttpRequest, components: Iterable[ObjectModel]) -> Catalog:
    """{class of a component: the name of its application}, as far as ``known()``. No call."""
    return names_in(known(request, components))


def names_in(applications: Mapping[str, Application]) -> Catalog:
    """The names alone of what ``known()`` gave."""
    return {name: application.name for name, application in applications.items()}


def _key(request: HttpRequest, fqn: str) -> str:
    """Names of packages may be long and odd; each region has packages of its own."""
    digest = hashlib.sha256(f'{client.region(request)} {fqn}'.encode()).hexdigest()[:32]
    return f'murano_panel:application:{request.user.project_id}:{digest}'
