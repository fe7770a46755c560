"""How far a deployment is: per component and line by line, from its reports.

Murano has no per-component state and no percentage. A component waits until the first report about it or about an
object inside it, works from then on, has failed with its first error, and is done when the whole deployment has ended
well.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import overload

from murano_panel.domain.records import Deployment, Report
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state.deployment import Ending
from murano_panel.domain.state.failure import Failure, why
from murano_panel.domain.state.phases import Own, by_component
from murano_panel.domain.state.plan import Part, Plan
from murano_panel.domain.state.state import State
from murano_panel.domain.translation import gettext_noop

COMPONENT_STATES = {
    'waiting': State('waiting', gettext_noop('Waiting'), 'fa-clock', 'default'),
    'working': State('working', gettext_noop('Working'), 'fa-spinner fa-pulse', 'info', is_running=True),
    'silent': replace(deployment_status.SILENT, is_stuck=False),
    'failed': State('failed', gettext_noop('Failed'), 'fa-circle-xmark', 'danger', is_final=True, is_bad=True),
    # It reported an error, and the deployment went on to its end.
    'errors': State(
        'errors', gettext_noop('With errors'), 'fa-circle-exclamation', 'danger', is_final=True, is_bad=True
    ),
    'done': State('done', gettext_noop('Done'), 'fa-circle-check', 'success', is_final=True),
    # Errors are counted, but what reported them was not read.
    'unknown': State('unknown', gettext_noop('Perhaps with errors'), 'fa-circle-question', 'warning', is_final=True),
    # After an exception elsewhere nobody tells whether the others had got to their end.
    'unclear': State('unclear', gettext_noop('No error of its own'), 'fa-circle-minus', 'default', is_final=True),
}
# What packages write about their own progress: "[45%]", "Step 3/8".
_PERCENT = re.compile(r'(?<![\d.,])(\d{1,3}) ?%')
_STEP = re.compile(r'(?i)\b(?:step|stage|node|part) (\d{1,4}) ?(?:/|of) ?(\d{1,4})\b')
MAX_PARSED = 500
# What murano-api reports of an action that it was not told the name of.
_NAMELESS = 'Action None is scheduled'


@dataclass(frozen=True)
class ComponentProgress:
    """One component of a deployment.

    elapsed_s: from its first report to its newest; while it works, to now; where it made the deployment fail, to the
    end of that.
    fraction: 0 to 1 when the package itself tells, else None.
    """

    id: str
    name: str
    class_name: str
    application: str
    state: State
    removed: bool = False
    last_text: str = ''
    since: datetime | None = None
    elapsed_s: int | None = None
    fraction: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log; ``component_id`` is '' for lines about the whole environment."""

    id: str
    created: datetime
    level: str
    text: str
    component_id: str
    component_name: str


class Lines(Sequence[Line]):
    """The log. A line is made when somebody looks at it: of thousands, a page or a tick shows few."""

    def __init__(self, about: Plan, reports: Sequence[Report]) -> None:
        self._about, self._reports = about, reports
        self._names = {part.id: part.name for part in about.parts}

    def __len__(self) -> int:
        return len(self._reports)

    @overload
    def __getitem__(self, at: int) -> Line: ...

    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...

    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        found = self._reports[at]
        return self._line(found) if isinstance(found, Report) else [self._line(report) for report in found]

    def _line(self, report: Report) -> Line:
        owner = self._about.owners.get(report.entity_id or '', '')
        nameless = report.entity_id is None and report.text == _NAMELESS
        text = _scheduled(self._about) if nameless else report.text
        return Line(report.id, report.created, report.level, text, owner, self._names.get(owner, ''))


@dataclass(frozen=True)
class Progress:
    """A deployment as its page tells it. ``reason`` is why it failed, as far as is known by now.

    own: the reports of each component, for what else is made of them.
    """

    state: State
    started: datetime
    finished: datetime | None
    elapsed_s: int
    reason: Failure | None
    components: tuple[ComponentProgress, ...]
    lines: Sequence[Line]
    own: Own


def progress(
    about: Plan,
    reports: Sequence[Report] | None,
    ending: Ending | None,
    *,
    has_errors: bool = False,
    now: datetime,
    lost_after: float,
    silent_after: float,
) -> Progress:
    """How far it is. ``reports`` are None where they were not read, ``ending`` is None while the deployment runs."""
    state = deployment_status.judge(
        about.kind,
        reports,
        ending,
        environment_id=about.environment_id,
        started=about.started,
        has_errors=has_errors,
        now=now,
        lost_after=lost_after,
        silent_after=silent_after,
    )
    known = reports or ()
    finished = _end(known, ending, now) if ending else None
    result = ending.result if ending else None
    own = by_component(about, known)
    reason = why(known, result, environment_id=about.environment_id, owners=about.owners, classes=about.classes)
    return Progress(
        state=replace(state, since=finished) if finished else state,
        started=about.started,
        finished=finished,
        elapsed_s=seconds_between(about.started, finished or now),
        reason=reason,
        components=_components(about, own, state, reason, finished or now, is_read=reports is not None),
        lines=Lines(about, known),
        own=own,
    )


