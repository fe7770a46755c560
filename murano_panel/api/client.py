"""Calls to Murano with the user's token: python-muranoclient's connection in keystoneauth mode, bounded, errors ours.

Each call names the shape of its answer (``shapes``); what does not fit is refused here, once, as ``Unreadable``.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlencode

import requests
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from keystoneauth1 import session as keystone_session
from keystoneauth1 import token_endpoint
from muranoclient.v1 import client as murano_client
from openstack_dashboard.api import base

from murano_panel import conf
from murano_panel.api import breaker, connections, errors, left_out
from murano_panel.api.shapes.reading import Mismatch, Rows, Shape, read_rows, require_file, require_nothing

LOG = logging.getLogger(__name__)

SERVICE_TYPE = 'application-catalog'
MEGABYTE = 1024 * 1024
# Methods that change nothing.
SAFE = ('GET', 'HEAD', 'OPTIONS')
# As much of a failure's text as is looked at.
MAX_ERROR_BYTES = 64 * 1024

_POOL = connections.pooled()

Record = TypeVar('Record')
Query = Mapping[str, Any] | list[tuple[str, Any]]


class Session(keystone_session.Session):
    """Reads an answer within its bounds, and judges it, before muranoclient sees it."""

    def __init__(self, endpoint: str, token: str, **kwargs: Any) -> None:
        super().__init__(auth=token_endpoint.Token(endpoint, token), session=_POOL, verify=_verify(), **kwargs)
        self._endpoint = endpoint

    def request(self, url: str, method: str, *, most: int | None = None, **kwargs: Any) -> requests.Response:  # type: ignore[override]
        """As keystoneauth1's, with the body read: at most ``most`` bytes of it, ANSWER_SIZE_LIMIT unless given.

        Raises ``ApiError`` for whatever is no success. No redirect is followed: the token would go along.
        """
        kwargs |= {'raise_exc': False, 'redirect': False, 'stream': True}
        try:
            with breaker.guarding(self._endpoint) as seconds:
                kwargs.setdefault('timeout', (min(conf.get('API_CONNECT_TIMEOUT'), seconds), seconds))
                with connections.deadline(seconds), errors.translated():
                    response = super().request(url, method, **kwargs)
                    _read(response, most or conf.get('ANSWER_SIZE_LIMIT') * MEGABYTE)
                _require_success(response)
        except errors.ApiError as error:
            error.maybe_done = method not in SAFE and _may_be_done(error)
            raise
        return response


def _read(response: requests.Response, most: int) -> None:
    """From here on ``response.content`` is what was read."""
    failed = response.status_code >= 400
    try:
        response._content = connections.read(response, MAX_ERROR_BYTES if failed else most, cut=failed)
    except connections.TooMuch as error:
        raise errors.TooLarge(
            _('The answer is larger than %d MB.') % -(-most // MEGABYTE),
            code=response.status_code,
            request_id=errors.request_id(response),
        ) from error


def _require_success(response: requests.Response) -> None:
    """An error, a redirect, or a proxy's HTML page with code 200.

    The forms that Murano generates for Heat packages come as text/html, but are YAML.
    """
    if response.status_code >= 400:
        raise errors.from_response(response)
    about: dict[str, Any] = {'code': response.status_code, 'request_id': errors.request_id(response)}
    if response.status_code >= 300:
        raise errors.Unreadable(_("Murano's address leads elsewhere (code %d): not followed.") % about['code'], **about)
    kind = response.headers.get('Content-Type', '')
    if kind.startswith('text/html') and response.content.lstrip().startswith(b'<'):
        raise errors.Unreadable(_("The answer is a web page, not Murano's."), **about)


def _may_be_done(error: errors.ApiError) -> bool:
    """What Murano itself refuses is not done, nor what never reached it."""
    refused = error.code is not None and 400 <= error.code < 500
    return not refused and not isinstance(error, errors.Unreachable)


def _verify() -> bool | str:
    insecure = conf.get('INSECURE')
    if insecure is None:
        insecure = getattr(settings, 'OPENSTACK_SSL_NO_VERIFY', False)
    ca_file = conf.get('CA_FILE') or getattr(settings, 'OPENSTACK_SSL_CACERT', None)
    return False if insecure else (ca_file or True)


def endpoint(request: HttpRequest) -> str:
    """Murano's address in the user's region, of the configured endpoint type. Raises Unavailable without one."""
    configured = conf.get('API_URL')
    if configured:
        return configured.rstrip('/')
    try:
        return base.url_for(request, SERVICE_TYPE).rstrip('/')
    except base.exceptions.ServiceCatalogException as error:
        raise errors.Unavailable('This cloud region has no application catalog.') from error


def region(request: HttpRequest) -> str:
    """The region whose Murano is asked, '' where one serves all: what is remembered of one is nothing to another."""
    return '' if conf.get('API_URL') else request.user.services_region or ''


def session(request: HttpRequest, endpoint: str) -> Session:
    """A session for the user's token at one service's address; cheap, its connections are shared."""
    return Session(endpoint, request.user.token.id, original_ip=request.META.get('REMOTE_ADDR'))


def murano(request: HttpRequest) -> murano_client.Client:
    """A muranoclient for the user's token and project."""
    return murano_client.Client(session=session(request, endpoint(request)), service_type=SERVICE_TYPE)


