"""Reads what the health of packages follows from: a few seconds at a time, and for one browser of a project at a time.

Of two thousand packages each archive has to be fetched and checked once. So that this takes neither a worker nor Murano
for itself, each request works for WORK seconds at most, and the script rests as long as that took.
"""

import hashlib
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

import msgspec
from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import client
from murano_panel.api import packages as package_api
from murano_panel.api.cloud import CloudServices
from murano_panel.components.package import manifests
from murano_panel.components.upkeep import roster, sheets
from murano_panel.components.upkeep.health import Known
from murano_panel.components.upkeep.roster import Roster
from murano_panel.components.upkeep.sheets import Sheet
from murano_panel.components.upkeep.used import Environments
from murano_panel.domain.records import Package
from murano_panel.web import rights

WORK = 2.5
# What a package needs of others is looked for again after so many seconds, images are after this many.
SECONDS = 300
# Seconds after which somebody else may read on: longer than any check takes.
TURN = 45


@dataclass(frozen=True)
class Elsewhere:
    """The packages of one name that a project sees beside its own, and their versions as far as these are known."""

    packages: tuple[Package, ...] = ()
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Images:
    """``types``: what images are marked with, None where no image service answers."""

    types: frozenset[str] | None = None


@dataclass
class Survey:
    """What is known for one request. ``others`` by full name; ``images`` is None where nobody has asked."""

    request: HttpRequest
    roster: Roster
    environments: Environments | None
    sheets: dict[str, Sheet]
    others: dict[str, Elsewhere]
    images: Images | None

    @classmethod
    def of(cls, request: HttpRequest) -> 'Survey':
        """What is kept. One call for the environments, and one for packages, unless all are kept."""
        environments = Environments.of(request) if rights.may(request, 'list_environments') else None
        found = cls(request, roster.read(request, calls=1), environments, {}, {}, _known_images(request))
        found.recall()
        return found

    def recall(self) -> None:
        """What the cache has of the packages that are listed by now. No call."""
        self.sheets = sheets.known(self.request, self.roster.packages)
        keys = {_elsewhere_key(self.request, fqn): fqn for fqn in self.known().needed_elsewhere()}
        self.others = {
            keys[key]: msgspec.json.decode(found, type=Elsewhere) for key, found in cache.get_many(keys).items()
        }

    def known(self) -> Known:
        """What the health of packages can be told from."""
        return Known(
            packages=self.roster.packages,
            sheets=self.sheets,
            others={fqn: found.packages for fqn, found in self.others.items()},
            other_versions={key: value for found in self.others.values() for key, value in found.versions.items()},
            by_class=self.environments.by_class() if self.environments else {},
            image_types=self.images.types if self.images else None,
            sees_all=rights.may(self.request, 'manage_all_packages'),
            is_whole=self.roster.is_whole and not self.roster.was_cut,
            environments_read=bool(self.environments and not self.environments.unread),
        )

    @property
    def unread(self) -> int:
        """How many things are still to be read, as far as is known."""
        environments = len(self.environments.unread) if self.environments else 0
        return len(self._unchecked()) + environments + len(self._not_looked_for()) + (self.images is None)

    def read_on(self, first: Iterable[Package] = (), *, seconds: float = WORK) -> None:
        """For so many seconds; ``first`` are checked first. Nothing while somebody else of the project reads on."""
        turn = _key(self.request, 'turn')
        if not cache.add(turn, True, TURN):
            return
        try:
            self._read_on(first, time.monotonic() + seconds)
        finally:
            cache.delete(turn)

    def _read_on(self, first: Iterable[Package], end: float) -> None:
        while not self.roster.is_whole and time.monotonic() < end:
            self.roster = roster.read(self.request, calls=1)
        self.recall()
        self.images = self.images or _read_images(self.request)
        while self.environments and self.environments.unread and time.monotonic() < end:
            self.environments.read(1)
        for fqn in self._not_looked_for():
            if time.monotonic() > end:
                return
            self.others[fqn] = _read_elsewhere(self.request, fqn)
        for package in self._in_order(first):
            if time.monotonic() > end or (package.id not in self.sheets and not self._check(package)):
                return

    def _in_order(self, first: Iterable[Package]) -> Iterator[Package]:
        """What is shown, what that needs, all others."""
        first = list(first)
        yield from first
        needed = {fqn for item in first if item.id in self.sheets for fqn in self.sheets[item.id].requires}
        yield from (item for item in self.roster.packages if item.fqn in needed)
        yield from self.roster.packages

    def _check(self, package: Package) -> bool:
        """False where nothing can be checked now."""
        sheet = sheets.read(self.request, package)
        if sheet:
            self.sheets[package.id] = sheet
        return sheet is not None

    def _unchecked(self) -> list[Package]:
        return [package for package in self.roster.packages if package.id not in self.sheets]

    def _not_looked_for(self) -> list[str]:
        return [fqn for fqn in self.known().needed_elsewhere() if fqn not in self.others]


def _read_elsewhere(request: HttpRequest, fqn: str) -> Elsewhere:
    """One call, and one for each archive that nobody of the project has read."""
    found = package_api.by_fqn(request, fqn)
    versions = {package.id: manifests.version_of(request, package) for package in found if package.enabled}
    elsewhere = Elsewhere(tuple(found), {own_id: version for own_id, version in versions.items() if version})
    cache.set(_elsewhere_key(request, fqn), msgspec.json.encode(elsewhere), SECONDS)
    return elsewhere


def _known_images(request: HttpRequest) -> Images | None:
    """As of some minutes ago. No call."""
    found = cache.get(_key(request, 'images'))
    return msgspec.json.decode(found, type=Images) if found else None


def _read_images(request: HttpRequest) -> Images:
    """One call of Glance for each page of images."""
    found = CloudServices(request).images(None)
    types = frozenset(image.type for image in found.items if image.type)
    images = Images(None if found.unavailable else types)
    cache.set(_key(request, 'images'), msgspec.json.encode(images), SECONDS)
    return images


def _elsewhere_key(request: HttpRequest, fqn: str) -> str:
    """Names may be long and odd."""
    return _key(request, 'elsewhere:' + hashlib.sha256(fqn.encode('utf-8', 'surrogatepass')).hexdigest()[:32])


def _key(request: HttpRequest, what: str) -> str:
    kind = 'all' if rights.may(request, 'manage_all_packages') else 'own'
    region = quote(client.region(request), safe='')
    return f'murano_panel:survey:1:{region}:{request.user.project_id}:{kind}:{what}'
