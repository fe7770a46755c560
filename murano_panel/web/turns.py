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


def take(request: HttpRequest, environment_id: str) -> None:
    """Until the response is known. Raises Busy where another change does not come to its end."""
    if hasattr(request, _NAME):
        return
    key, mine = _key(request, environment_id), secrets.token_hex(8)
    end = time.monotonic() + PATIENCE
    while not cache.add(key, mine, HELD):
        if time.monotonic() >= end:
            raise errors.Busy(
                _('Another change of yours to this environment is still being made. Wait a moment.'), code=409
            )
        time.sleep(LOOK)
    setattr(request, _NAME, (key, mine))


def give_back(request: HttpRequest) -> None:
    """The next one may."""
    key, mine = getattr(request, _NAME, ('', ''))
    # One that took too long has lost its turn to somebody else.
    if key and cache.get(key) == mine:
        cache.delete(key)


def _key(request: HttpRequest, environment_id: str) -> str:
    who = f'{client.region(request)} {request.user.project_id} {request.user.id} {environment_id}'
    return 'murano_panel:turn:' + hashlib.sha256(who.encode()).hexdigest()
