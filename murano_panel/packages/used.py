"""Which environments use a package: none of them can be deployed again, or deleted, where it is gone.

Murano cannot be asked that; each environment has to be looked into. What was found is kept until the environment is
deployed again, and one look reads no more than MAX_READ.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import environments, errors
from murano_panel.domain.records import Environment, Package
from murano_panel.web import owners, rights

MAX_READ = 30
SECONDS = 24 * 3600


@dataclass(frozen=True)
class User:
    """An environment that uses a package; ``project`` is '' for one of the user's own project."""

    id: str
    name: str
    project: str


@dataclass(frozen=True)
class Use:
    """``unread`` environments were not looked into yet. ``elsewhere``: those of other projects cannot be seen."""

    users: Sequence[User] = ()
    unread: int = 0
    elsewhere: bool = False


def use_of(request: HttpRequest, packages: Iterable[Package]) -> dict[str, Use]:
    """{id of a package: who uses it}. One call, and one for each environment that was not looked into before."""
    everywhere = rights.may(request, 'manage_all_packages')
    found = environments.list_all(request, of_all_projects=everywhere)
    classes, unread = _classes(request, found)
    names = owners.names(request, [item.project_id for item in found])
    own = request.user.project_id

    def users(package: Package) -> list[User]:
        provided = {package.fqn, *package.class_names}
        return [
            User(item.id, item.name, '' if item.project_id == own else names[item.project_id])
            for item in found
            if (package.is_public or item.project_id == package.owner_id) and provided & classes.get(item.id, set())
        ]

    return {
        package.id: Use(users(package), unread, elsewhere=package.is_public and not everywhere) for package in packages
    }


def _classes(request: HttpRequest, found: Sequence[Environment]) -> tuple[Mapping[str, set[str]], int]:
    """({id of an environment: its classes}, of how many they are not known)."""
    keys = {_key(request, item): item.id for item in found}
    classes = {keys[key]: set(names) for key, names in cache.get_many(keys).items()}
    missing = [item for item in found if item.id not in classes]
    for item in missing[:MAX_READ]:
        try:
            classes[item.id] = environments.classes_in(request, item.id)
        except errors.NotFound:
            continue
        cache.set(_key(request, item), sorted(classes[item.id]), SECONDS)
    return classes, max(0, len(missing) - MAX_READ)


def _key(request: HttpRequest, environment: Environment) -> str:
    """``version`` grows with each deployment."""
    stamp = f'{environment.version}:{environment.updated.timestamp()}'
    return f'murano_panel:classes:{request.user.project_id}:{environment.id}:{stamp}'
