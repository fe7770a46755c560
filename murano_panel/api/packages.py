"""Packages of the catalog."""

import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import conf
from murano_panel.api import client, errors, parse
from murano_panel.domain.records import Package, PackagePage

# murano-api's api_limit_max.
LARGEST_PAGE = 100
MEGABYTE = 1024 * 1024
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
        found = parse.package(client.data(client.murano(request).packages.get(package_id)))
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
    """The text of the package's ui.yaml, '' when it has none. One call."""
    return _content(request, package_id, 'ui').decode('utf-8', errors='replace')


def logo(request: HttpRequest, package_id: str) -> bytes:
    """The logo's bytes, b'' when there is none. One call."""
    return _content(request, package_id, 'logo')


def supplier_logo(request: HttpRequest, package_id: str) -> bytes:
    """The supplier's logo, b'' when there is none. One call."""
    return _content(request, package_id, 'supplier_logo')


def download(request: HttpRequest, package_id: str) -> bytes:
    """The package's zip. Raises TooLarge for more than PACKAGE_SIZE_LIMIT, before that is in memory. One call."""
    most = conf.get('PACKAGE_SIZE_LIMIT') * MEGABYTE
    deadline = time.monotonic() + conf.get('API_TIMEOUT')
    path = f'/v1/catalog/packages/{package_id}/download'
    with errors.foreign_is_not_found(), errors.translated():
        answer = client.murano(request).http_client.request(path, 'GET', stream=True)
        with closing(answer):
            parts, size = [], 0
            for part in answer.iter_content(64 * 1024):
                parts.append(part)
                size += len(part)
                if size > most:
                    raise errors.TooLarge(_('The package is larger than %d MB.') % conf.get('PACKAGE_SIZE_LIMIT'))
                if time.monotonic() > deadline:
                    raise errors.Unavailable(_('The package took too long to arrive.'))
            return b''.join(parts)


def _content(request: HttpRequest, package_id: str, part: str) -> bytes:
    with errors.foreign_is_not_found():
        return client.murano(request).http_client.request(f'/v1/catalog/packages/{package_id}/{part}', 'GET').content


def _page(request: HttpRequest, query: Sequence[tuple[str, Any]]) -> PackagePage:
    # Not packages.filter(): its limit is a page size, and it goes on to the last page.
    data = client.get_json(request, '/v1/catalog/packages?' + urlencode(query))
    return PackagePage(tuple(parse.package(item) for item in data.get('packages') or ()), data.get('next_marker'))
