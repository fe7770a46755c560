"""What a deployment is doing or how it ended, said honestly.

Murano's own ``state`` only counts reports: it says ``success`` for a deployment that ended with an exception, and
``running`` for ever when the engine died or its result was lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from murano_panel.domain.records import Deployment, Report, Result
from murano_panel.domain.state.state import State
from murano_panel.domain.translation import gettext_noop

DEPLOY, ACTION, DELETE = 'deploy', 'action', 'delete'


def _running(label: str) -> State:
    return State('running', label, 'fa-spinner fa-pulse', 'info', is_running=True)


def _running_with_errors(label: str) -> State:
    return State('running-errors', label, 'fa-spinner fa-pulse', 'warning', is_running=True)


def _failed(label: str, *, is_stuck: bool = False) -> State:
    return State('failed', label, 'fa-circle-xmark', 'danger', is_final=True, is_bad=True, is_stuck=is_stuck)


def _errors(label: str, *, is_stuck: bool = False) -> State:
    return State(
        'errors',
        label,
        'fa-circle-exclamation',
        'danger',
        is_final=True,
        is_bad=True,
        # What a deletion leaves is nobody's guess.
        is_deployed=not is_stuck,
        is_stuck=is_stuck,
    )


RUNNING = {
    DEPLOY: _running(gettext_noop('Deploying')),
    ACTION: _running(gettext_noop('Running an action')),
    DELETE: _running(gettext_noop('Deleting')),
}
RUNNING_WITH_ERRORS = {
    DEPLOY: _running_with_errors(gettext_noop('Deploying, with errors')),
    ACTION: _running_with_errors(gettext_noop('Running an action, with errors')),
    DELETE: _running_with_errors(gettext_noop('Deleting, with errors')),
}
SILENT = State('silent', gettext_noop('No news'), 'fa-circle-question', 'warning', is_running=True, is_stuck=True)
LOST = State('lost', gettext_noop('Failed, result lost'), 'fa-link-slash', 'danger', is_bad=True, is_stuck=True)
# What made a deletion fail is still there: only deleting again, or abandoning, makes it go.
FAILED = {
    DEPLOY: _failed(gettext_noop('Deployment failed')),
    ACTION: _failed(gettext_noop('Action failed')),
    DELETE: _failed(gettext_noop('Deletion failed'), is_stuck=True),
}
ERRORS = {
    DEPLOY: _errors(gettext_noop('Deployed with errors')),
    ACTION: _errors(gettext_noop('Action had errors')),
    DELETE: _errors(gettext_noop('Deletion had errors'), is_stuck=True),
}
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


@dataclass(frozen=True)
class Ending:
    """That a deployment has ended: its result ({} of Murano is None), and when, if that is known.

    errors, warnings: that Murano has counted some among the reports, whether or not they were read.
    """

    result: Result | None = None
    finished: datetime | None = None
    errors: bool = False
    warnings: bool = False

    @property
    def is_exception(self) -> bool:
        return bool(self.result and self.result.is_exception)


def ending_of(deployment: Deployment) -> Ending | None:
    """How it ended, as a list tells it; None while it runs."""
    if deployment.finished is None:
        return None
    return Ending(
        deployment.result,
        deployment.finished,
        errors=deployment.state.endswith('_w_errors'),
        warnings=deployment.state.endswith('_w_warnings'),
    )


def judge(
    sort: str,
    reports: Sequence[Report] | None,
    ending: Ending | None,
    *,
    environment_id: str,
    started: datetime,
    has_errors: bool = False,
    now: datetime,
    lost_after: float,
    silent_after: float,
) -> State:
    """The one verdict on a deployment, which every page tells. ``sort`` is a kind().

    Without ``reports`` (None) nothing is known about silence: one that has not ended is only called running.
    ``has_errors``: Murano has counted some while it runs. ``lost_after`` and ``silent_after`` are seconds without a
    report. The engine reports an exception under the environment's id as its very last word: an end that does not
    follow is lost.
    """
    known = reports or ()
    levels = {report.level for report in known}
    if ending:
        return _ended(sort, ending, errors='error' in levels, warnings='warning' in levels)
    newest = max((report.created for report in known), default=started)
    quiet = now - newest
    of_environment = any(report.level == 'error' and report.entity_id == environment_id for report in known)
    if of_environment and quiet > timedelta(seconds=lost_after):
        return replace(LOST, since=newest)
    if reports is not None and quiet > timedelta(seconds=silent_after):
        return replace(SILENT, since=newest)
    return replace((RUNNING_WITH_ERRORS if has_errors or 'error' in levels else RUNNING)[sort], since=started)


def judge_alone(deployment: Deployment, **moment: Any) -> State:
    """The verdict on a deployment whose reports were not read; ``moment`` as for judge()."""
    return judge(
        kind(deployment),
        None,
        ending_of(deployment),
        environment_id=deployment.environment_id,
        started=deployment.started,
        has_errors=deployment.state.endswith('_w_errors'),
        **moment,
    )


def _ended(sort: str, ending: Ending, *, errors: bool, warnings: bool) -> State:
    """An exception counts more than what was reported."""
    if ending.is_exception:
        state = FAILED[sort]
    elif errors or ending.errors:
        state = ERRORS[sort]
    else:
        state = WARNINGS if warnings or ending.warnings else SUCCESS
    return replace(state, since=ending.finished)


@cache
def of_code(sort: str, code: str) -> State:
    """The state of a deployment that has this code. Raises KeyError."""
    states = (RUNNING[sort], RUNNING_WITH_ERRORS[sort], SILENT, LOST, FAILED[sort], ERRORS[sort], WARNINGS, SUCCESS)
    return {state.code: state for state in states}[code]
