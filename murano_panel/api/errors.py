"""What can go wrong with a call, in our own few words; no exception of a library gets past them.

Most come from keystoneauth1 (connection, time-out), requests and urllib3; muranoclient has two families of its own.
``client.Session`` judges an answer before muranoclient sees it, whose ``from_response`` crashes on some.
"""

import html
import http.client
import json
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import requests
import urllib3
from django.utils.translation import gettext as _
from keystoneauth1 import exceptions as keystone_errors
from muranoclient.apiclient import exceptions as find_errors
from muranoclient.common import exceptions as http_errors

from murano_panel.domain.records import Environment

LOG = logging.getLogger(__name__)

# Longest text of a server that we show.
MAX_MESSAGE = 2000
# How many exceptions below one are looked at.
MAX_CAUSES = 20


class ApiError(Exception):
    """A call failed. ``str(error)`` is plain text, to be escaped like all text.

    ``code`` is the HTTP code or None; ``request_id`` is Murano's, for the operator; ``maybe_done``: it is not known
    whether a change was made nevertheless. ``remote_type`` is the class of an exception that Murano did not expect.
    """

    def __init__(
        self, message: str = '', *, code: int | None = None, request_id: str | None = None, maybe_done: bool = False
    ) -> None:
        super().__init__(message)
        self.code = code
        self.request_id = request_id
        self.maybe_done = maybe_done
        self.remote_type = ''


class NotFound(ApiError):
    """The object is gone, or belongs to another project."""


class Conflict(ApiError):
    """The state of the object forbids it: someone deploys, a name is taken, a draft is outdated.

    ``environment`` is how it was found when it was read to learn what the refusal means; None where it was not read.
    """

    environment: Environment | None = None


class Busy(Conflict):
    """A deployment, an action or a deletion of the environment is running."""


def busy_sentence(environment: Environment) -> str:
    """Why it cannot be changed now. The buttons of its page say the same."""
    if environment.is_deleting:
        return _('It is being deleted.')
    return _('A deployment or action is running. Wait until it has ended.')


class Outdated(Conflict):
    """The draft is no longer valid: deployed, discarded, or overtaken by another deployment."""


class ActionGone(Conflict):
    """No object of the environment offers the action."""


class TooManyDrafts(Conflict):
    """The browser holds DRAFT_MAX_COUNT drafts; one must be discarded before the next is opened."""


class Forbidden(ApiError):
    """The user's roles do not allow it."""


class NotOwner(ApiError):
    """The draft belongs to another user (Murano says 401)."""


class Invalid(ApiError):
    """Murano refuses what was sent."""


class Unavailable(ApiError):
    """No answer, a late one, or one that is not Murano's."""


class Unreachable(Unavailable):
    """There was no connection: nothing was sent."""


class Resting(Unreachable):
    """It was not even tried, as earlier calls had waited in vain. ``again_s``: whole seconds until it is."""

    def __init__(self, message: str = '', *, again_s: int | None = None, **about: Any) -> None:
        super().__init__(message, **about)
        self.again_s = again_s


class Unreadable(Unavailable):
    """Something was answered that is not what this call answers."""


class TooLarge(Unreadable):
    """An answer has more bytes than are wanted."""


class GlanceUnavailable(Unavailable):
    """As Unavailable, of the image service instead of Murano."""


class Unopened(Unavailable):
    """It is not known whether a draft was opened; nothing was written into it, as nobody knows its id."""


class NotEncrypted(Unavailable):
    """The key manager does not take a secret."""


class Expired(ApiError):
    """The login is no longer valid."""


_BY_CODE: dict[int, type[ApiError]] = {
    400: Invalid,
    403: Forbidden,
    404: NotFound,
    406: Invalid,
    409: Conflict,
    410: NotFound,
    413: Invalid,
    415: Invalid,
}
_TAG = re.compile(r'<[^<>]*>')
# What a remote error brings along; some are quoted, with their ends of line escaped.
_TRACE = re.compile(r'(?:\\*n|\n)+Traceback \(most recent call last\)')
# What webob says of a code, before the reason that Murano gives.
_GENERIC = (
    'The server is currently unavailable. Please try again at a later time.',
    'The server has either erred or is incapable of performing the requested operation.',
    'The server could not comply with the request since it is either malformed or otherwise incorrect.',
    'The resource could not be found.',
    'Access was denied to this resource.',
    'There was a conflict when trying to complete your request.',
)
_PREFIX = re.compile('^(?:' + '|'.join(f'{status.value} {status.phrase}' for status in HTTPStatus) + r'):?\s*')


def for_code(code: int, message: str, *, request_id: str | None = None, login_ended: bool = True) -> ApiError:
    """The error for an HTTP code; ``login_ended`` tells what a 401 means."""
    kind = _BY_CODE.get(code, Unavailable)
    if code == 401:
        kind = Expired if login_ended else NotOwner
    return kind(message, code=code, request_id=request_id)


def from_response(response: requests.Response) -> ApiError:
    """The error for an answer with a code of 400 or more, whose body has been read."""
    body = response.content.decode('utf-8', errors='replace')
    error = for_code(
        response.status_code,
        plain_message(body),
        request_id=request_id(response),
        login_ended=_login_ended(response),
    )
    error.remote_type = _remote_type(body)
    return error


