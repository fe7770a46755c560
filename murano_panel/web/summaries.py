"""The deployments of environments as lists tell them, read again only where something may have happened.

Murano lists deployments with the whole model of each, and can neither cut nor page that: 10 ms and 1.4 kB for each of
them. What has ended does not change any more, and the list of environments tells in one call which have news.
"""

import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import deployments, errors
from murano_panel.domain.records import Deployment, Environment
from murano_panel.domain.state.summary import Summary, summaries
from murano_panel.web import applications, entries, now

# Seconds for which somebody else's reading is waited for, and between two looks at whether it has come to its end.
TURN, LOOK = 10, 0.05


@dataclass(frozen=True)
class Summaries:
    """All deployments of an environment, newest first."""

    rows: tuple[Summary, ...]


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
            self.rows[environment.id] = _read_once(request, environment)
            most = None if most is None else most - _expected(environment)
            if time.monotonic() - start >= seconds:
                return


def recall(environments: Iterable[Environment]) -> Known:
    """What is kept of these environments, which the user must have read. No call."""
    used = [environment for environment in environments if has_history(environment)]
    kept = entries.recall(Summaries, used)
    unread = [item for item in used if item.id not in kept or not kept[item.id].is_current]
    unread.sort(key=lambda environment: (environment.busy, environment.updated), reverse=True)
    return Known({own_id: entry.content.rows for own_id, entry in kept.items()}, unread)


def read(request: HttpRequest, environment: Environment) -> tuple[Summary, ...]:
    """One call. Those of an environment that is gone by now are none."""
    newest_first: Sequence[Deployment] = ()
    with suppress(errors.NotFound):
        newest_first = deployments.list_for(request, environment.id)
    return keep(request, environment, newest_first)


def _read_once(request: HttpRequest, environment: Environment) -> tuple[Summary, ...]:
    """As read(); while somebody else reads the same, that is waited for, no longer than it would take oneself."""
    turn = f'murano_panel:reading:{environment.project_id}:{environment.id}'
    if cache.add(turn, True, TURN):
        try:
            return read(request, environment)
        finally:
            cache.delete(turn)
    deadline = time.monotonic() + TURN
    while cache.get(turn) and time.monotonic() < deadline:
        time.sleep(LOOK)
    entry = entries.recall(Summaries, [environment]).get(environment.id)
    return entry.content.rows if entry and entry.is_current else read(request, environment)


def keep(request: HttpRequest, environment: Environment, newest_first: Sequence[Deployment]) -> tuple[Summary, ...]:
    """Summaries of all deployments of an environment, for others to recall. It must have been read before them."""
    catalog = applications.names(request, (part for item in newest_first for part in item.components))
    rows = summaries(newest_first, now.in_list, catalog)
    entries.keep(request, environment, Summaries(rows), rows)
    return rows


def has_history(environment: Environment) -> bool:
    """Whether anything was ever deployed: each end has made a version."""
    return environment.version > 0 or environment.busy


def _expected(environment: Environment) -> int:
    """Deployments that it has, about: two at once make one version."""
    return environment.version + environment.busy
