"""Packages of the catalog."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import conf
from murano_panel.api import client, errors
from murano_panel.api.shapes.catalog import PACKAGE
from murano_panel.domain.package.pictures import LARGEST_LOGO
from murano_panel.domain.records import Package, PackagePage

# murano-api's api_limit_max.
LARGEST_PAGE = 100
_BYTES = 'application/octet-stream'
_JSON_PATCH = 'application/murano-packages-json-patch'
ORDERS = ('name', 'created', 'fqn')
# What can be changed of a package without another archive.
CHANGEABLE = ('name', 'description', 'tags', 'categories', 'is_public', 'enabled')


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
    query += _narrowed(text, categories, tags, owned) + [('class_name', class_name)] * bool(class_name)
    return _page(request, query + _paged(text, marker, limit))


def managed(
    request: HttpRequest,
    *,
    text: str = '',
    kind: str = '',
    categories: Sequence[str] = (),
    tags: Sequence[str] = (),
    owned: bool = False,
    marker: str | None = None,
    limit: int = 50,
    order: str = 'name',
    descending: bool = False,
) -> PackagePage:
    """Packages of every kind, switched off ones too: of administrators all, of others what ``owned`` says or public.

    ``kind`` is Application or Library. One call. ``text`` as for ``search()``: with it, no paging.
    """
    query: list[tuple[str, Any]] = [
        ('include_disabled', 'true'),
        ('order_by', order if order in ORDERS else 'name'),
        ('sort_dir', 'desc' if descending else 'asc'),
    ]
    query += [('type', kind)] * bool(kind) + _narrowed(text, categories, tags, owned)
    return _page(request, query + _paged(text, marker, limit))


def by_ids(request: HttpRequest, package_ids: Iterable[str]) -> list[Package]:
    """Those that are there, of at most LARGEST_PAGE, as ``managed()`` sees them. One call."""
    ids = list(dict.fromkeys(package_ids))[:LARGEST_PAGE]
    query = [('include_disabled', 'true'), ('id', 'in:' + ','.join(ids)), ('limit', LARGEST_PAGE)]
    return list(_page(request, query).packages) if ids else []


def by_fqn(request: HttpRequest, fqn: str) -> list[Package]:
    """The packages of this full name that the project sees: its own and public ones, switched off or not. One call."""
    query = [('catalog', 'true'), ('include_disabled', 'true'), ('fqn', fqn), ('limit', LARGEST_PAGE)]
    return list(_page(request, query).packages)


def _words(text: str) -> str:
    return ','.join(text.replace(',', ' ').replace(';', ' ').split())


def _narrowed(text: str, categories: Sequence[str], tags: Sequence[str], owned: bool) -> list[tuple[str, Any]]:
    words = _words(text)
    query: list[tuple[str, Any]] = [('search', words)] * bool(words)
    query += [('category', category) for category in categories] + [('tag', tag) for tag in tags]
    return query + [('owned', 'true')] * owned


def _paged(text: str, marker: str | None, limit: int) -> list[tuple[str, Any]]:
    """A search is not paged: Murano repeats and skips rows."""
    if _words(text):
        return [('limit', LARGEST_PAGE)]
    return [('marker', marker)] * bool(marker) + [('limit', min(limit, LARGEST_PAGE))]


def get(request: HttpRequest, package_id: str) -> Package:
    """One package. Raises NotFound also for another project's private one, admins included. One call."""
    found = get_to_manage(request, package_id)
    if not found.is_public and found.owner_id != request.user.project_id:
        raise errors.NotFound(_('The package belongs to another project.'), code=404)
    return found


def get_to_manage(request: HttpRequest, package_id: str) -> Package:
    """As ``get()``, for those who look after the catalog: administrators are given every project's. One call."""
    with errors.foreign_is_not_found():
        return client.one(request, 'GET', _path(package_id), PACKAGE)


