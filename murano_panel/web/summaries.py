"""The deployments of environments as lists tell them: kept in the cache, read again where something may have happened.

Murano lists deployments with the whole model of each, and can neither cut nor page that: 10 ms and 1.5 kB for each of
them. What has ended does not change any more, and the list of environments tells in one call which have news: the
version counts the results of deployments, actions and failed deletions, the status tells whether something runs.
Drafts and new names change neither.

An entry holds all summaries of one environment of one project, sealed, as reasons of failures may hold secrets.
"""

import json
import time
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from murano_panel import cache
from murano_panel.api import deployments, errors, left_out
from murano_panel.domain.records import Deployment, Environment
from murano_panel.domain.state.summary import Summary, summaries
from murano_panel.web import applications, now, sealing

# Seconds for which an entry is kept.
KEPT = 24 * 3600
# Seconds for which it is believed that nothing but what was read runs.
BELIEVED = 300
# Reports can trail behind the end, an error among them changes how it is told: seconds until that is settled, and for
# which it is believed until then.
SETTLED_AFTER = 60
UNSETTLED = 10
# Of one entry; caches refuse more than a megabyte. Some five thousand deployments.
MAX_BYTES = 512 * 1024


@dataclass
class Known:
    """What is known of the deployments of some environments.

    rows: {id of an environment: its deployments, newest first}. unread: what may have more of them; those that may have
    the newest ones come first.
    """

    rows: dict[str, tuple[Summary, ...]]
    unread: list[Environment]

    def read(self, request: HttpRequest, *, seconds: float, most: int | None = None) -> None:
        """Reads on, one call for each environment, for so many seconds; of ``most`` deployments altogether.

        Without ``most`` one environment is read in any case, so that reading on comes to its end.
        """
        start = time.monotonic()
        while self.unread and (most is None or _expected(self.unread[0]) <= most):
            environment = self.unread.pop(0)
            self.rows[environment.id] = read(request, environment)
            most = None if most is None else most - _expected(environment)
            if time.monotonic() - start >= seconds:
                return


def recall(environments: Iterable[Environment]) -> Known:
    """What is kept of these environments, which the user must have read. No call."""
    used = [environment for environment in environments if has_history(environment)]
    kept = cache.get_many([_key(environment) for environment in used])
    known = Known({}, [])
    for environment in used:
        entry = _opened(environment, kept.get(_key(environment)))
        if entry:
            known.rows[environment.id] = entry.rows
        if not entry or entry.of != _stamp(environment) or entry.until < time.time():
            known.unread.append(environment)
    known.unread.sort(key=lambda environment: (environment.busy, environment.updated), reverse=True)
    return known


def read(request: HttpRequest, environment: Environment) -> tuple[Summary, ...]:
    """One call. Those of an environment that is gone by now are none."""
    newest_first: Sequence[Deployment] = ()
    with suppress(errors.NotFound):
        newest_first = deployments.list_for(request, environment.id)
    return keep(request, environment, newest_first)


def keep(request: HttpRequest, environment: Environment, newest_first: Sequence[Deployment]) -> tuple[Summary, ...]:
    """Summaries of all deployments of an environment, for others to recall. It must have been read before them."""
    catalog = applications.names(request, (part for item in newest_first for part in item.components))
    rows = summaries(newest_first, now.in_list, catalog)
    content = {'of': _stamp(environment), 'until': time.time() + _believed(environment, rows)}
    text = json.dumps({**content, 'rows': [row.as_list() for row in rows]}, separators=(',', ':'))
    sealed = sealing.seal(_purpose(environment), zlib.compress(text.encode('utf-8', 'surrogatepass')))
    # What could not be read now may be the next time.
    if len(sealed) <= MAX_BYTES and not left_out.number_in(request):
        cache.set(_key(environment), sealed, KEPT)
    return rows


def has_history(environment: Environment) -> bool:
    """Whether anything was ever deployed: each end has made a version."""
    return environment.version > 0 or environment.busy


@dataclass(frozen=True)
class _Entry:
    of: str
    until: float
    rows: tuple[Summary, ...]


def _opened(environment: Environment, sealed: str | None) -> _Entry | None:
    """None as well for what another release has written."""
    if not sealed:
        return None
    try:
        packed = sealing.unseal(_purpose(environment), sealed, max_age=KEPT)
        content: dict[str, Any] = json.loads(zlib.decompress(packed).decode('utf-8', 'surrogatepass'))
        rows = tuple(Summary.from_list(environment.id, row) for row in content['rows'])
        return _Entry(content['of'], content['until'], rows)
    except (sealing.BadSeal, ValueError, TypeError, KeyError, zlib.error):
        return None


def _stamp(environment: Environment) -> str:
    activity = 'deleting' if environment.is_deleting else 'deploying' if environment.is_deploying else ''
    return f'{environment.version}:{activity}'


def _believed(environment: Environment, rows: Sequence[Summary]) -> float:
    """Seconds for which nothing else is to be expected while the stamp stays."""
    ended = max((row.finished for row in rows if row.finished), default=None)
    runs = any(row.finished is None for row in rows)
    # None at all is odd for an environment with a history.
    if not rows or runs != environment.busy or (ended and (timezone.now() - ended).total_seconds() < SETTLED_AFTER):
        return UNSETTLED
    return BELIEVED if runs else KEPT


def _expected(environment: Environment) -> int:
    """Deployments that it has, about: two at once make one version."""
    return environment.version + environment.busy


def _key(environment: Environment) -> str:
    return f'murano_panel:summaries:1:{environment.project_id}:{environment.id}'


def _purpose(environment: Environment) -> tuple[str, ...]:
    return 'summaries', environment.project_id, environment.id
