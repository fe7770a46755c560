"""What many watch is read for all of them: at most once a second per project, however many browsers ask.

Polls go through ``read()``. What one of them has read lies in the cache for the others; sealed, as texts of packages
and clouds may hold secrets. While one is reading, the others are given what was read last.

Nobody is given what Murano would not tell: whoever asks proves it by a call with the own token, and again every PROVEN
seconds. What a project reads never leaves the project, and who has logged out does not get past Horizon. Nothing is
wrong when the cache is empty, forgets, is away, or is each worker's own: more is read then.
"""

import hashlib
import json
import threading
import time
import zlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import client, errors, left_out
from murano_panel.web import sealing

# Seconds for which one call serves all.
FRESH = 1
# Seconds for which a call proves that its user may see what it told: as long as keystonemiddleware, in front of Murano,
# believes a token without asking (its token_cache_time).
PROVEN = 300
# Seconds after which somebody else may read when nothing has come of it: a reader that crashed, a Murano that hangs.
TURN = 10
# Seconds to wait for somebody else's reading where nothing is known yet, and between two looks at whether it has come.
PATIENCE, LOOK = 1, 0.05
# Characters of sealed texts that a worker keeps opened. A log takes 50 for each line, and eight times as much opened.
MAX_OPENED = 1000 * 1000

T = TypeVar('T')


@dataclass(frozen=True)
class Kind(Generic[T]):
    """What is shared under a name. ``type`` is of records, as msgspec reads them back.

    is_final: whether it never changes again, so that it is not read again as long as it is kept.
    seconds: for which it is kept; with a reader that hangs, others are shown what is that old at most.
    """

    name: str
    type: Any
    is_final: Callable[[T], bool] = lambda value: False
    seconds: int = 30


@dataclass(frozen=True)
class _Entry(Generic[T]):
    """``at``: when its reading began."""

    at: float
    value: T


@dataclass(frozen=True)
class _Place:
    """Where one thing lies for a project, and what says that this user has read it."""

    entry: str
    turn: str
    proof: str


def read(
    request: HttpRequest,
    kind: Kind[T],
    about: Sequence[str],
    ask: Callable[[T | None], T],
    *,
    suffices: Callable[[T], bool] = lambda value: True,
) -> T:
    """What somebody of the project has read within the last second, else what ``ask()`` reads now with the own token.

    about: the ids that tell one thing of this kind from another. ask: given what was known before, if this user may
    know it. suffices: where not, it is read anew.
    """
    place = _place(request, kind, about)
    found = cache.get_many([place.entry, place.proof])
    entry = _unpacked(kind, place, found.get(place.entry))
    if place.proof not in found:
        return _ask(request, kind, place, ask, None)
    if entry and suffices(entry.value) and _is_fresh(kind, entry):
        return entry.value
    if cache.add(place.turn, True, TURN):
        try:
            return _ask(request, kind, place, ask, entry)
        finally:
            cache.delete(place.turn)
    entry = _somebody_elses(kind, place, entry, suffices)
    return entry.value if entry else _ask(request, kind, place, ask, None)


def once(request: HttpRequest, kind: Kind[T], about: Sequence[str], ask: Callable[[], T]) -> T:
    """What never changes again, for users of whom a call of this request has shown that they may see it."""
    place = _place(request, kind, about)
    entry = _unpacked(kind, place, cache.get(place.entry))
    return entry.value if entry else _ask(request, kind, place, lambda _known: ask(), None)


def note(request: HttpRequest, kind: Kind[T], about: Sequence[str], value: T) -> None:
    """For a page that has just read it with the own token: its polls need not do so again."""
    _keep(request, kind, _place(request, kind, about), _Entry(time.time(), value))


def _ask(
    request: HttpRequest, kind: Kind[T], place: _Place, ask: Callable[[T | None], T], known: _Entry[T] | None
) -> T:
    began = time.time()
    try:
        value = ask(known.value if known else None)
    except (errors.Expired, errors.Forbidden, errors.NotFound) as error:
        # What is gone is gone for all.
        cache.delete(place.proof, *[place.entry] * isinstance(error, errors.NotFound))
        raise
    _keep(request, kind, place, _Entry(began, value))
    return value


