"""Two deployments side by side: how long their components took, and what only one of them reported."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from murano_panel.domain.state.log import shown
from murano_panel.domain.state.progress import ComponentProgress, Line, Progress

# Rows of components, and lines of each log, that are told.
MAX_ROWS, MAX_LINES = 50, 100
# Characters of a line by which it is recognised.
MAX_COMPARED = 300

# What differs by nature between two runs of the same: ids, times and addresses that a cloud gives out.
_BY_NATURE = re.compile(
    r'[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}'
    r'|\b[0-9a-f]{12,64}\b'
    # Names that Murano and Heat make up: small letters and digits in a jumble.
    r'|\b(?=[a-z]{0,20}\d{1,20}[a-z])[a-z0-9]{12,40}\b'
    r'|\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?'
    r'|\b\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?\b'
    r'|\b\d{1,6}(?:\.\d{1,9})? ?(?:ms|s|sec|secs|seconds?|min|minutes?)\b'
    r'|\b\d{1,3}(?:\.\d{1,3}){3}\b(?!\.\d)'
    r'|\b\d{9,20}\b',
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Times:
    """How long one component took in each of both, in seconds; None where nothing is known."""

    name: str
    application: str
    class_name: str
    before: ComponentProgress | None
    after: ComponentProgress | None

    @property
    def difference(self) -> int | None:
        """Seconds that it took longer, negative for shorter."""
        sides = [side.elapsed_s for side in (self.before, self.after) if side and side.elapsed_s is not None]
        return sides[1] - sides[0] if len(sides) == 2 else None


@dataclass(frozen=True)
class OnlyIn:
    """The first ``lines`` that the one has and the other has not; ``number`` counts all of these."""

    lines: tuple[Line, ...]
    number: int

    @property
    def more(self) -> int:
        """How many are not told."""
        return self.number - len(self.lines)


@dataclass(frozen=True)
class Runs:
    """times: those of all components, of many those that differ most. in_both: lines that both logs have."""

    times: tuple[Times, ...]
    more_times: int
    before_only: OnlyIn
    after_only: OnlyIn
    in_both: int

    @property
    def longest(self) -> int:
        """Seconds of the component that took longest in either."""
        sides = (side for item in self.times for side in (item.before, item.after))
        return max((side.elapsed_s or 0 for side in sides if side), default=0)


def runs_of(before: Progress, after: Progress) -> Runs:
    """What both runs tell, components in the order of the second."""
    times = _times(before, after)
    told = times
    if len(times) > MAX_ROWS:
        most = sorted(times, key=lambda item: abs(item.difference or 0), reverse=True)[:MAX_ROWS]
        told = [item for item in times if item in most]
    before_only, in_both = _without(before.lines, after.lines)
    after_only, _same = _without(after.lines, before.lines)
    return Runs(tuple(told), len(times) - len(told), before_only, after_only, in_both)


def _times(before: Progress, after: Progress) -> list[Times]:
    old, new = ({item.id: item for item in side.components} for side in (before, after))
    return [
        Times(item.name, item.application, item.class_name, old.get(own_id), new.get(own_id))
        for own_id, item in {**new, **{own_id: item for own_id, item in old.items() if own_id not in new}}.items()
    ]


def _without(lines: Sequence[Line], others: Sequence[Line]) -> tuple[OnlyIn, int]:
    """Those that the others do not have as often, and how many they have."""
    left = Counter(map(_recognised, others))
    only = []
    for line in lines:
        known = _recognised(line)
        if left[known]:
            left[known] -= 1
        else:
            only.append(line)
    return OnlyIn(tuple(map(shown, only[:MAX_LINES])), len(only)), len(lines) - len(only)


def _recognised(line: Line) -> tuple[str, str, str]:
    return line.component_id, line.level, _BY_NATURE.sub('…', line.text[:MAX_COMPARED])
