"""How far a deployment is, and how long it may still take, as far as its reports and earlier runs tell.

Nothing is made up: without an earlier run of an application, and without reports that tell how far it is ("Step 3/8"),
there is no number. What remains is told as a range. Earlier runs say where the phase stands that was reported last, and
how much came after it; the further a component has come, the more its own pace counts, not theirs.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from statistics import median

from murano_panel.domain.records import Report
from murano_panel.domain.state.phases import Own
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.progress import fraction
from murano_panel.domain.state.runs import Mark, Run, Track, key_of, marks_of, with_ends

# Earlier runs that are looked at: for the time that they took, and for what they did when.
MAX_SAMPLES, MAX_TRACKS = 10, 5
# The end itself is not foretold.
MOST = 0.99
# It runs late when it takes longer than this share of so many earlier runs.
LATE_SHARE, LATE_RUNS = 0.9, 3
# How much slower or faster than earlier runs it is believed to be, and from which share of it on that fully counts.
PACE = 3.0
PACE_COUNTS = 0.5


@dataclass(frozen=True)
class History:
    """What earlier runs tell about one. own: that one. runs: those before it, of its environment, newest first.

    elsewhere: components of the same classes in other environments of the project, newest first.
    """

    own: Run
    runs: tuple[Run, ...] = ()
    elsewhere: tuple[Track, ...] = ()


@dataclass(frozen=True)
class Estimate:
    """fraction: 0 to 0.99, never less than it was with the same history; None where it is not known.

    left: (shortest, longest) seconds, None where nothing is known. longer_than, of: so many of so many earlier runs
    with the same components took less time.
    """

    fraction: float | None = None
    left: tuple[int, int] | None = None
    longer_than: int = 0
    of: int = 0

    @property
    def is_late(self) -> bool:
        """It takes longer than nearly all before it."""
        return self.of >= LATE_RUNS and self.longer_than >= LATE_SHARE * self.of


@dataclass(frozen=True)
class _Told:
    """What a component has reported. What only a comparison with earlier runs needs is made when there are any."""

    about: Plan
    own_id: str
    reports: Sequence[tuple[int, Report]]

    @cached_property
    def shares(self) -> list[tuple[Report, tuple[int, float]]]:
        """The reports that tell how far it is, each with its (second, fraction)."""
        found = ((report, fraction(report.text)) for _index, report in self.reports)
        return [(report, (self.about.second_of(report.created), share)) for report, share in found if share is not None]

    @cached_property
    def own(self) -> list[tuple[int, float]]:
        """(second, fraction) of the component itself. That of a part of the work starts anew with the next."""
        return [point for report, point in self.shares if report.entity_id == self.own_id]

    @cached_property
    def fractions(self) -> dict[str, list[tuple[int, float]]]:
        """{mark: [(second, fraction)]}."""
        found: dict[str, list[tuple[int, float]]] = {}
        for report, point in self.shares:
            found.setdefault(key_of(self.about, report), []).append(point)
        return found

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        return marks_of(self.about, self.reports)

    @cached_property
    def phases(self) -> list[tuple[Mark, int | None]]:
        return with_ends(self.marks)

    @property
    def newest(self) -> int:
        """The second of its newest report, 0 without any."""
        return self.about.second_of(self.reports[-1][1].created) if self.reports else 0

    @property
    def starts_anew(self) -> bool:
        return any(later[1] < earlier[1] for earlier, later in zip(self.own, self.own[1:], strict=False))


def estimate(about: Plan, own: Own, history: History | None, now: datetime) -> Estimate:
    """The estimate for a deployment that runs. ``own``: all reports up to ``now``, which is the server's clock."""
    elapsed = about.second_of(now)
    totals = _totals(history) if history else []
    told = {own_id: _Told(about, own_id, reports) for own_id, reports in own.items()}
    wanted = [part.id for part in about.parts if not part.removed] if about.kind == 'deploy' else []
    samples = {own_id: _samples(own_id, history) for own_id in wanted} if history else {}
    known = bool(wanted) and all(samples.get(own_id) or told[own_id].own for own_id in wanted)
    counted = {'longer_than': sum(total < elapsed for total in totals), 'of': len(totals)}
    if known and (not totals or all(samples.values())):
        found = Estimate(_fraction(told, samples, wanted, elapsed), _left(told, samples, wanted, elapsed), **counted)
    else:
        found = Estimate(_fraction_of(totals, elapsed), _left_of(totals, elapsed), **counted)
    if found.is_late and not all(told[own_id].own for own_id in wanted):
        # What they took is no measure any more; only what is reported can tell.
        return Estimate(found.fraction, None, **counted)
    return found


def _totals(history: History) -> list[int]:
    """Seconds of earlier runs with the same components, where there are such only those in which as many were new."""
    own = history.own
    as_new = [run.seconds for run in history.runs if run.kinds == own.kinds]
    alike = [run.seconds for run in history.runs if sorted(run.parts.values()) == sorted(own.parts.values())]
    return (as_new or alike)[:MAX_SAMPLES]