def request_id(response: requests.Response) -> str | None:
    """Murano's name for the call."""
    return response.headers.get('x-openstack-request-id')


def _login_ended(response: requests.Response) -> bool:
    """Whether a 401 is about the token, not about another user's draft.

    keystonemiddleware adds WWW-Authenticate to every 401 that passes through it, Murano's own included; but its own
    answer is JSON, Murano's is not. Only calls about a draft know an owner.
    """
    about_draft = '/sessions/' in (response.url or '')
    from_keystone = response.headers.get('Content-Type', '').startswith('application/json')
    return 'WWW-Authenticate' in response.headers and not (about_draft and not from_keystone)


def _remote_type(body: str) -> str:
    try:
        inner = json.loads(body[: 20 * MAX_MESSAGE]).get('error')
    except (ValueError, AttributeError, RecursionError):
        return ''
    found = inner.get('type') if isinstance(inner, dict) else None
    return found if isinstance(found, str) else ''


def plain_message(body: str) -> str:
    """The sentence in an error body: JSON of either shape, HTML, or text; unescaped, without tags and code prefix."""
    body = body[: 20 * MAX_MESSAGE]
    try:
        data: Any = json.loads(body)
    except (ValueError, RecursionError):
        data = None
    if isinstance(data, dict):
        inner = data.get('error')
        said = (
            inner.get('message') if isinstance(inner, dict) else None,
            data.get('message'),
            data.get('explanation'),
        )
        body = next((text for text in said if text and isinstance(text, str)), '')
    elif re.search(r'<(html|body|h1|br)\b', body, re.IGNORECASE):
        body = re.sub(r'(?is)<(title|style|script)\b.*?</\1\s*>', ' ', body)
        # Below a line web servers and proxies sign with their name.
        body = re.split(r'(?i)<hr\b', body, maxsplit=1)[0]
        body = _TAG.sub(' ', body)
    body = _TRACE.split(html.unescape(body), maxsplit=1)[0]
    whole = ' '.join(body.split())
    # A gateway has nothing to say beside the code.
    text = _PREFIX.sub('', whole) or whole
    # What is said of every failure of this code contradicts the cause, where that is told as well.
    for sentence in _GENERIC:
        text = text.removeprefix(sentence).strip() or text
    # Python's way to write the text of a KeyError, perhaps twice.
    while len(text) > 2 and text[0] == text[-1] == "'":
        text = text[1:-1].replace("\\'", "'").strip('\\')
    return text[:MAX_MESSAGE]


@contextmanager
def foreign_is_not_found() -> Iterator[None]:
    """Whatever belongs to another project does not exist for the user: Murano's 403 about reading it is a NotFound."""
    try:
        yield
    except Forbidden as error:
        raise NotFound(str(error), code=404, request_id=error.request_id) from error


@contextmanager
def translated() -> Iterator[None]:
    """Turns whatever a library raises into ours."""
    try:
        yield
    except ApiError:
        raise
    except Exception as error:
        raise _ours(error) from error


def _ours(error: Exception) -> ApiError:
    match error:
        case keystone_errors.Unauthorized():
            return Expired(str(error), code=401)
        case keystone_errors.MissingAuthPlugin() | keystone_errors.AuthPluginException():
            return Expired(str(error), code=401)
        case http_errors.HTTPException():
            code = error.code if isinstance(error.code, int) else 500
            return for_code(code, plain_message(str(error.details or error)))
        case find_errors.NotFound():
            return NotFound(str(error), code=404)
    chain = list(_causes(error))
    if any(isinstance(cause, _NOT_CONNECTED) for cause in chain):
        return Unreachable(_('Murano cannot be reached.'))
    if any(isinstance(cause, _LATE) for cause in chain):
        return Unavailable(_('Murano did not answer in time.'))
    if any(isinstance(cause, _UNDECODED) for cause in chain):
        return Unreadable(_('The answer is damaged.'))
    if not any(isinstance(cause, _BROKEN) for cause in chain):
        # Nothing that a cloud does: for whoever looks after this code.
        LOG.error('A library failed over a call to Murano', exc_info=error)
    return Unavailable(_('The connection to Murano broke off.'))


_NOT_CONNECTED = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    requests.exceptions.ConnectTimeout,
    requests.exceptions.SSLError,
    keystone_errors.SSLError,
)
_LATE = (keystone_errors.ConnectTimeout, requests.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)
_UNDECODED = (requests.exceptions.ContentDecodingError, urllib3.exceptions.DecodeError, zlib.error, UnicodeError)
_BROKEN = (
    keystone_errors.ClientException,
    requests.RequestException,
    urllib3.exceptions.HTTPError,
    http.client.HTTPException,
    http_errors.CommunicationError,
    OSError,
)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what lies below it: keystoneauth1 keeps only its words, requests hands it over as an argument."""
    found: list[Any] = [error]
    for _step in range(MAX_CAUSES):
        if not found:
            return
        cause = found.pop(0)
        yield cause
        below = (cause.__cause__ or cause.__context__, getattr(cause, 'reason', None), *cause.args)
        found += [item for item in below if isinstance(item, BaseException)]