def _somebody_elses(
    kind: Kind[T], place: _Place, known: _Entry[T] | None, suffices: Callable[[T], bool]
) -> _Entry[T] | None:
    """What was known before somebody began to read, or what comes of it within PATIENCE; None if that is not enough."""
    deadline = time.monotonic() + PATIENCE
    while not (known and suffices(known.value)):
        if time.monotonic() > deadline:
            return None
        time.sleep(LOOK)
        known = _unpacked(kind, place, cache.get(place.entry))
    return known


def _is_fresh(kind: Kind[T], entry: _Entry[T]) -> bool:
    # Another host's clock may be ahead.
    return kind.is_final(entry.value) or 0 <= time.time() - entry.at < FRESH


def _keep(request: HttpRequest, kind: Kind[T], place: _Place, entry: _Entry[T]) -> None:
    cache.set(place.proof, True, PROVEN)
    if left_out.number_in(request):
        # What could not be read now may be the next time: nobody else is to miss it.
        return
    known = cache.get(place.entry)
    if known and _began(known) > entry.at:
        # Somebody who began later was faster.
        return
    content = msgspec.json.encode((entry.at, entry.value))
    # A long log would not fit into what memcached takes at once (1 MB).
    sealed = sealing.seal(_purpose(place.entry), zlib.compress(content, 1))
    cache.set(place.entry, f'{entry.at} {sealed}', kind.seconds)


def _began(kept: str) -> float:
    """When its reading began, without opening it; a lie would only keep others from keeping theirs."""
    try:
        return float(kept.partition(' ')[0])
    except ValueError:
        return 0


def _unpacked(kind: Kind[T], place: _Place, kept: str | None) -> _Entry[T] | None:
    return _opened.entry(kind, place.entry, kept.partition(' ')[2]) if kept else None


class _Opened:
    """What this worker has opened: of each thing the newest, and of all no more than MAX_OPENED characters, sealed.

    Polls are given the same again and again; a log that grows is another text each second.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, tuple[str, _Entry[Any] | None]] = OrderedDict()

    def entry(self, kind: Kind[Any], key: str, sealed: str) -> _Entry[Any] | None:
        with self._lock:
            known = self._entries.get(key)
        entry = known[1] if known and known[0] == sealed else _open(kind, key, sealed)
        with self._lock:
            self._entries[key] = sealed, entry
            self._entries.move_to_end(key)
            # One is kept however long it is: who watches would open it each time.
            while len(self._entries) > 1 and sum(len(text) for text, _entry in self._entries.values()) > MAX_OPENED:
                self._entries.popitem(last=False)
        return entry

    def forget(self) -> None:
        self._entries.clear()


_opened = _Opened()


def _open(kind: Kind[T], key: str, sealed: str) -> _Entry[T] | None:
    try:
        content = zlib.decompress(sealing.unseal(_purpose(key), sealed, max_age=kind.seconds))
        shape: Any = tuple[float, kind.type]  # type: ignore[name-defined]
        return _Entry(*msgspec.json.decode(content, type=shape))
    except (sealing.BadSeal, msgspec.MsgspecError):
        # Of a host with another SECRET_KEY or another version of this code, or too old.
        return None


def _purpose(key: str) -> list[str]:
    return ['murano_panel.shared', key]


def _place(request: HttpRequest, kind: Kind[T], about: Sequence[str]) -> _Place:
    """A region has a Murano of its own, so its address belongs to the name."""
    thing = _digest(kind.name, client.endpoint(request), request.user.project_id, *about)
    key = f'murano_panel:shared:2:{kind.name}:{thing}'
    return _Place(key, f'{key}:turn', f'{key}:seen:{_digest(request.user.token.id)}')


def _digest(*parts: str) -> str:
    return hashlib.blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()