def usual_seconds(deployments: Sequence[Deployment], like: Deployment, sample: int = 5) -> tuple[int, int] | None:
    """(shortest, longest) seconds of the newest ``sample`` good deployments of the same kind, None without any."""
    same = [
        item
        for item in deployments
        if item.finished
        and item.id != like.id
        and item.state == 'success'
        and not item.exception
        and item.action == like.action
    ]
    durations = [seconds_between(item.started, item.finished) for item in same[:sample] if item.finished]
    return (min(durations), max(durations)) if durations else None


def duration(seconds: int) -> str:
    """0:52, 12:05, 1:02:03."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f'{hours}:{minutes:02}:{rest:02}' if hours else f'{minutes}:{rest:02}'


def _end(reports: Sequence[Report], ending: Ending, now: datetime) -> datetime:
    """When it ended: by the last line of its log, which who watches has as well.

    Murano notes the end some ten milliseconds before it writes that line, which can be another second.
    """
    line = deployment_status.end_report(reports)
    if line:
        return line.created
    return ending.finished or (reports[-1].created if reports else now)


def seconds_between(start: datetime, end: datetime) -> int:
    """Whole seconds, 0 where Murano's clocks disagree."""
    return max(0, int((end - start).total_seconds()))


def _scheduled(about: Plan) -> str:
    """murano-api's first line in its own words, with the name that it did not know."""
    return f'Action {about.method} is scheduled' if about.method else 'Deletion is scheduled'


def _components(
    about: Plan, own: Own, state: State, reason: Failure | None, now: datetime, *, is_read: bool
) -> tuple[ComponentProgress, ...]:
    target = about.owners.get(about.target, '')
    return tuple(
        _component(
            part,
            own[part.id],
            state,
            reason.raised if reason and reason.raised_by == part.id else '',
            now,
            is_read=is_read,
        )
        for part in about.parts
        if _concerned(about, part, own[part.id], target)
    )


def _concerned(about: Plan, part: Part, reports: Sequence[tuple[int, Report]], target: str) -> bool:
    """An action concerns its own component; what is only in the current model counts once something tells of it."""
    if reports:
        return True
    if about.is_action:
        return part.id == target
    return not part.removed or about.is_deletion


def _component(
    part: Part, reports: Sequence[tuple[int, Report]], state: State, raised: str, now: datetime, *, is_read: bool
) -> ComponentProgress:
    newest = reports[-1][1] if reports else None
    # What went wrong matters more than what the component did afterwards.
    error = raised or next((report.text for _index, report in reversed(reports) if report.level == 'error'), None)
    code = _component_code(state, told=bool(reports), failed=error is not None, is_read=is_read)
    end = now if code == 'working' or raised or not newest else newest.created
    return ComponentProgress(
        id=part.id,
        name=part.name,
        class_name=part.class_name,
        application=part.application,
        state=COMPONENT_STATES[code],
        removed=part.removed,
        last_text=error if error is not None else newest.text if newest else '',
        since=newest.created if newest else None,
        elapsed_s=seconds_between(reports[0][1].created, end) if reports else None,
        fraction=1.0 if code == 'done' else fraction(newest.text) if newest else None,
    )


def _component_code(state: State, *, told: bool, failed: bool, is_read: bool) -> str:
    if failed:
        # Before the end, and after an exception, nothing more is to be expected of it.
        return 'errors' if state.is_final and not state.broke_off else 'failed'
    if state.broke_off:
        return 'unclear'
    if state.is_final:
        return 'done' if is_read or not state.is_bad else 'unknown'
    if not told:
        return 'waiting'
    return 'silent' if state.is_silent else 'working'


def fraction(text: str) -> float | None:
    """What a report says of its own progress, 0 to 1: "[45%]" or "Step 3/8"."""
    text = text[:MAX_PARSED]
    # Of ten thousand lines few have either.
    percent = _PERCENT.search(text) if '%' in text else None
    if percent and int(percent[1]) <= 100:
        return int(percent[1]) / 100
    step = _STEP.search(text) if '/' in text or 'of' in text.lower() else None
    if step and int(step[2]) > 0 and int(step[1]) <= int(step[2]):
        return int(step[1]) / int(step[2])
    return None
