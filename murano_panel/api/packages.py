"""Packages of the catalog."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import conf
from murano_panel.api import client, errors, shapes
from murano_panel.domain.records import Package, PackagePage

# murano-api's api_limit_max.
LARGEST_PAGE = 100
# Murano takes no larger ones.
LARGEST_LOGO = 500 * 1024
_BYTES = 'application/octet-stream'
ORDERS = ('name', 'created', 'fqn')


def search(
    request: HttpRequest,
    *,
    text: str = '',
    categories: Sequence[str] = (),
    tags: Sequence[str] = (),
    owned: bool = False,
    class_name: str = '',
    marker: str | None = None,
    limit: int = 24,
    order: str = 'name',
) -> PackagePage:
    """Applications that the project may deploy; those that define the class ``class_name``. One call.

    Murano splits ``text`` on commas, not blanks, and must not be paged while searching: it repeats and skips rows.
    """
    query: list[tuple[str, Any]] = [
        ('catalog', 'true'),
        ('type', 'Application'),
        ('order_by', order if order in ORDERS else 'name'),
        ('sort_dir', 'desc' if order == 'created' else 'asc'),
    ]
    words = ','.join(text.replace(',', ' ').replace(';', ' ').split())
    if words:
        query.append(('search', words))
        limit, marker = LARGEST_PAGE, None
    query += [('category', category) for category in categories] + [('tag', tag) for tag in tags]
    query += [('class_name', class_name)] * bool(class_name)
    query += [('owned', 'true')] * owned + [('marker', marker)] * bool(marker) + [('limit', min(limit, LARGEST_PAGE))]
    return _page(request, query)


def get(request: HttpRequest, package_id: str) -> Package:
    """One package. Raises NotFound also for another project's private one, admins included. One call."""
    with errors.foreign_is_not_found():
        found = client.one(request, 'GET', f'/v1/catalog/packages/{package_id}', shapes.PACKAGE)
    if not found.is_public and found.owner_id != request.user.project_id:
        raise errors.NotFound(_('The package belongs to another project.'), code=404)
    return found


def by_class_name(request: HttpRequest, class_name: str) -> list[Package]:
    """The enabled packages that define a MuranoPL class. One call."""
    query = [('catalog', 'true'), ('class_name', class_name), ('limit', LARGEST_PAGE)]
    return list(_page(request, query).packages)


def by_class_names(request: HttpRequest, class_names: Iterable[str]) -> list[Package]:
    """As by_class_name() for several classes, each package once. One call per class."""
    found = {package.id: package for name in dict.fromkeys(class_names) for package in by_class_name(request, name)}
    return list(found.values())


def ui(request: HttpRequest, package_id: str) -> str:
    """The text of the package's ui.yaml, '' when it has none. Raises TooLarge as download(). One call."""
    return _content(request, package_id, 'ui', most=_largest(), empty='text/plain').decode('utf-8', errors='replace')


def logo(request: HttpRequest, package_id: str) -> bytes:
    """The logo's bytes, b'' when there is none. Raises TooLarge for more than LARGEST_LOGO. One call."""
    return _content(request, package_id, 'logo', most=LARGEST_LOGO)


def supplier_logo(request: HttpRequest, package_id: str) -> bytes:
    """As logo(), of who made the package. One call."""
    return _content(request, package_id, 'supplier_logo', most=LARGEST_LOGO)


def download(request: HttpRequest, package_id: str) -> bytes:
    """The package's zip. Raises TooLarge for more than PACKAGE_SIZE_LIMIT, before that is in memory. One call."""
    return _content(request, package_id, 'download', most=_largest())


def _largest() -> int:
    return conf.get('PACKAGE_SIZE_LIMIT') * client.MEGABYTE


def _content(request: HttpRequest, package_id: str, part: str, *, most: int, empty: str = _BYTES) -> bytes:
    """``empty`` is the type of an answer that says there is none."""
    with errors.foreign_is_not_found():
        return client.content(request, f'/v1/catalog/packages/{package_id}/{part}', most=most, empty=empty)


def _page(request: HttpRequest, query: list[tuple[str, Any]]) -> PackagePage:
    found = client.rows(request, '/v1/catalog/packages', 'packages', shapes.PACKAGE, query=query)
    return PackagePage(tuple(found), found.next_marker)