# One call each; ``path`` starts with /v1/ ----------------------------------------------------------------------------


def one(
    request: HttpRequest,
    method: str,
    path: str,
    shape: Shape[Record],
    *,
    query: Query | None = None,
    body: Any = None,
    body_type: str = '',
    files: Mapping[str, tuple] | None = None,
    session_id: str | None = None,
) -> Record:
    """The one thing that is answered. Raises Unreadable for anything of another shape.

    ``body`` is sent as JSON, under the content type ``body_type`` where that is a special one; ``files`` as the parts
    of a form, as requests takes them.
    """
    answer = _send(
        request, method, path, query=query, body=body, body_type=body_type, files=files, session_id=session_id
    )
    with _told(method, path, answer):
        return shape.read(answer.content)


def one_or_none(request: HttpRequest, method: str, path: str, shape: Shape[Record], *, body: Any) -> Record | None:
    """As ``one()`` where Murano writes an empty answer for null, under the proper content type."""
    answer = _send(request, method, path, body=body)
    with _told(method, path, answer):
        if answer.content:
            return shape.read(answer.content)
        require_nothing(answer.content, answer.headers.get('Content-Type', ''))
    return None


def rows(
    request: HttpRequest, path: str, key: str, shape: Shape[Record], *, query: Query | None = None
) -> Rows[Record]:
    """The readable entries of the list ``key``; of others the page says how many (``left_out``).

    Raises Unreadable where there is no such list, or no entry of it can be read.
    """
    answer = _send(request, 'GET', path, query=query)
    with _told('GET', path, answer):
        found = read_rows(answer.content, key, shape)
    if found.faults:
        _log('GET', path, answer, found.faults[0])
        left_out.note(request, len(found.faults))
    return found


def nothing(
    request: HttpRequest,
    method: str,
    path: str,
    *,
    query: Query | None = None,
    session_id: str | None = None,
) -> None:
    """For calls that are answered without a body. Raises Unreadable for any other answer."""
    answer = _send(request, method, path, query=query, session_id=session_id)
    with _told(method, path, answer):
        require_nothing(answer.content, answer.headers.get('Content-Type', ''))


def content(request: HttpRequest, path: str, *, most: int, empty: str) -> bytes:
    """A file. Raises TooLarge for more than ``most`` bytes, before they are in memory.

    ``empty`` is the content type with which Murano says that there is none; a proxy's empty answer says nothing.
    """
    answer = _send(request, 'GET', path, most=most)
    content_type = answer.headers.get('Content-Type', '')
    with _told('GET', path, answer):
        if answer.content:
            require_file(content_type)
        else:
            require_nothing(answer.content, content_type, empty)
    return answer.content


def _send(
    request: HttpRequest,
    method: str,
    path: str,
    *,
    query: Query | None = None,
    body: Any = None,
    body_type: str = '',
    files: Mapping[str, tuple] | None = None,
    session_id: str | None = None,
    most: int | None = None,
) -> requests.Response:
    options: dict[str, Any] = {'most': most, 'headers': {'Content-Type': body_type} if body_type else {}}
    if session_id:
        options['headers']['X-Configuration-Session'] = session_id
    if body is not None:
        options['json'] = body
    if files is not None:
        options['files'] = files
    address = f'{path}?{urlencode(query, doseq=True)}' if query else path
    return murano(request).http_client.request(address, method, **options)


@contextmanager
def _told(method: str, path: str, answer: requests.Response) -> Iterator[None]:
    """Says of which call an unreadable answer is, to the user and to the operator."""
    try:
        yield
    except Mismatch as error:
        _log(method, path, answer, str(error))
        raise errors.Unreadable(
            _('The answer is not what was expected (%s).') % f'{method} {_shown(path)}: {error}',
            code=answer.status_code,
            request_id=errors.request_id(answer),
            maybe_done=method not in SAFE,
        ) from error


def _log(method: str, path: str, answer: requests.Response, fault: str) -> None:
    """No part of the answer itself: it may hold secrets."""
    LOG.warning('Unreadable answer to %s %s (%s): %s', method, _shown(path), errors.request_id(answer), fault)


def _shown(path: str) -> str:
    """A session's id is a secret."""
    return re.sub('(?<=/sessions/)[^/?]+', '…', path)
