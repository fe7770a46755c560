"""Who depends on a package: environments whose objects are of its classes, and packages that require it.

Murano can be asked neither. Each environment has to be looked into, and the archive of each package; what was found is
kept until it changes, and one look reads no more than a few that are new.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import environments, errors
from murano_panel.components.package import manifests
from murano_panel.components.upkeep import roster, sheets
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.records import Environment, Package
from murano_panel.web import owners, rights

# What one look reads: environments, pages of the list of packages, archives.
MAX_READ = 30
MAX_PAGES = 5
MAX_ARCHIVES = 10
SECONDS = 24 * 3600


@dataclass(frozen=True)
class User:
    """An environment that uses a package; ``project`` is '' for one of the user's own project."""

    id: str
    name: str
    project: str


@dataclass(frozen=True)
class Requirer:
    """A package that requires another one. ``is_seen``: it has a page that the user may open."""

    id: str
    name: str
    is_seen: bool


@dataclass(frozen=True)
class Use:
    """``users`` are environments, ``packages`` those that require it.

    unread, unread_packages: not looked into yet. more_packages: nor is it known how many follow. ``elsewhere``: those
    of other projects cannot be seen.
    """

    users: Sequence[User] = ()
    packages: Sequence[Requirer] = ()
    unread: int = 0
    unread_packages: int = 0
    more_packages: bool = False
    elsewhere: bool = False

    @property
    def is_used(self) -> bool:
        return bool(self.users or self.packages)

    @property
    def is_partly(self) -> bool:
        """Whether there is more to look into."""
        return bool(self.unread or self.unread_packages or self.more_packages)


@dataclass
class Environments:
    """Those that may use packages, and the classes of those that were looked into."""

    request: HttpRequest
    found: Sequence[Environment]
    classes: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, request: HttpRequest) -> 'Environments':
        """Of administrators those of all projects. One call."""
        everywhere = rights.may(request, 'manage_all_packages')
        found = environments.list_all(request, of_all_projects=everywhere)
        keys = {_key(request, item): item.id for item in found}
        classes = {keys[key]: set(names) for key, names in cache.get_many(keys).items()}
        return cls(request, found, classes)

    @property
    def unread(self) -> list[Environment]:
        return [item for item in self.found if item.id not in self.classes]

    def read(self, most: int = MAX_READ) -> None:
        """Looks into so many more of them. One call each."""
        for item in self.unread[:most]:
            try:
                found = environments.classes_in(self.request, item.id)
            except errors.NotFound:
                self.classes[item.id] = set()
                continue
            self.classes[item.id] = found
            cache.set(_key(self.request, item), sorted(found), SECONDS)

    def by_class(self) -> Mapping[str, Sequence[Environment]]:
        """{class: the environments that have objects of it}, as far as they were looked into."""
        users: dict[str, list[Environment]] = defaultdict(list)
        for item in self.found:
            for name in self.classes.get(item.id, ()):
                users[name].append(item)
        return users


def environments_of(package: Package, by_class: Mapping[str, Sequence[Environment]]) -> list[Environment]:
    """Those that use it: of projects that see it."""
    names = {package.fqn, *package.class_names}
    using = {item.id: item for name in names for item in by_class.get(name, ())}
    return [item for item in using.values() if package.is_public or item.project_id == package.owner_id]


def requirers_of(package: Package, by_fqn: Mapping[str, Sequence[Package]]) -> list[Package]:
    """The packages that require it: of projects that see it."""
    return [item for item in by_fqn.get(package.fqn, ()) if package.is_public or item.owner_id == package.owner_id]


def by_required(
    packages: Iterable[Package], requirements: Mapping[str, Mapping[str, str]]
) -> Mapping[str, Sequence[Package]]:
    """{full name: the packages that require it}; ``requirements`` by the ids of packages."""
    requirers: dict[str, list[Package]] = defaultdict(list)
    for package in packages:
        for fqn in requirements.get(package.id, ()):
            requirers[fqn].append(package)
    return requirers


def use_of(request: HttpRequest, packages: Iterable[Package]) -> dict[str, Use]:
    """{id of a package: who else uses it}. One call for the environments, and one for each not looked into before.

    One for each hundred packages that the user looks after, five at most, once in ten minutes; and one for each archive
    that nobody of the project has read, ten at most.
    """
    packages = list(packages)
    everywhere = rights.may(request, 'manage_all_packages')
    users = Environments.of(request)
    users.read()
    by_class = users.by_class()
    listed = roster.read(request, calls=MAX_PAGES)
    asked = {package.id for package in packages}
    others = [package for package in listed.packages if package.id not in asked]
    requirements = _requirements(request, others)
    by_fqn = by_required(others, requirements)
    names = owners.names(request, [item.project_id for item in users.found])
    own = request.user.project_id

    def use(package: Package) -> Use:
        return Use(
            users=[
                User(item.id, item.name, '' if item.project_id == own else names[item.project_id])
                for item in environments_of(package, by_class)
            ],
            packages=[
                Requirer(item.id, item.name, item.is_public or item.owner_id == own)
                for item in requirers_of(package, by_fqn)
            ],
            unread=len(users.unread),
            unread_packages=len(others) - len(requirements),
            more_packages=not listed.is_whole,
            elsewhere=package.is_public and not everywhere,
        )

    return {package.id: use(package) for package in packages}


def _requirements(request: HttpRequest, packages: Sequence[Package]) -> dict[str, Mapping[str, str]]:
    """{id: what it requires}, of those that are known, and some more: one call each.

    What cannot be read requires nothing.
    """
    found = sheets.requirements(request, packages)
    for package in [item for item in packages if item.id not in found][:MAX_ARCHIVES]:
        try:
            found[package.id] = manifests.of(request, package).requires
        except errors.Expired:
            raise
        except (errors.ApiError, BadPackage):
            found[package.id] = {}
    return found


def _key(request: HttpRequest, environment: Environment) -> str:
    """``version`` grows with each deployment."""
    stamp = f'{environment.version}:{environment.updated.timestamp()}'
    return f'murano_panel:classes:{request.user.project_id}:{environment.id}:{stamp}'
