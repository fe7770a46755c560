"""The deployments of the whole project as rows: filtered, paged, each with its reason where it failed."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.safestring import SafeString

from murano_panel.domain.model.secrets import without_secrets
from murano_panel.domain.records import Environment
from murano_panel.domain.state.deployment import ACTION, DELETE, DEPLOY, FILTERS
from murano_panel.domain.state.state import State
from murano_panel.domain.state.summary import Summary
from murano_panel.web import times
from murano_panel.web.started import UNKNOWN, Start, Starts
from murano_panel.web.summaries import Known, has_history

ROWS_PER_PAGE = 25
# Deployments that went back to an earlier one; they are found among the deployments, too.
RESTORE = 'restore'
KINDS = (DEPLOY, RESTORE, ACTION, DELETE)
# What a download may be.
FORMATS = ('csv', 'json')
# Characters that can be looked for.
MAX_SEARCH = 100


@dataclass(frozen=True)
class HistoryQuery:
    """What the address asks for. ``state`` is a key of FILTERS or '', ``kind`` one of KINDS or ''.

    q: words that are looked for. page: from 1.
    """

    environment: str = ''
    state: str = ''
    kind: str = ''
    q: str = ''
    page: int = 1

    @classmethod
    def from_address(cls, query: QueryDict) -> 'HistoryQuery':
        """What makes no sense asks for nothing: addresses are typed and shared."""
        state, kind, page = (query.get(name, '') for name in ('state', 'kind', 'page'))
        return cls(
            environment=query.get('environment', '')[:64],
            state=state if state in FILTERS else '',
            kind=kind if kind in KINDS else '',
            q=query.get('q', '').strip()[:MAX_SEARCH],
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        )

    def __bool__(self) -> bool:
        return bool(self.environment or self.state or self.kind or self.q)

    def at_page(self, page: int, **more: str) -> str:
        """The query string of another page of the same choice."""
        chosen = {name: getattr(self, name) for name in ('environment', 'state', 'kind', 'q')}
        chosen |= {'page': str(page) if page > 1 else '', **more}
        return '?' + urlencode({name: value for name, value in chosen.items() if value})

    @property
    def words(self) -> list[str]:
        """All of them must be found."""
        return self.q.lower().split()

    def chosen(self, environments: Sequence[Environment]) -> list[Environment]:
        """Those whose deployments are asked for."""
        return [item for item in environments if not self.environment or item.id == self.environment]


@dataclass(frozen=True)
class HistoryRow:
    """One deployment, with its ``state`` as far as is known now, and the newest ``line`` of one that runs.

    All that a row shows: see ``rendering.Row``. started: HTML of a time. start: by whom, and going back to what.
    """

    summary: Summary
    environment_name: str
    state: State
    started: SafeString
    start: Start = UNKNOWN
    line: str = ''

    @property
    def is_kept(self) -> bool:
        return not self.text

    @property
    def text(self) -> str:
        """Why it failed, or what it reports."""
        return self.summary.reason or without_secrets(self.line)

    @property
    def is_open(self) -> bool:
        """It may still become something else."""
        return self.summary.finished is None

    @property
    def stamp(self) -> str:
        """Changes when something happened, not when only time went by."""
        return f'{self.state.code}|{self.text}'


@dataclass(frozen=True)
class HistoryPage:
    """``total`` counts the rows of all pages, of which ``unread`` environments may have more.

    of: how many environments are asked for. environments: (id, name) of all that have a history, by name.
    earlier, later, everything: query strings of the neighbouring pages, '' for none, and of this one read to the end.
    """

    query: HistoryQuery
    rows: tuple[HistoryRow, ...]
    total: int
    unread: int
    of: int
    environments: tuple[tuple[str, str], ...]
    earlier: str
    later: str
    everything: str

    @property
    def read(self) -> int:
        """Environments that have been read."""
        return self.of - self.unread

    @property
    def files(self) -> list[tuple[str, str]]:
        """The query strings of the files with all that match, and what they are called."""
        return [(self.query.at_page(1, format=name), name.upper()) for name in FORMATS]

    @property
    def is_empty(self) -> bool:
        """There is nothing, and nothing more to come."""
        return not self.total and not self.unread

    @property
    def own_address(self) -> str:
        """The query string of this page."""
        return self.query.at_page(self.query.page)

    @property
    def roll(self) -> str:
        """A short text that changes when rows come or go."""
        shown = f'{self.total} {self.unread} ' + ' '.join(row.summary.id for row in self.rows)
        return hashlib.blake2b(shown.encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Beside:
    """What is known of deployments beside their summaries.

    states, lines: {id of one that runs: its state, its newest line}. starts: {id of any: how it was started}.
    """

    states: Mapping[str, State]
    lines: Mapping[str, str]
    starts: Starts

    def state(self, item: Summary) -> State:
        """Its state as far as is known now."""
        return self.states.get(item.id) or item.state

    def start(self, item: Summary) -> Start:
        """How it was started, as far as this is known."""
        return self.starts.get(item.id, UNKNOWN)


def matching(names: Mapping[str, str], known: Known, query: HistoryQuery, beside: Beside) -> list[Summary]:
    """What the query asks for out of all that is known, newest first; ``names``: {id of an environment: its name}."""
    found = [item for of_one in known.rows.values() for item in of_one if _passes(item, query, beside, names)]
    return sorted(found, key=lambda item: item.started, reverse=True)


def history_page(environments: Sequence[Environment], known: Known, query: HistoryQuery, beside: Beside) -> HistoryPage:
    """A page of what the query asks for.

    What has not been read yet may have deployments of any time up to its last change: only rows that are newer stand
    where they will stay, and only these are shown.
    """
    # Of these nothing is known yet, not even an earlier state; they come with the one changed last first.
    blank = [item for item in known.unread if item.id not in known.rows]
    names = {item.id: item.name for item in environments}
    found = matching(names, known, query, beside)
    settled = [item for item in found if not blank or _is_newer(item.started, blank[0])]
    offered = [(item.id, item.name) for item in environments if has_history(item)]
    end = query.page * ROWS_PER_PAGE
    return HistoryPage(
        query=query,
        rows=tuple(
            HistoryRow(
                item,
                names[item.environment_id],
                beside.state(item),
                times.element(item.started),
                beside.start(item),
                beside.lines.get(item.id, ''),
            )
            for item in settled[end - ROWS_PER_PAGE : end]
        ),
        total=len(found),
        unread=len(known.unread),
        of=len(known.rows.keys() | {item.id for item in known.unread}),
        environments=tuple(sorted(offered, key=lambda item: item[1].lower())),
        later=query.at_page(query.page - 1) if query.page > 1 else '',
        earlier=query.at_page(query.page + 1) if end < len(settled) else '',
        everything=query.at_page(query.page, all='1'),
    )


def _passes(item: Summary, query: HistoryQuery, beside: Beside, names: Mapping[str, str]) -> bool:
    start = beside.start(item)
    if query.kind and not (start.restored if query.kind == RESTORE else item.sort == query.kind):
        return False
    if query.state and not getattr(beside.state(item), FILTERS[query.state]):
        return False
    if not query.q:
        return True
    origin = f'restored #{start.restored.number}' if start.restored else ''
    text = f'{item.searched} {names[item.environment_id]} {start.who} {origin}'.lower()
    return all(word in text for word in query.words)


def _is_newer(started: datetime, environment: Environment) -> bool:
    """Than all deployments of an environment that is the first to be read."""
    return not environment.busy and started > environment.updated