def _samples(own_id: str, history: History) -> list[Track]:
    """Earlier runs of this component, else of its class; where there are such, only those as new as it is."""
    name, is_first = history.own.parts.get(own_id, ''), own_id in history.own.first
    here = [track for run in history.runs for track in run.tracks or ()]
    alike = [track for track in (*here, *history.elsewhere) if name and track.class_name == name]
    same = [track for track in here if track.component_id == own_id]
    for choice in (same, alike):
        as_new = [track for track in choice if track.is_first == is_first]
        if as_new:
            return as_new[:MAX_TRACKS]
    return (same or alike)[:MAX_TRACKS]


def _position(track: Track, told: _Told, second: int) -> float:
    """The second of an earlier run at which that was as far as this one is; never less than earlier."""
    slots = track.slots
    found = float(min(told.marks[0].at if told.marks else second, track.first))
    for mark, ended in told.phases:
        if mark.key in slots:
            start, end = slots[mark.key]
            until = second if ended is None else ended
            found = max(found, start + _into(mark, told.fractions.get(mark.key, []), until, end - start))
    return found


def _into(mark: Mark, points: Sequence[tuple[int, float]], until: int, width: int) -> float:
    """Seconds into a phase that took ``width`` seconds: as it says itself, else by the time since it began."""
    by_time = min(max(0, (points[0][0] if points else until) - mark.at), width)
    return max(by_time, max((share for _second, share in points), default=0.0) * width)


def _left(
    told: dict[str, _Told], samples: dict[str, list[Track]], wanted: Sequence[str], elapsed: int
) -> tuple[int, int] | None:
    """Components work beside each other: what takes longest decides."""
    ranges = [
        _left_by_runs(told[own_id], samples[own_id], elapsed)
        if samples.get(own_id)
        else _left_by_pace(told[own_id], elapsed)
        for own_id in wanted
    ]
    known = [found for found in ranges if found]
    if len(known) < len(ranges):
        return None
    return max(low for low, _high in known), max(high for _low, high in known)


def _left_by_runs(told: _Told, tracks: Sequence[Track], elapsed: int) -> tuple[int, int]:
    """The range that earlier runs leave, a little wider, as they are few."""
    found = [_left_by_run(told, track, elapsed) for track in tracks]
    spare = 0.25 / math.sqrt(len(found))
    return max(0, int(min(found) * (1 - spare))), math.ceil(max(found) * (1 + spare)) + 1


def _left_by_run(told: _Told, track: Track, elapsed: int) -> float:
    if not told.marks:
        # It may wait longer than it did then, but will do no less.
        return track.tail + max(track.last - elapsed, track.last - track.first)
    there, beyond = _position(track, told, told.newest), _position(track, told, told.newest + track.seconds)
    pace = _pace(told, track, there, beyond, elapsed)
    left = (track.last - there + track.tail) * pace - (elapsed - told.newest)
    # Once it reports again, it will have left the phase that it is in.
    return max(left, (track.last - beyond) * pace, 0)


def _pace(told: _Told, track: Track, there: float, beyond: float, elapsed: int) -> float:
    """How much slower than an earlier run it is, 1 as long as it has done too little to tell.

    there: how far that was with the newest report; beyond: when it left the phase that this one is still in.
    """
    began, then = told.marks[0].at, there - track.first
    pace = 1.0
    if then > 0:
        ratio = min(PACE, max(1 / PACE, (told.newest - began) / then))
        pace += (ratio - 1) * min(1.0, then / track.last / PACE_COUNTS)
    if beyond > track.first:
        pace = max(pace, min(PACE, (elapsed - began) / (beyond - track.first)))
    return pace


def _left_by_pace(told: _Told, elapsed: int) -> tuple[int, int] | None:
    """What is left by what the component itself says of how far it is; None until it has said so twice."""
    if told.starts_anew or len({share for _second, share in told.own}) < 2:
        return None
    (first, least), (before, nearly), (last, most) = told.own[0], told.own[-2], told.own[-1]
    rate = (last - first) / (most - least)
    left, step = (1 - most) * rate - (elapsed - last), max(most - nearly, 0.0) * rate or last - before
    # "Step 3/8" may be said when that begins or when it is over.
    return max(0, int(left * 0.9)), max(1, math.ceil((left + step) * 1.1))


def _fraction(
    told: dict[str, _Told], samples: dict[str, list[Track]], wanted: Sequence[str], elapsed: int
) -> float | None:
    """Of the time that the slowest component takes in all; by what is done, not by the clock."""
    whole = {
        own_id: median(track.last + track.tail for track in tracks) for own_id, tracks in samples.items() if tracks
    }
    longest = max(whole.values(), default=1.0) or 1.0
    rest = []
    for own_id in wanted:
        if samples.get(own_id):
            tracks = samples[own_id]
            rest.append(median(track.last + track.tail - _position(track, told[own_id], elapsed) for track in tracks))
        elif told[own_id].starts_anew:
            return None
        else:
            rest.append((1 - told[own_id].own[-1][1]) * longest)
    return min(MOST, max(0.0, 1 - max(rest) / longest))


def _fraction_of(totals: Sequence[int], elapsed: int) -> float | None:
    """By the clock, where only the time of earlier runs is known."""
    return min(MOST, elapsed / max(1.0, median(totals))) if totals else None


def _left_of(totals: Sequence[int], elapsed: int) -> tuple[int, int] | None:
    if not totals or elapsed >= max(totals):
        return None
    return max(0, min(totals) - elapsed), max(totals) - elapsed
