"""Which types of images the forms of the catalog ask for: nobody but the forms themselves knows.

They are read some at a time, when somebody looks at the page, and what was found is kept for an hour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import client
from murano_panel.api import packages as package_api
from murano_panel.components.package import image_types
from murano_panel.domain.images import is_of_type

SECONDS = 3600
# Forms that one answer reads, and in all.
STEP = 10
MOST_READ = 500
# Of what packages' authors wrote.
MAX_TYPES = 200
MAX_NAMES = 5
MAX_CHARACTERS = 255


@dataclass(frozen=True)
class Wanted:
    """``types`` are {type: names of the first applications that ask for it}; image_types.ANY among them.

    looked_at: so many applications. marker: behind which package it goes on, '' once all were looked at. cut: there
    are more than are ever looked at.
    """

    types: Mapping[str, Sequence[str]] = field(default_factory=dict)
    looked_at: int = 0
    marker: str = ''
    is_complete: bool = False
    cut: bool = False

    def asking(self, own_type: str | None) -> list[str]:
        """The names of applications whose forms offer an image of this type, and not just any."""
        found = (names for wanted, names in self.types.items() if wanted and is_of_type(own_type, wanted))
        return list(dict.fromkeys(name for names in found for name in names))

    @property
    def takes_any(self) -> Sequence[str]:
        """The names of applications that offer whatever is marked."""
        return self.types.get(image_types.ANY, ())


def known(request: HttpRequest) -> Wanted:
    """What was found within the hour. No call."""
    kept: dict[str, Any] | None = cache.get(_key(request))
    return Wanted(**kept) if kept else Wanted()


def look_further(request: HttpRequest) -> Wanted:
    """With STEP applications more: a call for these, and one for the form of each that nobody has read lately."""
    found = known(request)
    if found.is_complete:
        return found
    page = package_api.search(request, marker=found.marker or None, limit=STEP)
    types = dict(found.types)
    for package in page.packages:
        for kind in image_types.of_package(request, package):
            _add(types, kind[:MAX_CHARACTERS], package.name)
    looked_at = found.looked_at + len(page.packages)
    goes_on = bool(page.next_marker) and looked_at < MOST_READ
    found = replace(
        found,
        types=types,
        looked_at=looked_at,
        marker=page.next_marker or '',
        is_complete=not goes_on,
        cut=bool(page.next_marker) and not goes_on,
    )
    cache.set(_key(request), asdict(found), SECONDS)
    return found


def forget(request: HttpRequest) -> None:
    """The next look begins anew; forms that were read are not read again."""
    cache.delete(_key(request))


def _add(types: dict[str, Sequence[str]], kind: str, name: str) -> None:
    names = types.get(kind, ())
    if (kind in types or len(types) < MAX_TYPES) and name not in names and len(names) < MAX_NAMES:
        types[kind] = [*names, name]


def _key(request: HttpRequest) -> str:
    return f'murano_panel:image_types:{quote(client.region(request), safe="")}:{request.user.project_id}'
