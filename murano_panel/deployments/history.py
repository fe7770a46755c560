"""The deployments of the whole project as rows: filtered, paged, each with its reason where it failed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from murano_panel.domain.model import object_model
from murano_panel.domain.model.deployed_changes import Run, runs
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import Catalog
from murano_panel.domain.records import Deployment
from murano_panel.domain.state import progress
from murano_panel.domain.state.deployment import FILTERS
from murano_panel.domain.state.state import State
from murano_panel.domain.state.verdict import Verdict
from murano_panel.web import now

ROWS_PER_PAGE = 25


@dataclass(frozen=True)
class HistoryQuery:
    """What the address asks for. ``state`` is a key of FILTERS or ''; ``page`` counts from 1."""

    environment: str = ''
    state: str = ''
    page: int = 1

    @classmethod
    def from_address(cls, query: QueryDict) -> 'HistoryQuery':
        """What makes no sense asks for nothing: addresses are typed and shared."""
        state, page = query.get('state', ''), query.get('page', '')
        return cls(
            environment=query.get('environment', '')[:64],
            state=state if state in FILTERS else '',
            page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        )

    def __bool__(self) -> bool:
        return bool(self.environment or self.state)

    def at_page(self, page: int) -> str:
        """The query string of another page of the same choice."""
        chosen = {'environment': self.environment, 'state': self.state, 'page': page if page > 1 else ''}
        return '?' + urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True)
class HistoryRow:
    """One deployment. ``duration`` is '' while it runs; ``target`` names the component of an action.

    run: its number and changes, of rows that are shown.
    """

    deployment: Deployment
    environment_name: str
    state: State
    target: str = ''
    duration: str = ''
    reason: str = ''
    run: Run | None = None


@dataclass(frozen=True)
class HistoryPage:
    """``total`` counts the rows of all pages; ``environments`` are (id, name) of all with a history, by name.

    earlier, later: query strings of the neighbouring pages, '' where there is none.
    """

    rows: tuple[HistoryRow, ...]
    total: int
    environments: tuple[tuple[str, str], ...]
    earlier: str = ''
    later: str = ''


def history_page(
    deployments: Sequence[Deployment], query: HistoryQuery, known: Mapping[str, Verdict], catalog: Catalog
) -> HistoryPage:
    """What the query asks for out of all deployments of the project, newest first: Murano cannot page them.

    ``known``: {id: the verdict} of those that run, as far as another page has found it out. ``catalog``: the
    applications of their components.
    """
    names = _names(deployments)
    found = (row(item, names[item.environment_id], known.get(item.id) or now.verdict(item)) for item in deployments)
    rows = [item for item in found if _passes(item, query)]
    start = (query.page - 1) * ROWS_PER_PAGE
    shown = rows[start : start + ROWS_PER_PAGE]
    numbered = runs(deployments, {item.deployment.id for item in shown}, catalog)
    return HistoryPage(
        rows=tuple(replace(item, run=numbered[item.deployment.id]) for item in shown),
        total=len(rows),
        environments=tuple(sorted(names.items(), key=lambda item: item[1].lower())),
        later=query.at_page(query.page - 1) if query.page > 1 else '',
        earlier=query.at_page(query.page + 1) if start + ROWS_PER_PAGE < len(rows) else '',
    )


def _names(deployments: Iterable[Deployment]) -> dict[str, str]:
    """Names as the newest model of each environment has them: deletions have none."""
    names: dict[str, str] = {}
    for item in deployments:
        names[item.environment_id] = names.get(item.environment_id) or item.environment_name
    return {identity: name or identity for identity, name in names.items()}


def row(deployment: Deployment, environment_name: str, told: Verdict) -> HistoryRow:
    """One deployment as a row."""
    return HistoryRow(
        deployment,
        environment_name,
        told.state,
        target=_target(deployment),
        duration=progress.duration_of(deployment),
        reason=told.reason.text if told.reason else '',
    )


def _target(deployment: Deployment) -> str:
    """What the component of an action is called, '' for what concerns the whole environment."""
    if deployment.action is None or deployment.is_deploy:
        return ''
    owner = object_model.entity_owners(deployment.components).get(deployment.action.object_id, '')
    return told_apart(deployment.components).get(owner, '')


def _passes(row: HistoryRow, query: HistoryQuery) -> bool:
    return (not query.environment or row.deployment.environment_id == query.environment) and (
        not query.state or getattr(row.state, FILTERS[query.state])
    )
