"""What is kept about the deployments of an environment, until the next of them begins or ends.

Entries lie in the cache under project and id, sealed, as models and reasons of failures may hold secrets. Whether one
is current, the environment tells: its version counts the results of deployments, actions and failed deletions, its
status says whether something runs. Drafts and new names change neither.
"""

import time
import zlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

import msgspec
from django.http import HttpRequest
from django.utils import timezone

from murano_panel import cache
from murano_panel.api import left_out
from murano_panel.domain.records import Deployment, Environment
from murano_panel.domain.state.summary import Summary
from murano_panel.web import sealing

# Seconds for which an entry is kept.
KEPT = 24 * 3600
# Seconds for which it is believed that nothing but what was read runs.
BELIEVED = 300
# Reports can trail behind the end, an error among them changes how it is told: seconds until that is settled, and for
# which it is believed until then.
SETTLED_AFTER = 60
UNSETTLED = 10
# Of one entry; memcached refuses more than a megabyte, its name included. Some ten thousand summaries, or the models of
# more than a thousand components.
MAX_BYTES = 1000 * 1000

# Of those that a worker keeps opened: some hundred summaries.
MAX_OPENED = 16 * 1024

T = TypeVar('T')


@dataclass(frozen=True)
class Entry(Generic[T]):
    """``is_current``: nothing has happened since; else something may have been added."""

    content: T
    is_current: bool


def keep(
    request: HttpRequest,
    environment: Environment,
    content: object,
    rows: Sequence[Summary | Deployment],
    deployment_id: str = '',
) -> None:
    """``rows``: the deployments that ``content`` is about. The environment must have been read before them.

    deployment_id: where each of them has an entry of its own.
    """
    until = time.time() + _believed(environment, rows)
    packed = zlib.compress(msgspec.json.encode((_stamp(environment), until, content)), 1)
    sealed = sealing.seal(_purpose(type(content), environment, deployment_id), packed)
    # What could not be read now may be the next time.
    if len(sealed) <= MAX_BYTES and not left_out.number_in(request):
        cache.set(_key(type(content), environment, deployment_id), sealed, KEPT)


def recall(kind: type[T], environments: Collection[Environment], deployment_id: str = '') -> dict[str, Entry[T]]:
    """{id: what was kept of this kind}, of environments that the user has read. No call."""
    by_key = {_key(kind, environment, deployment_id): environment for environment in environments}
    found = {}
    for key, sealed in cache.get_many(by_key).items():
        try:
            read = _opened if len(sealed) <= MAX_OPENED else _opened.__wrapped__
            stamp, until, content = read(kind, _purpose(kind, by_key[key], deployment_id), sealed)  # type: ignore[arg-type]
        except (sealing.BadSeal, zlib.error, msgspec.MsgspecError):
            # Of a host with another SECRET_KEY, or of another release.
            continue
        is_current = stamp == _stamp(by_key[key]) and time.time() < until
        found[by_key[key].id] = Entry(content, is_current)
    return found


# A project has an entry for each of its environments, and each look reads them all.
@lru_cache(maxsize=200)
def _opened(kind: type[T], purpose: tuple[str, ...], sealed: str) -> tuple[str, float, T]:
    packed = sealing.unseal(purpose, sealed, max_age=KEPT)
    return _decoder(kind).decode(zlib.decompress(packed))  # type: ignore[arg-type]


@lru_cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(tuple[str, float, kind])


def _stamp(environment: Environment) -> str:
    activity = 'deleting' if environment.is_deleting else 'deploying' if environment.is_deploying else ''
    return f'{environment.version}:{activity}'


def _believed(environment: Environment, rows: Sequence[Summary | Deployment]) -> float:
    """Seconds for which nothing else is to be expected while the stamp stays."""
    ended = max((row.finished for row in rows if row.finished), default=None)
    runs = any(row.finished is None for row in rows)
    # None at all is odd for an environment with a history.
    if not rows or runs != environment.busy or (ended and (timezone.now() - ended).total_seconds() < SETTLED_AFTER):
        return UNSETTLED
    return BELIEVED if runs else KEPT


def _key(kind: type, environment: Environment, deployment_id: str) -> str:
    name = f'murano_panel:{kind.__name__.lower()}:1:{environment.project_id}:{environment.id}'
    return f'{name}:{deployment_id}' if deployment_id else name


def _purpose(kind: type, environment: Environment, deployment_id: str) -> tuple[str, ...]:
    return 'murano_panel.entries', kind.__name__, environment.project_id, environment.id, deployment_id
