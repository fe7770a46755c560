"""The pictures of the statistics as numbers: the template draws them, the style sheet gives them their colours.

No library: those that PyPI packages ship as static files (XStatic's D3 and Chart.js) are ten years old and draw in the
browser alone, for what is a few rectangles.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from murano_panel.domain.state.statistics import Day, Durations

# Units of a picture, which is as wide as its place: HEIGHT of all bars, WIDTH of a day, of which GAP stays free.
HEIGHT, WIDTH, GAP = 100, 10, 2
LENGTH = 100


@dataclass(frozen=True)
class DayBar:
    """A day's bar, which stands on the bottom: above the good ones (``good_y``, ``good_height``) the bad ones."""

    day: Day
    x: float
    good_y: float
    good_height: float
    bad_y: float
    bad_height: float


@dataclass(frozen=True)
class DayBars:
    """``most``: deployments that a bar as high as the picture stands for."""

    bars: Sequence[DayBar]
    most: int
    width: int
    height: int = HEIGHT
    bar_width: int = WIDTH - GAP

    @property
    def first(self) -> date:
        return self.bars[0].day.day

    @property
    def last(self) -> date:
        return self.bars[-1].day.day


@dataclass(frozen=True)
class Bar:
    """From nothing to what nine of ten do not exceed, with a mark at the median."""

    length: float
    mark: float


def day_bars(days: Sequence[Day]) -> DayBars:
    """One bar for each day, the first one left."""
    most = max([day.total for day in days], default=0)
    scale = HEIGHT / most if most else 0
    return DayBars([_day_bar(index, day, scale) for index, day in enumerate(days)], most, WIDTH * len(days))


def bar(durations: Durations, longest: int) -> Bar | None:
    """``longest`` seconds are as long as the picture; None where nothing is known."""
    if durations.median is None or durations.ninetieth is None:
        return None
    scale = LENGTH / max(longest, 1)
    return Bar(round(durations.ninetieth * scale, 2), round(durations.median * scale, 2))


def _day_bar(index: int, day: Day, scale: float) -> DayBar:
    good, bad = round(day.good * scale, 2), round(day.bad * scale, 2)
    return DayBar(day, index * WIDTH + GAP / 2, HEIGHT - good, good, round(HEIGHT - good - bad, 2), bad)
