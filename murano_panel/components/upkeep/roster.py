"""All packages that a user looks after, as small records: read a hundred with each call, and kept for ten minutes."""

import zlib
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote

import msgspec
from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import client, errors, left_out
from murano_panel.api import packages as package_api
from murano_panel.domain.records import Package
from murano_panel.web import known_categories, rights

# Of a larger catalog the first ones by name are looked after here: memcached takes a megabyte.
MAX_PACKAGES = 5000
SECONDS = 600


@dataclass(frozen=True)
class Roster:
    """``packages`` by name, without descriptions; ``after`` is the id behind which more follow, '' where it is whole.

    was_cut: there are more than MAX_PACKAGES.
    """

    packages: tuple[Package, ...] = ()
    after: str = ''
    was_cut: bool = False
    began: bool = False

    @property
    def is_whole(self) -> bool:
        return self.began and not self.after


def read(request: HttpRequest, *, calls: int) -> Roster:
    """What is kept, and of what is lacking as much as so many calls tell. None where all is kept.

    Of administrators all packages, of others their project's own.
    """
    found = _kept(request)
    while calls and not found.is_whole:
        calls -= 1
        found = _continued(request, found)
    return found


def changed(request: HttpRequest) -> None:
    """Packages came, went or changed by the user's doing: what was kept is no longer so."""
    cache.delete(_key(request))
    known_categories.forget(request)


def _continued(request: HttpRequest, found: Roster) -> Roster:
    try:
        page = package_api.managed(
            request,
            owned=not rights.may(request, 'manage_all_packages'),
            marker=found.after or None,
            limit=package_api.LARGEST_PAGE,
        )
    except errors.NotFound:
        if not found.after:
            raise
        # The package behind which it goes on has been deleted: from the beginning.
        cache.delete(_key(request))
        return Roster()
    small = (replace(package, description='', supplier=None, tags=()) for package in page.packages)
    packages = (*found.packages, *small)
    after = page.packages[-1].id if page.next_marker and page.packages else ''
    found = Roster(packages[:MAX_PACKAGES], after, began=True)
    if after and len(packages) >= MAX_PACKAGES:
        found = replace(found, after='', was_cut=True)
    if not left_out.number_in(request):
        cache.set(_key(request), zlib.compress(msgspec.json.encode(found), 1), SECONDS)
    return found


def _kept(request: HttpRequest) -> Roster:
    return _unpacked(cache.get(_key(request)))


# A worker opens it once: five thousand packages in it.
@lru_cache(maxsize=4)
def _unpacked(packed: bytes | None) -> Roster:
    try:
        return msgspec.json.decode(zlib.decompress(packed), type=Roster) if packed else Roster()
    except (zlib.error, msgspec.MsgspecError):
        # Of another release.
        return Roster()


def _key(request: HttpRequest) -> str:
    """Administrators of a project see more than its members."""
    kind = 'all' if rights.may(request, 'manage_all_packages') else 'own'
    region = quote(client.region(request), safe='')
    return f'murano_panel:roster:1:{region}:{request.user.project_id}:{kind}'
