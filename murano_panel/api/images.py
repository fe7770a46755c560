"""Images of Glance, and the property by which Murano's forms know them.

Not through Horizon's API layer, as forms do: it knows no time-out, and reads each page of 25.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import requests
from django.http import HttpRequest
from django.utils.translation import gettext as _
from openstack_dashboard.api import base

from murano_panel.api import client, errors
from murano_panel.api.shapes.cloud import GOES_ON, IMAGE
from murano_panel.api.shapes.reading import Mismatch, Rows, read_rows
from murano_panel.domain.images import PROPERTY, MarkedImage, written_mark

# As many as Glance gives out at once by default (its api_limit_max).
PAGE = 1000
# Calls of one look.
MAX_PAGES = 3
_PATCH = 'application/openstack-images-v2.1-json-patch'
_VERSION = re.compile(r'/v\d+(\.\d+)?$')


@dataclass(frozen=True)
class ImageList:
    """By name. ``cut``: there are more than MAX_PAGES hold. ``unread``: so many were listed that cannot be read."""

    images: tuple[MarkedImage, ...]
    unread: int = 0
    cut: bool = False


def list_all(request: HttpRequest) -> ImageList:
    """What the project sees, marked or not: Glance cannot be asked for those that have a property.

    A call for each PAGE of them. Raises GlanceUnavailable.
    """
    found: list[MarkedImage] = []
    unread = 0
    for _page in range(MAX_PAGES):
        rows, goes_on = _page_behind(request, found[-1].id if found else None)
        found += rows
        unread += len(rows.faults)
        if not (goes_on and rows):
            return ImageList(tuple(found), unread)
    return ImageList(tuple(found), unread, cut=True)


def get(request: HttpRequest, image_id: str) -> MarkedImage:
    """One image. Raises NotFound also for what the project does not see. One call."""
    with errors.foreign_is_not_found(), _of_glance('GET'):
        return IMAGE.read(_ask(request, 'GET', f'/images/{image_id}').content)


def mark(request: HttpRequest, image: MarkedImage, *, type: str, title: str) -> None:
    """Writes both; what the property holds besides stays, as ``image`` was read. One call. Raises Forbidden."""
    _change(request, image, 'add', {'value': written_mark(image.text, type=type, title=title)})


def unmark(request: HttpRequest, image: MarkedImage) -> None:
    """Removes the property. One call. Raises Forbidden."""
    _change(request, image, 'remove', {})


def _change(request: HttpRequest, image: MarkedImage, operation: str, value: dict[str, str]) -> None:
    patch = [{'op': operation, 'path': f'/{PROPERTY}', **value}]
    with _of_glance('PATCH'):
        answer = _ask(request, 'PATCH', f'/images/{image.id}', json=patch, headers={'Content-Type': _PATCH})
        if IMAGE.read(answer.content).id != image.id:
            raise Mismatch('Expected the image that was changed')


def _page_behind(request: HttpRequest, marker: str | None) -> tuple[Rows[MarkedImage], bool]:
    """The page, and whether others follow."""
    query = {'limit': PAGE, 'sort': 'name:asc', **({'marker': marker} if marker else {})}
    with _of_glance('GET'):
        content = _ask(request, 'GET', f'/images?{urlencode(query)}').content
        found = read_rows(content, 'images', IMAGE)
        return found, GOES_ON.read(content)


def _ask(request: HttpRequest, method: str, path: str, **options: Any) -> requests.Response:
    try:
        endpoint = base.url_for(request, 'image').rstrip('/')
    except base.exceptions.ServiceCatalogException as error:
        raise errors.GlanceUnavailable(_('This cloud has no image service (Glance).')) from error
    endpoint = _VERSION.sub('', endpoint)
    return client.session(request, endpoint).request(f'{endpoint}/v2{path}', method, **options)


@contextmanager
def _of_glance(method: str) -> Iterator[None]:
    """An outage is Glance's, not Murano's."""
    try:
        yield
    except errors.GlanceUnavailable:
        raise
    except Mismatch as error:
        raise errors.GlanceUnavailable(
            _('The answer of the image service (Glance) cannot be read.'), maybe_done=method not in client.SAFE
        ) from error
    except errors.Unavailable as error:
        raise errors.GlanceUnavailable(
            _('The image service (Glance) does not answer.'),
            code=error.code,
            request_id=error.request_id,
            maybe_done=error.maybe_done,
        ) from error
