"""The catalog's categories, as of at most a minute ago."""

from urllib.parse import quote

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import categories as category_api
from murano_panel.api import client, left_out
from murano_panel.domain.records import Category

SECONDS = 60


def read(request: HttpRequest) -> list[Category]:
    """All of them, by name. One call where they are not kept."""
    found = kept(request)
    if found is None:
        found = category_api.list_all(request)
        keep(request, found)
    return found


def keep(request: HttpRequest, found: list[Category]) -> None:
    """For a minute, unless some could not be read."""
    if not left_out.number_in(request):
        cache.set(_key(request), [(item.id, item.name, item.package_count) for item in found], SECONDS)


def kept(request: HttpRequest) -> list[Category] | None:
    """Those that somebody of the project has just read. No call."""
    rows = cache.get(_key(request))
    return None if rows is None else [Category(*row) for row in rows]


def forget(request: HttpRequest) -> None:
    """What was kept is no longer so."""
    cache.delete(_key(request))


def _key(request: HttpRequest) -> str:
    return f'murano_panel:categories:{quote(client.region(request), safe="")}:{request.user.project_id}'
