"""What can go wrong with a call, in our own few words.

Three families of exceptions reach us: keystoneauth1's (connection, time-out), ``muranoclient.common.exceptions`` (HTTP
codes) and ``muranoclient.apiclient.exceptions`` (find methods). ``client.Session`` answers most failures itself, before
muranoclient reads the body: its ``from_response`` crashes on JSON bodies with plain values and on text/plain ones.
"""

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import requests
from keystoneauth1 import exceptions as keystone_errors
from muranoclient.apiclient import exceptions as find_errors
from muranoclient.common import exceptions as http_errors

# Longest text of a server that we show.
MAX_MESSAGE = 2000


class ApiError(Exception):
    """A call failed. ``str(error)`` is plain text, to be escaped like all text.

    ``code`` is the HTTP code or None; ``request_id`` is Murano's, for the operator.
    """

    def __init__(self, message: str = '', *, code: int | None = None, request_id: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.request_id = request_id


class NotFound(ApiError):
    """The object is gone, or belongs to another project."""


class Conflict(ApiError):
    """The state of the object forbids it: someone deploys, a name is taken, a draft is outdated."""


class Busy(Conflict):
    """A deployment, an action or a deletion of the environment is running."""


class Outdated(Conflict):
    """The draft is no longer valid: deployed, discarded, or overtaken by another deployment."""


class Forbidden(ApiError):
    """The user's roles do not allow it."""


class NotOwner(ApiError):
    """The draft belongs to another user (Murano says 401)."""


class Invalid(ApiError):
    """Murano refuses what was sent."""


class TooLarge(Invalid):
    """An answer has more bytes than are wanted."""


class Unavailable(ApiError):
    """No answer, a late one, or one that is not Murano's."""


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
_PREFIX = re.compile('^(?:' + '|'.join(f'{status.value} {status.phrase}' for status in HTTPStatus) + r'):?\s*')


def for_code(code: int, message: str, *, request_id: str | None = None, login_ended: bool = True) -> ApiError:
    """The error for an HTTP code; ``login_ended`` tells what a 401 means."""
    kind = _BY_CODE.get(code, Unavailable)
    if code == 401:
        kind = Expired if login_ended else NotOwner
    return kind(message, code=code, request_id=request_id)


def from_response(response: requests.Response) -> ApiError:
    """The error for an answer with a code of 400 or more."""
    return for_code(
        response.status_code,
        plain_message(response.text),
        request_id=response.headers.get('x-openstack-request-id'),
        login_ended=_login_ended(response),
    )


def _login_ended(response: requests.Response) -> bool:
    """Whether a 401 is about the token, not about another user's draft.

    keystonemiddleware adds WWW-Authenticate to every 401 that passes through it, Murano's own included; but its own
    answer is JSON, Murano's is not. Only calls about a draft know an owner.
    """
    about_draft = '/sessions/' in (response.url or '')
    from_keystone = response.headers.get('Content-Type', '').startswith('application/json')
    return 'WWW-Authenticate' in response.headers and not (about_draft and not from_keystone)


def plain_message(body: str) -> str:
    """The sentence in an error body: JSON of either shape, HTML, or text; unescaped, without tags and code prefix."""
    body = body[: 20 * MAX_MESSAGE]
    try:
        data: Any = json.loads(body)
    except ValueError:
        data = None
    if isinstance(data, dict):
        inner = data.get('error')
        found = (
            (inner.get('message') if isinstance(inner, dict) else None)
            or data.get('message')
            or data.get('explanation')
        )
        body = str(found or '')
    elif re.search(r'<(html|body|h1|br)\b', body, re.IGNORECASE):
        body = re.sub(r'(?is)<(title|style|script)\b.*?</\1\s*>', ' ', body)
        body = _TAG.sub(' ', body)
    text = ' '.join(html.unescape(body).split())
    return _PREFIX.sub('', text)[:MAX_MESSAGE]


@contextmanager
def foreign_is_not_found() -> Iterator[None]:
    """Whatever belongs to another project does not exist for the user: Murano's 403 about reading it is a NotFound."""
    try:
        yield
    except Forbidden as error:
        raise NotFound(str(error), code=404, request_id=error.request_id) from error


@contextmanager
def translated() -> Iterator[None]:
    """Turns the three families of exceptions into ours."""
    try:
        yield
    except keystone_errors.Unauthorized as error:
        raise Expired(str(error), code=401) from error
    except (keystone_errors.ConnectTimeout, requests.Timeout) as error:
        raise Unavailable('Murano did not answer in time.') from error
    except (keystone_errors.ConnectFailure, keystone_errors.ClientException, requests.RequestException) as error:
        raise Unavailable('Murano cannot be reached.') from error
    except http_errors.HTTPException as error:
        code = error.code if isinstance(error.code, int) else 500
        raise for_code(code, plain_message(str(error.details or error))) from error
    except http_errors.CommunicationError as error:
        raise Unavailable('Murano cannot be reached.') from error
    except find_errors.NotFound as error:
        raise NotFound(str(error), code=404) from error
