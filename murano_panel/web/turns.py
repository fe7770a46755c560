"""Changes of one user to one environment come one after the other: from two tabs, from two workers, of a double click.

Each finds what the one before it has done. What they share is Django's cache: without one that all processes share, the
changes of two workers may still meet, and then Murano decides; without any, none waits.
"""

import hashlib
import secrets
import time

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
    taken: dict[str, str] = getattr(request, _NAME, {})
    setattr(request, _NAME, taken)
    end = time.monotonic() + PATIENCE
    # In one order, so that no two requests wait for each other.
    for key in sorted({_key(request, environment_id) for environment_id in environment_ids} - set(taken)):
        _wait(key, mine := secrets.token_hex(8), end)
        taken[key] = mine


def _wait(key: str, mine: str, end: float) -> None:
    while not cache.add(key, mine, HELD):
        if time.monotonic() >= end:
            raise errors.Busy(
                _('Another change of yours to this environment is still being made. Wait a moment.'), code=409
            )
        time.sleep(LOOK)


def give_back(request: HttpRequest) -> None:
    """The next one may."""
    for key, mine in getattr(request, _NAME, {}).items():
        # One that took too long has lost its turn to somebody else.
        if cache.get(key) == mine:
            cache.delete(key)


def _key(request: HttpRequest, environment_id: str) -> str:
    who = f'{client.region(request)} {request.user.project_id} {request.user.id} {environment_id}'
    return 'murano_panel:turn:' + hashlib.sha256(who.encode()).hexdigest()
