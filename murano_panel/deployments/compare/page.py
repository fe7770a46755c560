"""What the page of a comparison shows beside the changes: both sides, and what is to be known of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from murano_panel.deployments import plans
from murano_panel.deployments.compare.models import Compared, Read
from murano_panel.deployments.compare.sides import DRAFT, NOW, Asked
from murano_panel.domain.records import Deployment, Environment
from murano_panel.domain.state import progress as progresses
from murano_panel.domain.state.comparison import Runs, runs_of
from murano_panel.domain.state.deployment import ending_of
from murano_panel.domain.state.progress import Progress
from murano_panel.domain.state.state import State
from murano_panel.domain.state.summary import Summary
from murano_panel.drafts import store
from murano_panel.web import now, times, watched
from murano_panel.web.addresses import DEPLOYMENT, ENVIRONMENT, address

# Deployments that are offered to choose from.
MAX_OFFERED = 100


@dataclass(frozen=True)
class Side:
    """One of both. run: its summary, None for now and for drafts. state, started, duration: of a deployment."""

    title: str
    url: str
    run: Summary | None = None
    state: State | None = None
    started: SafeString | str = ''
    duration: str = ''

    @property
    def can_be_restored(self) -> bool:
        """It was given a model."""
        return self.run is not None and not self.run.is_deletion


@dataclass(frozen=True)
class Choice:
    """An entry of the two lists to choose from."""

    key: str
    label: str


def choices(request: HttpRequest, environment: Environment, found: Read) -> list[Choice]:
    """Now and the draft, then the newest deployments and those that are shown."""
    shown = found.rows[:MAX_OFFERED]
    shown = [*shown, *(row for row in found.rows[MAX_OFFERED:] if row.id in found.asked.sides)]
    has_draft = found.asked.has_draft or store.valid(request, environment)
    return [
        Choice(NOW, _('Now, as it is deployed')),
        *([Choice(DRAFT, _('My draft'))] if has_draft else []),
        *(Choice(row.id, f'{title_of(row)} · {times.exact(row.started)} · {_(row.state.label)}') for row in shown),
    ]


def title_of(run: Summary) -> str:
    """``#3 Deployment``."""
    if run.is_deploy:
        return _('#%(number)d Deployment') % {'number': run.number}
    if run.is_deletion:
        return _('#%(number)d Deletion') % {'number': run.number}
    return _('#%(number)d Action %(name)s') % {'number': run.number, 'name': run.action}


def sides(environment: Environment, found: Read, told: dict[str, Progress]) -> list[Side]:
    """``told``: {id of a deployment: how far it is}."""
    rows = {row.id: row for row in found.rows}
    return [_side(environment, key, rows.get(key), told.get(key)) for key in found.asked.sides]


def _side(environment: Environment, key: str, run: Summary | None, told: Progress | None) -> Side:
    if run is None:
        title = _('My draft') if key == DRAFT else _('Now, as it is deployed')
        return Side(title, address(ENVIRONMENT, environment.id))
    return Side(
        title=title_of(run),
        url=address(DEPLOYMENT, environment.id, run.id),
        run=run,
        state=told.state if told else run.state,
        started=times.element(run.started),
        duration=progresses.duration(told.elapsed_s) if told else run.duration,
    )


def progress_of(request: HttpRequest, environment: Environment, compared: Compared) -> dict[str, Progress]:
    """{id: how far it is} of two deployments: one alone has nothing to be compared with.

    A call for each, none for what is long over.
    """
    chosen = compared.deployments
    if len(chosen) < 2:
        return {}
    return {item.id: _progress(request, environment, item) for item in chosen}


def _progress(request: HttpRequest, environment: Environment, deployment: Deployment) -> Progress:
    plan = plans.plan(request, deployment, environment)
    return now.progress(plan, watched.reports_of(request, deployment), ending_of(deployment))


def runs(asked: Asked, told: dict[str, Progress]) -> Runs | None:
    """Durations and logs; None unless both sides are deployments, and two."""
    if not told:
        return None
    before, after = (told[key] for key in asked.sides)
    return runs_of(before, after)


def notes(environment: Environment, found: Read, shown: Sequence[Side]) -> list[str]:
    """What has to be known to read the comparison rightly."""
    known = [side.run for side in shown if side.run]
    told = []
    if NOW in found.asked.sides and environment.status == 'delete failure':
        told.append(_('Deleting the environment failed: Murano no longer tells what is deployed in it.'))
    for run in known:
        title = {'title': title_of(run)}
        if run.is_deletion:
            told.append(_('%(title)s takes everything and is given no settings: there are none to compare.') % title)
        elif not run.is_deploy:
            told.append(_('%(title)s changes no settings: compared is what was deployed when it began.') % title)
        if run.finished is None:
            told.append(_('%(title)s still runs: its time and its lines are not complete yet.') % title)
    if len({(run.sort, run.method) for run in known}) > 1:
        told.append(_('They did different work: how long it took, and what was reported, differs for that alone.'))
    return told
