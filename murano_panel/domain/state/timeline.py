"""A deployment as a picture: what each component was at when, on one axis of seconds from its start."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count as counting

from murano_panel.domain.records import Report
from murano_panel.domain.state.phases import Own, Phase, phases
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.progress import ComponentProgress, Progress

# Seconds between two marks of the axis, of which there are at most MAX_STEPS.
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 4 * 3600)
MAX_STEPS = 6
# A picture of what runs goes on for so many seconds: until the next answer, and a little.
AHEAD = 10


@dataclass(frozen=True)
class Bar:
    """What one component was at, all in seconds from the start of the deployment.

    start, last: its first and its newest report, None without any. end: how far it is drawn: to now while it works, or
    to the end. Between ``last`` and ``end`` nobody told whether it still worked. lanes: of objects inside it.
    is_open: it works or waits. has_failed: it ended in the phase that it was in. is_critical: on the path that decided
    when the end came, see critical_path().
    """

    phases: tuple[Phase, ...] = ()
    start: int | None = None
    last: int | None = None
    end: int | None = None
    lanes: int = 0
    is_open: bool = False
    has_failed: bool = False
    is_critical: bool = False


@dataclass(frozen=True)
class Axis:
    """length: seconds that the picture is wide. step: seconds between two marks."""

    length: int
    step: int

    @property
    def marks(self) -> tuple[int, ...]:
        """Those that there is room for: what stands at the very end would be cut off."""
        return tuple(second for second in range(0, self.length, self.step) if second <= 0.9 * self.length)


@dataclass(frozen=True)
class Timeline:
    """bars: {id of a component: its bar}. queue: seconds until anything was reported of any object, by the engine.

    is_queued: nothing was reported yet. path: ids, in the order in which they decided.
    """

    axis: Axis
    queue: int
    is_queued: bool
    bars: Mapping[str, Bar]
    path: tuple[str, ...] = ()


def timeline(about: Plan, reports: Sequence[Report], found: Progress, ahead: int = 0) -> Timeline:
    """The picture of a progress and the reports that it was made of. ``ahead``: seconds that it may still take."""
    own = found.own
    path = critical_path(about, own, found) if found.finished else ()
    first = next((report for report in reports if report.entity_id), None)
    length = found.elapsed_s if found.finished else found.elapsed_s + max(AHEAD, ahead)
    return Timeline(
        axis=axis(length, is_over=found.finished is not None),
        queue=about.second_of(first.created) if first else found.elapsed_s,
        is_queued=first is None,
        bars=_Bars(about, found, path),
        path=path,
    )


def axis(seconds: int, *, is_over: bool) -> Axis:
    """An axis with few round marks; one that goes on ends at a mark, so that it does not change all the time."""
    step = next((step for step in _STEPS if seconds <= step * MAX_STEPS), None)
    step = step or _STEPS[-1] * next(n for n in counting(2) if seconds <= n * _STEPS[-1] * MAX_STEPS)
    length = max(1, seconds) if is_over else max(1, -(-seconds // step)) * step
    return Axis(length, step)


def critical_path(about: Plan, own: Own, found: Progress) -> tuple[str, ...]:
    """What decided when the end came, first to last; () where that is no question.

    From the component that made it fail, or else reported last, to the one among those it refers to that reported last
    before it did, and so on. That it waited for that one Murano does not tell: it had to, if it needed its result.
    """
    last = {own_id: reports[-1][1].created for own_id, reports in own.items() if reports}
    if len(last) < 2:
        return ()
    raised = found.reason.raised_by if found.reason else ''
    path = [raised if raised in last else max(last, key=lambda own_id: last[own_id])]
    while True:
        now = path[-1]
        before = [
            other
            for other in about.uses.get(now, ())
            if other in last and other not in path and last[other] <= last[now]
        ]
        if not before:
            return tuple(reversed(path))
        path.append(max(before, key=lambda own_id: last[own_id]))


class _Bars(Mapping[str, Bar]):
    """A bar is made when it is looked at: a page shows fifty, a tick those that have news."""

    def __init__(self, about: Plan, found: Progress, path: Sequence[str]) -> None:
        self._about, self._found, self._path = about, found, path
        self._items = {item.id: item for item in found.components}
        self._made: dict[str, Bar] = {}

    def __getitem__(self, own_id: str) -> Bar:
        if own_id not in self._made:
            item, reports = self._items[own_id], self._found.own[own_id]
            self._made[own_id] = _bar(self._about, item, reports, self._found, own_id in self._path)
        return self._made[own_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)


def _bar(
    about: Plan, item: ComponentProgress, reports: Sequence[tuple[int, Report]], found: Progress, is_critical: bool
) -> Bar:
    # What waits goes on with the clock as what works does.
    goes_on = not found.finished and not item.state.is_final
    if not reports:
        return Bar(is_open=goes_on)
    told = phases(about, item.id, reports)
    last = about.second_of(reports[-1][1].created)
    return Bar(
        phases=told,
        start=told[0].at,
        last=last,
        end=max(last, found.elapsed_s) if goes_on or found.finished else last,
        lanes=max(phase.lane for phase in told),
        is_open=goes_on,
        has_failed=item.state.code == 'failed',
        is_critical=is_critical,
    )
