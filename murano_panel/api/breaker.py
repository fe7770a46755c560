"""Keeps a Murano that hangs from taking all threads of Horizon with it.

After FAILURES calls in a row that waited in vain it is left alone for PAUSE seconds: whoever would ask is told so at
once, by every worker that shares the cache. Then one call tries again, with the short patience of a poll, while the
others are still told so. Any answer, a refusal too, ends it. Without a shared cache each worker finds out by itself.
"""

import hashlib
import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.translation import gettext as _

from murano_panel import cache, conf
from murano_panel.api import errors

FAILURES = 3
PAUSE = 5
# Seconds after which failures are forgotten.
FORGOTTEN = 60
# Seconds from which a call counts as waiting long; while so many of this process do, no poll begins another.
LONG, MOST_WAITING = 2, 3

_POLLING: ContextVar[bool] = ContextVar('murano_panel_polling', default=False)
_waiting: dict[int, tuple[str, float]] = {}


@contextmanager
def polling() -> Iterator[None]:
    """Calls in the block are nobody's doing: they wait API_POLL_TIMEOUT seconds at most, and give way to others."""
    token = _POLLING.set(True)
    try:
        yield
    finally:
        _POLLING.reset(token)


@contextmanager
def patient() -> Iterator[None]:
    """Calls in the block, within a poll, may take their time: there are few of them, one after the other."""
    token = _POLLING.set(False)
    try:
        yield
    finally:
        _POLLING.reset(token)


@contextmanager
def guarding(endpoint: str) -> Iterator[float]:
    """Around one call; gives the seconds that it may take. Raises Resting instead while there is no hope."""
    key = key_of(endpoint)
    resting, counted, turn = f'{key}:resting', f'{key}:failures', f'{key}:turn'
    known = cache.get_many([resting, counted])
    is_trial = resting in known
    if is_trial:
        _require_turn(known[resting], turn)
    elif _POLLING.get():
        _require_room(endpoint)
    began, in_vain = time.monotonic(), False
    try:
        with _counted_as_waiting(endpoint):
            yield _patience(is_trial)
    except errors.Unavailable as error:
        # A connection that is refused at once holds nobody up.
        in_vain = error.code is None and time.monotonic() - began >= LONG
        raise
    finally:
        if in_vain and (is_trial or cache.count(counted, FORGOTTEN) >= FAILURES):
            cache.set(resting, time.time() + PAUSE, FORGOTTEN)
        elif known and not in_vain:
            cache.delete(*known)
        if is_trial:
            cache.delete(turn)


def key_of(endpoint: str) -> str:
    """Below which the cache has what is known of it."""
    return f'murano_panel:breaker:1:{hashlib.blake2b(endpoint.encode(), digest_size=16).hexdigest()}'


def _patience(is_trial: bool) -> float:
    most = conf.get('API_TIMEOUT')
    return min(most, conf.get('API_POLL_TIMEOUT')) if is_trial or _POLLING.get() else most


def _require_turn(until: float, turn: str) -> None:
    """Whoever comes first after the pause may try again; the turn ends by itself should that come to nothing."""
    left = until - time.time()
    if left > 0:
        raise _resting(min(math.ceil(left), PAUSE))
    if not cache.add(turn, True, 2 * math.ceil(conf.get('API_POLL_TIMEOUT'))):
        raise _resting(PAUSE)


def _require_room(endpoint: str) -> None:
    long_ago = time.monotonic() - LONG
    if sum(where == endpoint and began < long_ago for where, began in [*_waiting.values()]) >= MOST_WAITING:
        raise _resting(PAUSE)


@contextmanager
def _counted_as_waiting(endpoint: str) -> Iterator[None]:
    # A thread waits for one call at a time.
    own = threading.get_ident()
    _waiting[own] = (endpoint, time.monotonic())
    try:
        yield
    finally:
        _waiting.pop(own, None)


def _resting(seconds: int) -> errors.Resting:
    return errors.Resting(_('Earlier calls waited in vain; trying again in %d s.') % seconds, again_s=seconds)
