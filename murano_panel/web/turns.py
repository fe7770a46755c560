"""Changes of one user to one environment come one after the other: from two tabs, from two workers, of a double click.

Those of a whole project to a blueprint, too. Each finds what the one before it has done. What they share is Django's
cache: without one that all processes share, the changes of two workers may still meet, and then Murano decides; without
any, none waits.
"""

import hashlib
import secrets
import time
from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import cache
from murano_panel.api import client, errors

# Seconds to wait for one's turn, and between two looks; and for which a turn is held that nobody gives back.
PATIENCE, LOOK = 10, 0.05
HELD = 120

_NAME = 'murano_panel_turn'


def take(request: HttpRequest, *environment_ids: str) -> None:
    """Until the response is known. Raises Busy where another change does not come to its end."""
    # In one order, so that no two requests wait for each other.
    keys = sorted(_key(request, environment_id) for environment_id in environment_ids)
    _take(request, keys, _('Another change of yours to this environment is still being made. Wait a moment.'))


def take_in_project(request: HttpRequest, blueprint_id: str) -> None:
    """As ``take()`` for what nobody has a draft of: changes of all users of the project come one after the other."""
    _take(
        request,
        [_key(request, blueprint_id, of_user=False)],
        _('Another change to this blueprint is still being made. Wait a moment.'),
    )


def _take(request: HttpRequest, keys: Iterable[str], not_yet: str) -> None:
    taken: dict[str, str] = getattr(request, _NAME, {})
    setattr(request, _NAME, taken)
    end = time.monotonic() + PATIENCE
    for key in keys:
        if key not in taken:
            _wait(key, mine := secrets.token_hex(8), end, not_yet)
            taken[key] = mine


def _wait(key: str, mine: str, end: float, not_yet: str) -> None:
    while not cache.add(key, mine, HELD):
        if time.monotonic() >= end:
            raise errors.Busy(not_yet, code=409)
        time.sleep(LOOK)


def give_back(request: HttpRequest) -> None:
    """The next one may."""
    for key, mine in getattr(request, _NAME, {}).items():
        # One that took too long has lost its turn to somebody else.
        if cache.get(key) == mine:
            cache.delete(key)


def _key(request: HttpRequest, own_id: str, *, of_user: bool = True) -> str:
    who = f'{client.region(request)} {request.user.project_id} {request.user.id if of_user else ""} {own_id}'
    return 'murano_panel:turn:' + hashlib.sha256(who.encode()).hexdigest()