def update(request: HttpRequest, package_id: str, **changes: Any) -> Package:
    """Changes what is named, of CHANGEABLE, and nothing else; lists are replaced as a whole. One call.

    Raises Invalid for an unknown category or too long a name, Conflict where another public package has its name or
    its classes, Forbidden for what is not one's own.
    """
    patch = [{'op': 'replace', 'path': f'/{name}', 'value': value} for name, value in changes.items()]
    path = _path(package_id)
    return client.one(request, 'PATCH', path, PACKAGE, body=patch, body_type=_JSON_PATCH)


def delete(request: HttpRequest, package_id: str) -> None:
    """Environments that use it can then neither be deployed nor deleted. One call."""
    client.nothing(request, 'DELETE', _path(package_id))


def upload(
    request: HttpRequest,
    archive: bytes,
    *,
    is_public: bool = False,
    enabled: bool = True,
    categories: Sequence[str] = (),
    tags: Sequence[str] = (),
) -> Package:
    """A new package of the project. Its manifest says what it is called and more; ``tags`` are added to those there.

    One call. Raises Conflict where the project, or with ``is_public`` any public package, has one of its classes
    already; Invalid for what Murano does not take for a package.
    """
    about = {'is_public': is_public, 'enabled': enabled, 'categories': list(categories), 'tags': list(tags)}
    files = {
        'file': ('package.zip', archive, 'application/zip'),
        '__metadata__': (None, json.dumps(about), 'application/json'),
    }
    return client.one(request, 'POST', '/v1/catalog/packages', PACKAGE, files=files)


def by_class_name(request: HttpRequest, class_name: str, *, disabled: bool = False) -> list[Package]:
    """The enabled packages that define a MuranoPL class, those switched off too with ``disabled``. One call."""
    query: list[tuple[str, Any]] = [('catalog', 'true'), ('class_name', class_name), ('limit', LARGEST_PAGE)]
    query += [('include_disabled', 'true')] * disabled
    return list(_page(request, query).packages)


def by_class_names(request: HttpRequest, class_names: Iterable[str]) -> list[Package]:
    """As by_class_name() for several classes, each package once. One call per class."""
    found = {package.id: package for name in dict.fromkeys(class_names) for package in by_class_name(request, name)}
    return list(found.values())


def ui(request: HttpRequest, package_id: str) -> str:
    """The text of the package's ui.yaml, '' when it has none. Raises TooLarge as download(). One call."""
    return _content(request, package_id, 'ui', most=largest(), empty='text/plain').decode('utf-8', errors='replace')


def logo(request: HttpRequest, package_id: str) -> bytes:
    """The logo's bytes, b'' when there is none. Raises TooLarge for more than LARGEST_LOGO. One call."""
    return _content(request, package_id, 'logo', most=LARGEST_LOGO)


def supplier_logo(request: HttpRequest, package_id: str) -> bytes:
    """As logo(), of who made the package. One call."""
    return _content(request, package_id, 'supplier_logo', most=LARGEST_LOGO)


def download(request: HttpRequest, package_id: str) -> bytes:
    """The package's zip. Raises TooLarge for more than PACKAGE_SIZE_LIMIT, before that is in memory. One call."""
    return _content(request, package_id, 'download', most=largest())


def _path(package_id: str) -> str:
    return f'/v1/catalog/packages/{package_id}'


def largest() -> int:
    """Bytes of the largest package that Murano takes, as the operator says."""
    return conf.get('PACKAGE_SIZE_LIMIT') * client.MEGABYTE


def _content(request: HttpRequest, package_id: str, part: str, *, most: int, empty: str = _BYTES) -> bytes:
    """``empty`` is the type of an answer that says there is none."""
    with errors.foreign_is_not_found():
        return client.content(request, f'{_path(package_id)}/{part}', most=most, empty=empty)


def _page(request: HttpRequest, query: list[tuple[str, Any]]) -> PackagePage:
    found = client.rows(request, '/v1/catalog/packages', 'packages', PACKAGE, query=query)
    return PackagePage(tuple(found), found.next_marker)
