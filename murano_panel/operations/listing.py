"""One page of the environments of all projects: what is stuck first, then what runs, then what failed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from murano_panel.domain.records import Environment
from murano_panel.domain.state.environment import environment_state
from murano_panel.domain.state.state import State
from murano_panel.operations import news
from murano_panel.web import latest, owners, paging, rights, times
from murano_panel.web.addresses import OPERATIONS
from murano_panel.web.paging import Neighbours, Section

# What the filter offers: {value: (label, whether an environment belongs there)}.
STATES: dict[str, tuple[Any, Any]] = {
    'stuck': (_('Stuck'), lambda item: item.is_stuck),
    'running': (_('In progress'), lambda item: item.environment.busy),
    'failed': (_('Failed'), lambda item: item.state.is_bad),
}
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Watched:
    """An environment of any project. ``is_known``: whether its reports were read lately, if it runs."""

    environment: Environment
    project: str
    state: State
    is_known: bool

    @property
    def is_stuck(self) -> bool:
        """No report for long, or an end that was never told."""
        return self.environment.busy and (self.state.is_silent or self.state.is_stuck)

    @property
    def urgency(self) -> tuple[int, datetime, str]:
        """What it is sorted by: of what waits the longest first."""
        rank = 0 if self.is_stuck else 1 if self.environment.busy else 2 if self.state.is_bad else 3
        since = self.state.since if rank < 2 else None
        return rank, since or _LONG_AGO, self.environment.name.casefold()


@dataclass(frozen=True)
class OperationsQuery:
    """What the address asks for; whatever it says, it can be answered."""

    text: str = ''
    state: str = ''
    number: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> 'OperationsQuery':
        """What makes no sense counts as not asked."""
        state = query.get('state', '')
        return cls(
            text=paging.text_in(query),
            state=state if state in STATES else '',
            number=paging.number_in(query.get('page', '')),
        )

    @property
    def filtered(self) -> bool:
        return bool(self.text or self.state)

    @property
    def address(self) -> str:
        """The page's own."""
        return paging.address(reverse(OPERATIONS), self.number, {'q': self.text, 'state': self.state})

    def matching(self, items: Sequence[Watched]) -> list[Watched]:
        """Those that are asked for, in order."""
        text = self.text.lower()
        belongs = STATES[self.state][1] if self.state else lambda _item: True
        found = [item for item in items if belongs(item) and text in _words(item)]
        return sorted(found, key=lambda item: item.urgency)


def _words(item: Watched) -> str:
    return f'{item.environment.name}\n{item.environment.id}\n{item.project}\n{item.environment.project_id}'.lower()


@dataclass(frozen=True)
class OperationsRow:
    """See ``rendering.Row``. ``not_abandoned``: why it may not be, else ''; is_own: of the user's project."""

    environment: Environment
    project: str
    is_own: bool
    state: State
    since: SafeString
    updated: SafeString
    is_stuck: bool
    is_unread: bool
    not_abandoned: str

    @property
    def is_kept(self) -> bool:
        return True

    @property
    def id(self) -> str:
        return self.environment.id


@dataclass(frozen=True)
class OperationsPage(Neighbours):
    """``total`` are all environments; of those that run, ``silent`` are stuck, and ``unread`` not looked at lately."""

    query: OperationsQuery
    section: Section[OperationsRow]
    total: int
    running: int
    silent: int
    unread: int

    @property
    def rows(self) -> Sequence[OperationsRow]:
        return self.section.rows

    @property
    def states(self) -> list[tuple[str, Any]]:
        """(value, label) of each filter by state."""
        return [(value, label) for value, (label, _belongs) in STATES.items()]

    @property
    def stands_still(self) -> bool:
        """All that run are without news, and they are several: then it is no single application."""
        return self.silent > 1 and self.silent == self.running


def watched(request: HttpRequest, environments: Sequence[Environment]) -> list[Watched]:
    """Each with what is known of its latest deployment. No call to Murano."""
    known = latest.recall([item for item in environments if item.busy or item.has_failed])
    unread = {item.id for item in news.unread(environments)}
    names = owners.names(request, {item.project_id for item in environments})
    return [
        Watched(
            environment=item,
            project=names[item.project_id],
            state=environment_state(item, latest=known.get(item.id)),
            is_known=item.id not in unread,
        )
        for item in environments
    ]


def make(request: HttpRequest, query: OperationsQuery, environments: Sequence[Environment]) -> OperationsPage:
    """No call to Murano."""
    items = watched(request, environments)
    running = [item for item in items if item.environment.busy]
    cut = paging.cut(query.matching(items), query.number)
    not_abandoned = str(rights.why_not(request, 'delete_environment') or '')
    rows = [_row(request, item, not_abandoned) for item in cut.rows]
    return OperationsPage(
        query=query,
        section=Section(rows, cut.number, cut.found),
        total=len(items),
        running=len(running),
        silent=sum(item.is_stuck for item in running),
        unread=sum(not item.is_known for item in running),
    )


def _row(request: HttpRequest, item: Watched, not_abandoned: str) -> OperationsRow:
    return OperationsRow(
        environment=replace(item.environment, components=()),
        project=item.project,
        is_own=item.environment.project_id == request.user.project_id,
        state=replace(item.state, since=None, detail=''),
        since=times.element(item.state.since),
        updated=times.element(item.environment.updated),
        is_stuck=item.is_stuck,
        is_unread=not item.is_known,
        not_abandoned=not_abandoned,
    )
