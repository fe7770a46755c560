"""What a deployment is doing or how it ended, said honestly.

Murano's own ``state`` only counts reports: it says ``success`` for a deployment that ended with an exception, and
``running`` for ever when the engine died or its result was lost.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from murano_panel.domain.records import Deployment, Report
from murano_panel.domain.state.state import State
from murano_panel.domain.translation import gettext_noop

DEPLOY, ACTION, DELETE = 'deploy', 'action', 'delete'

RUNNING = {
    DEPLOY: State('running', gettext_noop('Deploying'), 'fa-spinner fa-pulse', 'info', is_running=True),
    ACTION: State('running', gettext_noop('Running'), 'fa-spinner fa-pulse', 'info', is_running=True),
    DELETE: State('running', gettext_noop('Deleting'), 'fa-spinner fa-pulse', 'info', is_running=True),
}
RUNNING_WITH_ERRORS = {
    DEPLOY: State(
        'running-errors', gettext_noop('Deploying, with errors'), 'fa-spinner fa-pulse', 'warning', is_running=True
    ),
    ACTION: State(
        'running-errors', gettext_noop('Running, with errors'), 'fa-spinner fa-pulse', 'warning', is_running=True
    ),
    DELETE: State(
        'running-errors', gettext_noop('Deleting, with errors'), 'fa-spinner fa-pulse', 'warning', is_running=True
    ),
}
SILENT = State('silent', gettext_noop('No news'), 'fa-circle-question', 'warning', is_running=True)
LOST = State('lost', gettext_noop('Failed, result lost'), 'fa-link-slash', 'danger', is_bad=True)
FAILED = State('failed', gettext_noop('Failed'), 'fa-circle-xmark', 'danger', is_final=True, is_bad=True)
ERRORS = State(
    'errors', gettext_noop('Finished with errors'), 'fa-circle-exclamation', 'danger', is_final=True, is_bad=True
)
WARNINGS = State(
    'warnings', gettext_noop('Finished with warnings'), 'fa-triangle-exclamation', 'warning', is_final=True
)
GONE = State('gone', gettext_noop('Gone'), 'fa-ban', 'default', is_final=True)
SUCCESS = State('success', gettext_noop('Succeeded'), 'fa-circle-check', 'success', is_final=True)

# Filters of a history: {word in the address: the property of a state that it asks for}.
FILTERS = {'running': 'is_running', 'failed': 'is_bad', 'success': 'is_good'}

# Rows without an entity are murano-api's own; no package can write them.
_END_TEXTS = ('Deployment finished', 'Deletion finished')


def kind(deployment: Deployment) -> str:
    """DEPLOY, ACTION or DELETE."""
    return DELETE if deployment.is_deletion else DEPLOY if deployment.is_deploy else ACTION


def end_report(reports: Sequence[Report]) -> Report | None:
    """murano-api's own line about the end, which can be followed by late lines of the engine."""
    return next(
        (report for report in reversed(reports) if report.entity_id is None and report.text.startswith(_END_TEXTS)),
        None,
    )


def ended_state(*, is_exception: bool, errors: bool, warnings: bool = False, finished: datetime | None = None) -> State:
    """The state after the end; an exception counts more than what was reported."""
    state = FAILED if is_exception else ERRORS if errors else WARNINGS if warnings else SUCCESS
    return replace(state, since=finished)


def running_state(
    sort: str,
    reports: Sequence[Report],
    *,
    environment_id: str,
    started: datetime,
    now: datetime,
    lost_after: float,
    silent_after: float,
) -> State:
    """The state before the end. ``sort`` is a kind(); ``lost_after`` and ``silent_after`` are seconds without a report.

    The engine reports an exception under the environment's id as its very last word: an end that does not follow is
    lost.
    """
    newest = max((report.created for report in reports), default=started)
    errors = [report for report in reports if report.level == 'error']
    quiet = now - newest
    if any(report.entity_id == environment_id for report in errors) and quiet > timedelta(seconds=lost_after):
        return replace(LOST, since=newest)
    if quiet > timedelta(seconds=silent_after):
        return replace(SILENT, since=newest)
    return replace((RUNNING_WITH_ERRORS if errors else RUNNING)[sort], since=started)


def deployment_state(
    deployment: Deployment,
    *,
    reports: Sequence[Report] | None = None,
    now: datetime,
    lost_after: float,
    silent_after: float,
) -> State:
    """The state of a deployment as a list tells it; ``reports`` make it finer (lost, silent, late errors).

    Without reports nothing is known about silence, and a running deployment is only called running.
    """
    known = list(reports or ())
    levels = {report.level for report in known}
    if deployment.finished:
        return ended_state(
            is_exception=deployment.exception is not None,
            errors='error' in levels or deployment.state.endswith('_w_errors'),
            warnings='warning' in levels or deployment.state.endswith('_w_warnings'),
            finished=deployment.finished,
        )
    if reports is None:
        states = RUNNING_WITH_ERRORS if deployment.state.endswith('_w_errors') else RUNNING
        return replace(states[kind(deployment)], since=deployment.started)
    return running_state(
        kind(deployment),
        known,
        environment_id=deployment.environment_id,
        started=deployment.started,
        now=now,
        lost_after=lost_after,
        silent_after=silent_after,
    )
