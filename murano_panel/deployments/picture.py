"""The picture of a deployment, and the estimate of what is left, as its page and each tick are given them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import timezone

from murano_panel.deployments import words
from murano_panel.domain.model.secrets import without_secrets
from murano_panel.domain.records import Report
from murano_panel.domain.state.estimate import Estimate, History, estimate
from murano_panel.domain.state.phases import MAX_LANES, Phase
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.progress import Progress
from murano_panel.domain.state.progress import duration as clock
from murano_panel.domain.state.timeline import Bar, Timeline, timeline

# Pixels that the bar of a component is high, and that of each object inside it, with the gap between two.
BAR, LANE = 12, 4
TALLEST = BAR + 1 + MAX_LANES * LANE
# Seconds of what began and ended within one: what has no width at all is not drawn.
SHORTEST = 0.1


@dataclass(frozen=True)
class Picture:
    """``estimate`` is empty when there is nothing left to be estimated, or nobody knows whether anything goes on."""

    timeline: Timeline
    estimate: Estimate


def picture(plan: Plan, reports: Sequence[Report], found: Progress, known: History | None) -> Picture:
    """Of a progress, the reports that it was made of, and what is known of earlier runs. No call."""
    state = found.state
    goes_on = state.is_running and not state.is_silent and not found.finished
    guess = estimate(plan, found.own, known, timezone.now()) if goes_on else Estimate()
    return Picture(timeline(plan, reports, found, guess.left[1] if guess.left else 0), guess)


def picture_json(plan: Plan, drawn: Picture) -> dict[str, Any]:
    """What is the same for all components. ``axis``: seconds that it shows; its marks, and their lines through bars.

    queue: seconds until anything was told of any object; ``queued``: nothing was yet.
    """
    told, guess = drawn.timeline, drawn.estimate
    return {
        'axis': {
            'length': told.axis.length,
            'marks': [
                {'x': f'{100 * second / told.axis.length:.4g}%', 'text': clock(second)} for second in told.axis.marks
            ],
            'lines': ''.join(f'M{second} 0V{TALLEST}' for second in told.axis.marks[1:]),
        },
        'queue': told.queue,
        'queued': told.is_queued,
        'queue_text': words.queue(told),
        'path_text': words.path(plan, told),
        'estimate': {
            'percent': None if guess.fraction is None else int(100 * guess.fraction),
            'left': guess.left,
            'text': words.left(guess),
        },
    }


def bar_json(bar: Bar, start: int = 0) -> dict[str, Any]:
    """A bar: seconds across, pixels down. ``whole``: how long it is, ``told``: up to the last report or the failure.

    open: it goes on with the clock. ``phases`` are those that a line from ``start`` on belongs to or has ended, and
    those of which no end was told, as that of the deployment, or an error, may have ended them; each with its place.
    """
    whole, told = _seconds(bar.start, bar.end), _seconds(bar.start, bar.last)
    return {
        'start': bar.start,
        'whole': whole,
        'told': whole if bar.has_failed else told,
        'open': bar.is_open,
        'height': BAR + (bar.lanes * LANE + 1 if bar.lanes else 0),
        'critical': bar.is_critical,
        'count': len(bar.phases),
        'phases': [
            _phase_json(bar, place, phase)
            for place, phase in enumerate(bar.phases)
            if phase.newest >= start or phase.to is None
        ],
    }


def _seconds(start: int | None, end: int | None) -> float:
    return 0 if start is None or end is None else max(end - start, SHORTEST)


# Ticks and pages tell the same seconds again and again.
_clock = lru_cache(maxsize=4096)(clock)


def _phase_json(bar: Bar, place: int, phase: Phase) -> dict[str, Any]:
    """A rectangle of the bar, and a line of the list below it: ``when`` is what people read, from the start on."""
    end = phase.to if phase.to is not None else bar.end or phase.at
    # Of the last phase of each object nobody tells when it was over: it is drawn as such once all is. What failed did
    # so in that phase.
    is_quiet = phase.to is None and not bar.is_open and not bar.has_failed
    top, height = (BAR + 1 + LANE * (phase.lane - 1), LANE - 1) if phase.lane else (0, BAR)
    return {
        'place': place,
        'x': phase.at,
        'width': max(end - phase.at, SHORTEST),
        'y': top + height // 3 * is_quiet,
        'height': height - 2 * (height // 3) * is_quiet,
        'kind': _kind(bar, phase, is_quiet),
        'when': _clock(phase.at) if phase.to is None else f'{_clock(phase.at)}–{_clock(phase.to)}',
        'inside': phase.inside,
        'text': without_secrets(phase.text),
        'count': phase.count,
    }


def _kind(bar: Bar, phase: Phase, is_quiet: bool) -> str:
    if phase.level == 'error':
        return 'error'
    if is_quiet:
        return 'quiet'
    return 'open' if phase.to is None and bar.is_open else 'past'
