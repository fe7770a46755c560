"""The browser's memory of its user's drafts: one encrypted cookie per environment.

Murano lists no sessions, so whoever opens one must keep its id. Horizon rewrites its session on every request, polls
included, and flushes it at logout: ids kept there get lost, and a lost session leaves its environment "pending". A
cookie of its own survives both. Views do not come here: ``store`` writes what they did into their response.
"""

import hashlib
import json
import re
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from murano_panel import cache, conf
from murano_panel.api import client
from murano_panel.domain.records import Draft
from murano_panel.web import sealing
from murano_panel.web.addresses import OVERVIEW

PREFIX = 'murano_draft_'
# Seconds after which every request of the browser brings a cookie that was sent to it.
ON_THE_WAY = 30
_IN_HEX = re.compile('(?:[0-9a-f]{2})+')


def read(request: HttpRequest, environment_id: str) -> Draft | None:
    """The user's draft of an environment; None without one, and for another user's, project's or damaged cookie."""
    sealed = request.COOKIES.get(PREFIX + environment_id) or cache.get(_just_opened(request, environment_id), '')
    try:
        session_id, base_version, opened, *more = _unsealed(_purpose(request, environment_id), sealed)
    except sealing.BadSeal:
        return None
    return Draft(
        session_id=session_id,
        environment_id=environment_id,
        user_id=request.user.id,
        project_id=request.user.project_id,
        base_version=base_version,
        opened=datetime.fromtimestamp(opened, UTC),
        changes_environment=bool(more and more[0]),
    )


def read_all(request: HttpRequest) -> list[Draft]:
    """All drafts that this browser knows of the user in the project, the oldest first."""
    found = (read(request, environment_id) for environment_id in _environment_ids(request))
    return sorted(filter(None, found), key=lambda draft: draft.opened)


def write(response: HttpResponseBase, request: HttpRequest, draft: Draft) -> None:
    """The cookie of a draft that this request has opened."""
    sealed = _sealed(_purpose(request, draft.environment_id), draft)
    cache.set(_just_opened(request, draft.environment_id), sealed, ON_THE_WAY)
    response.set_cookie(
        PREFIX + draft.environment_id,
        sealed,
        max_age=conf.get('DRAFT_MAX_AGE'),
        path=_path(),
        httponly=True,
        samesite='Lax',
        secure=request.is_secure(),
    )
    # Cookies of others who used this browser go when there are too many: servers refuse long headers.
    known = _environment_ids(request)
    if len(known) >= conf.get('DRAFT_MAX_COUNT'):
        for environment_id in known:
            if environment_id != draft.environment_id and read(request, environment_id) is None:
                delete(response, request, environment_id)


def _sealed(purpose: list[str], draft: Draft) -> str:
    """Thirty of them are to fit into 3.5 kB together with their names: servers refuse headers over 8 kB."""
    # Murano's ids are half as long as bytes.
    session = bytes.fromhex(draft.session_id) if _IN_HEX.fullmatch(draft.session_id) else draft.session_id
    content = [session, draft.base_version, int(draft.opened.timestamp())]
    # Of few drafts, so that those of earlier versions read the same.
    content += [True] if draft.changes_environment else []
    return sealing.seal_briefly(purpose, msgspec.msgpack.encode(content))


def _unsealed(purpose: list[str], sealed: str) -> tuple[Any, ...]:
    """Session id, base version, seconds since the epoch; True where it changes the environment. Raises BadSeal."""
    most = conf.get('DRAFT_MAX_AGE')
    try:
        content = sealing.unseal_briefly(purpose, sealed, max_age=most)
    except sealing.BadSeal:
        # Browsers keep them for weeks: those of earlier versions were longer.
        session_id, base_version, opened = json.loads(sealing.unseal(purpose, sealed, max_age=most))
        return session_id, base_version, opened
    session, *more = msgspec.msgpack.decode(content)
    return (session.hex() if isinstance(session, bytes) else session, *more)


def delete(response: HttpResponseBase, request: HttpRequest, environment_id: str) -> None:
    """Ends the cookie of a draft that was deployed or discarded, or whose environment is gone."""
    cache.delete(_just_opened(request, environment_id))
    if PREFIX + environment_id in request.COOKIES:
        response.delete_cookie(PREFIX + environment_id, path=_path(), samesite='Lax')


def _environment_ids(request: HttpRequest) -> list[str]:
    return [name.removeprefix(PREFIX) for name in request.COOKIES if name.startswith(PREFIX)]


def _just_opened(request: HttpRequest, environment_id: str) -> str:
    """Where the cookie lies, sealed, for requests of the same login that were sent before it came.

    They must not open another draft: nobody would know of this one any more.
    """
    about = json.dumps([*_purpose(request, environment_id), request.user.token.id])
    return 'murano_panel:just_opened:' + hashlib.sha256(about.encode()).hexdigest()


def _path() -> str:
    return reverse(OVERVIEW)


def _purpose(request: HttpRequest, environment_id: str) -> list[str]:
    """Nobody else's cookie can be read, nor one of another region, which has a Murano of its own.

    None of these ids is in it, which keeps it short.
    """
    who = [request.user.id, request.user.project_id, client.region(request)]
    return ['murano_panel.draft', *who, environment_id]
