"""The browser's memory of its user's drafts: one encrypted cookie per environment.

Murano lists no sessions, so whoever opens one must keep its id. Horizon rewrites its session on every request, polls
included, and flushes it at logout: ids kept there get lost, and a lost session leaves its environment "pending". A
cookie of its own survives both. It is written only by the response that opens or ends a draft.
"""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel import conf
from murano_panel.api.errors import Conflict
from murano_panel.domain.records import Draft

PREFIX = 'murano_draft_'


class TooManyDrafts(Conflict):
    """The browser holds DRAFT_MAX_COUNT drafts; one must be discarded before the next is opened."""


def load(request: HttpRequest, environment_id: str) -> Draft | None:
    """The user's draft of an environment; None without one, and for another user's, project's or damaged cookie."""
    return _read(request, environment_id, request.COOKIES.get(PREFIX + environment_id, ''))


def load_all(request: HttpRequest) -> list[Draft]:
    """All drafts that this browser knows of the user in the project, the oldest first."""
    names = [name.removeprefix(PREFIX) for name in request.COOKIES if name.startswith(PREFIX)]
    return sorted(filter(None, (load(request, name) for name in names)), key=lambda draft: draft.opened)


def require_room(request: HttpRequest, environment_id: str) -> None:
    """Raises TooManyDrafts when another draft would be one too many."""
    others = [draft for draft in load_all(request) if draft.environment_id != environment_id]
    most = conf.get('DRAFT_MAX_COUNT')
    if len(others) >= most:
        raise TooManyDrafts(_('This browser already holds %(count)d of your drafts.') % {'count': most})


def remember(response: HttpResponse, request: HttpRequest, draft: Draft) -> None:
    """Writes the cookie of a draft that was just opened; one that the browser knows already is left alone."""
    if load(request, draft.environment_id) == draft:
        return
    content = [draft.session_id, draft.base_version, int(draft.opened.timestamp())]
    response.set_cookie(
        PREFIX + draft.environment_id,
        _fernet(request, draft.environment_id).encrypt(json.dumps(content, separators=(',', ':')).encode()).decode(),
        max_age=conf.get('DRAFT_MAX_AGE'),
        path=_path(),
        httponly=True,
        samesite='Lax',
        secure=request.is_secure(),
    )
    _make_way(response, request, draft.environment_id)


def forget(response: HttpResponse, request: HttpRequest, environment_id: str) -> None:
    """Ends the cookie of a draft that was deployed or discarded, or whose environment is gone."""
    if PREFIX + environment_id in request.COOKIES:
        response.delete_cookie(PREFIX + environment_id, path=_path(), samesite='Lax')


def _make_way(response: HttpResponse, request: HttpRequest, environment_id: str) -> None:
    """Cookies of others who used this browser go when there are too many: servers refuse headers over 8 kB."""
    names = [name.removeprefix(PREFIX) for name in request.COOKIES if name.startswith(PREFIX)]
    if len(names) >= conf.get('DRAFT_MAX_COUNT'):
        for name in names:
            if name != environment_id and load(request, name) is None:
                forget(response, request, name)


def _path() -> str:
    return reverse('horizon:app-catalog:overview:index')


def _read(request: HttpRequest, environment_id: str, cookie: str) -> Draft | None:
    try:
        content = _fernet(request, environment_id).decrypt(cookie.encode(), ttl=conf.get('DRAFT_MAX_AGE'))
    except (InvalidToken, UnicodeEncodeError):
        return None
    session_id, base_version, opened = json.loads(content)
    return Draft(
        session_id=session_id,
        environment_id=environment_id,
        user_id=request.user.id,
        project_id=request.user.project_id,
        base_version=base_version,
        opened=datetime.fromtimestamp(opened, UTC),
    )


def _fernet(request: HttpRequest, environment_id: str) -> MultiFernet:
    """Keys made of SECRET_KEY, the user, the project and the environment: nobody else's cookie can be read.

    That keeps both ids out of the cookie, so that thirty of them fit into one header.
    """
    purpose = json.dumps(['murano_panel.draft', request.user.id, request.user.project_id, environment_id]).encode()
    secrets = [settings.SECRET_KEY, *getattr(settings, 'SECRET_KEY_FALLBACKS', [])]
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def _key(secret: str | bytes, purpose: bytes) -> bytes:
    material = secret if isinstance(secret, bytes) else secret.encode()
    return base64.urlsafe_b64encode(hmac.digest(material, purpose, hashlib.sha256))
