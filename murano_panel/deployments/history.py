"""The deployments of the whole project as rows: filtered, paged, each with its reason where it failed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone

from murano_panel import conf
from murano_panel.domain.model import object_model
from murano_panel.domain.records import Deployment
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state import failure, progress
from murano_panel.domain.state.deployment import ACTION, FILTERS
from murano_panel.domain.state.state import State

PAGE_SIZE = 25


@dataclass(frozen=True)
class Filters:
    """What the address asks for. ``state`` is a key of FILTERS or ''; ``page`` counts from 1."""

    environment: str = ''
    state: str = ''
    page: int = 1

    @classmethod
    def from_query(cls, query: QueryDict) -> 'Filters':
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
class Row:
    """One deployment. ``duration`` is '' while it runs; ``target`` names the component of an action."""

    deployment: Deployment
    environment_name: str
    kind: str
    state: State
    target: str = ''
    duration: str = ''
    reason: str = ''


@dataclass(frozen=True)
class Listing:
    """A page of the history. ``environments`` are (id, name) of all that have one, by name."""

    rows: tuple[Row, ...]
    total: int
    environments: tuple[tuple[str, str], ...]
    earlier: str = ''
    later: str = ''


def listing(deployments: Sequence[Deployment], filters: Filters) -> Listing:
    """The page that the filters ask for; ``deployments`` are newest first."""
    names = _names(deployments)
    rows = [row for row in (_row(item, names) for item in deployments) if _passes(row, filters)]
    start = (filters.page - 1) * PAGE_SIZE
    return Listing(
        rows=tuple(rows[start : start + PAGE_SIZE]),
        total=len(rows),
        environments=tuple(sorted(names.items(), key=lambda item: item[1].lower())),
        later=filters.at_page(filters.page - 1) if filters.page > 1 else '',
        earlier=filters.at_page(filters.page + 1) if start + PAGE_SIZE < len(rows) else '',
    )


def _names(deployments: Iterable[Deployment]) -> dict[str, str]:
    """Names as the newest model of each environment has them: deletions have none."""
    names: dict[str, str] = {}
    for item in deployments:
        names[item.environment_id] = names.get(item.environment_id) or item.environment_name
    return {identity: name or identity for identity, name in names.items()}


def _row(deployment: Deployment, names: dict[str, str]) -> Row:
    kind = deployment_status.kind(deployment)
    state = deployment_status.deployment_state(
        deployment, now=timezone.now(), lost_after=conf.get('RESULT_LOST_AFTER'), silent_after=conf.get('SILENT_AFTER')
    )
    raised = deployment.result if deployment.result and deployment.result.is_exception else None
    taken = progress.seconds_between(deployment.started, deployment.finished) if deployment.finished else None
    return Row(
        deployment,
        names[deployment.environment_id],
        kind,
        state,
        target=_target(deployment, kind),
        duration='' if taken is None else progress.duration(taken),
        reason=failure.innermost(failure.root_cause(raised)) if raised else '',
    )


def _target(deployment: Deployment, kind: str) -> str:
    if kind != ACTION or deployment.action is None:
        return ''
    owner = object_model.entity_owners(deployment.components).get(deployment.action.object_id, '')
    component = object_model.find(deployment.components, owner)
    return object_model.component_name(component) if component else ''


def _passes(row: Row, filters: Filters) -> bool:
    return (not filters.environment or row.deployment.environment_id == filters.environment) and (
        not filters.state or getattr(row.state, FILTERS[filters.state])
    )
