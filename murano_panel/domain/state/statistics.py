"""What the deployments of a period come to: how many each day, how they ended, how long they took, why they failed."""

import re
import statistics as mathematics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from murano_panel.domain.state.progress import seconds_between
from murano_panel.domain.state.summary import Summary

# That have a line of their own.
MAX_APPLICATIONS, MAX_CAUSES = 15, 10

# What differs between two texts that say the same: ids, addresses, numbers, and what is quoted.
_PARTICULAR = re.compile(
    r"""[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{16,64}\b|\d[\d.:]{0,40}|"[^"]{0,80}"|'[^']{0,80}'""",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Day:
    """How the deployments that began on this day ended."""

    day: date
    good: int = 0
    bad: int = 0

    @property
    def total(self) -> int:
        """Of those that have ended."""
        return self.good + self.bad


@dataclass(frozen=True)
class Durations:
    """Seconds of those that ended well, None where none did."""

    median: int | None
    ninetieth: int | None


@dataclass(frozen=True)
class ApplicationFigures:
    """Of the deployments that brought or changed an application. ``name`` is untrusted."""

    name: str
    good: int
    bad: int
    durations: Durations

    @property
    def total(self) -> int:
        return self.good + self.bad


@dataclass(frozen=True)
class Cause:
    """``count`` deployments failed with such a text, ``latest`` with the very one that is shown."""

    count: int
    latest: Summary


@dataclass(frozen=True)
class Statistics:
    """Of deployments that began within the period; actions and deletions are no part of it.

    days: each day of it, the first one first. running: those that have not ended, which nothing else counts.
    applications: the most deployed ones first. causes: the most frequent ones first.
    """

    days: Sequence[Day]
    running: int
    durations: Durations
    applications: Sequence[ApplicationFigures]
    causes: Sequence[Cause]

    @property
    def good(self) -> int:
        return sum(day.good for day in self.days)

    @property
    def bad(self) -> int:
        return sum(day.bad for day in self.days)

    @property
    def total(self) -> int:
        """Of those that have ended."""
        return self.good + self.bad


def statistics(found: Iterable[Summary], last: date, days: int, zone: tzinfo) -> Statistics:
    """Of the ``days`` days up to ``last``, as the zone counts them; ``found`` may hold more."""
    period = [last - timedelta(days=back) for back in reversed(range(days))]
    within = [
        (day, item)
        for item in found
        if item.is_deploy and period[0] <= (day := item.started.astimezone(zone).date()) <= last
    ]
    ended = [(day, item) for day, item in within if item.finished]
    counts = Counter((day, item.is_bad) for day, item in ended)
    return Statistics(
        days=[Day(day, counts[day, False], counts[day, True]) for day in period],
        running=len(within) - len(ended),
        durations=_durations([item for _day, item in ended]),
        applications=_applications([item for _day, item in ended]),
        causes=_causes([item for _day, item in ended if item.is_bad]),
    )


def _durations(ended: Iterable[Summary]) -> Durations:
    seconds = sorted(
        seconds_between(item.started, item.finished) for item in ended if item.finished and not item.is_bad
    )
    if not seconds:
        return Durations(None, None)
    # The smallest that nine of ten do not exceed.
    return Durations(round(mathematics.median(seconds)), seconds[-(-9 * len(seconds) // 10) - 1])


def _applications(ended: Iterable[Summary]) -> list[ApplicationFigures]:
    by_name = defaultdict(list)
    for item in ended:
        for name in item.applications:
            by_name[name].append(item)
    most_first = sorted(by_name.items(), key=lambda pair: (-len(pair[1]), pair[0].lower()))
    return [_figures(name, items) for name, items in most_first[:MAX_APPLICATIONS]]


def _figures(name: str, items: Sequence[Summary]) -> ApplicationFigures:
    bad = sum(item.is_bad for item in items)
    return ApplicationFigures(name, len(items) - bad, bad, _durations(items))


def _causes(failed: Iterable[Summary]) -> list[Cause]:
    alike = defaultdict(list)
    for item in failed:
        alike[_PARTICULAR.sub('…', item.reason).lower()].append(item)
    found = [Cause(len(items), max(items, key=lambda item: item.started)) for items in alike.values()]
    return sorted(found, key=lambda cause: (cause.count, cause.latest.started), reverse=True)[:MAX_CAUSES]
