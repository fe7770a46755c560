"""Which package gives a class its code now, and in which version: what murano-engine will find when it deploys."""

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import client, errors
from murano_panel.api import packages as package_api
from murano_panel.components.package import manifests
from murano_panel.domain.model.versions import CORE, Typed
from murano_panel.domain.records import Package
from murano_panel.web import applications

# Classes that one request asks the catalog for; of more nothing is known.
MAX_ASKED = 30
# Seconds for which pages that may not ask believe what was found.
BELIEVED = 300


@dataclass(frozen=True)
class Provider:
    """``name`` is the package's, '' without one; ``version`` is None where it is not known.

    is_there: it is in the catalog and may be used. is_disabled: somebody has switched it off. at: when that was seen.
    """

    name: str = ''
    version: str | None = None
    is_there: bool = True
    is_disabled: bool = False
    at: float = 0.0


class Providers:
    """For one request. ``known`` are packages that have been read already.

    Without ``archives`` a version is known only where somebody has read the package's archive.
    """

    def __init__(self, request: HttpRequest, known: Iterable[Package] = (), *, archives: bool = True):
        self._request = request
        self._archives = archives
        self._packages = {package.id: package for package in known}
        self._found: dict[str, Provider | None] = {}
        self._asked = 0

    def of(self, wanted: Typed) -> Provider | None:
        """None where it cannot be found out. A call for each package, and its archive where nobody has read it."""
        name = name_of(wanted)
        if name not in self._found:
            try:
                self._found[name] = self._read(wanted)
            except errors.Expired:
                raise
            except errors.ApiError:
                self._found[name] = None
            found = self._found[name]
            if found:
                cache.set(_key(self._request, name), {**vars(found), 'at': time.time()}, BELIEVED)
        return self._found[name]

    def version_of(self, wanted: Typed) -> str | None:
        """Of the package that provides it, None where it is not known."""
        found = self.of(wanted)
        return found.version if found else None

    def package_of(self, wanted: Typed) -> Package | None:
        """The package that is used for it, None where there is none. A call, if it is not known already."""
        package = self._best(wanted, self._packages.values())
        if package is None and self._asked < MAX_ASKED:
            self._asked += 1
            found = package_api.by_class_name(self._request, wanted.class_name, disabled=True)
            self._packages |= {item.id: item for item in found}
            applications.remember(self._request, found)
            package = self._best(wanted, found)
        return package

    def known(self, wanted: Typed) -> Package | None:
        """As ``package_of()``, of what this request has read already. No call."""
        return self._best(wanted, self._packages.values())

    def _read(self, wanted: Typed) -> Provider | None:
        may_ask = self._asked < MAX_ASKED
        package = self.package_of(wanted)
        if package is None and not may_ask:
            return None
        return self._provider(package) if package else self._missing(wanted)

    def _best(self, wanted: Typed, packages: Iterable[Package]) -> Package | None:
        """The engine takes the project's own one first."""
        providing = [item for item in packages if item.enabled and _provides(item, wanted)]
        own = self._request.user.project_id
        return max(providing, key=lambda item: (item.owner_id == own, item.is_public), default=None)

    def _provider(self, package: Package) -> Provider:
        if package.fqn == CORE:
            # The engine itself fixes which one it takes.
            return Provider(package.name)
        return Provider(package.name, version=self._version(package))

    def _version(self, package: Package) -> str | None:
        if not self._archives:
            known = manifests.known(self._request, [package]).get(package.id)
            return known.version if known else None
        return manifests.version_of(self._request, package)

    def _missing(self, wanted: Typed) -> Provider:
        disabled = next((item for item in self._packages.values() if _provides(item, wanted)), None)
        return Provider(disabled.name if disabled else '', is_there=False, is_disabled=disabled is not None)


def _provides(package: Package, wanted: Typed) -> bool:
    return wanted.class_name in package.class_names and wanted.package in ('', package.fqn)


def believed(request: HttpRequest, wanted: Iterable[Typed]) -> dict[str, Provider]:
    """{what ``name_of()`` calls it: its provider}, of those that were found within the last minutes. No call."""
    keys = {_key(request, name): name for name in map(name_of, wanted)}
    return {keys[key]: Provider(**found) for key, found in cache.get_many(keys).items()}


def name_of(wanted: Typed) -> str:
    """What asks for the same thing has the same name."""
    return f'{wanted.class_name}@{wanted.package}'


def _key(request: HttpRequest, name: str) -> str:
    """Names of classes may be long and odd; each region has packages of its own."""
    digest = hashlib.sha256(f'{client.region(request)} {name}'.encode('utf-8', 'surrogatepass')).hexdigest()[:32]
    return f'murano_panel:provider:{request.user.project_id}:{digest}'
