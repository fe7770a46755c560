"""What a component was at, one phase after the other: its reports, with those put together that only count on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from murano_panel.domain.records import Report
from murano_panel.domain.state.plan import Plan

# What has a digit differs from run to run: numbers, addresses, ids. What remains is the same step of an application.
_DIGIT = re.compile(r'\d')
MAX_READ = 200
# Phases of one component, and objects inside it, that are told apart; what comes after them is told as one.
MAX_PHASES = 30
MAX_LANES = 5


@dataclass(frozen=True, slots=True)
class Phase:
    """What one object of a component reported, until it reported something else.

    at: seconds from the start of the deployment. to: seconds, None for the last one of its object, of which nobody
    tells when it was over. text: of the newest of its ``count`` lines. lane: 0 for the component itself, 1 and on for
    objects inside it, of which ``inside`` is the name. newest: the index of the newest report that it depends on.
    """

    at: int
    to: int | None
    text: str
    level: str
    count: int
    lane: int
    inside: str
    newest: int


def shape(text: str) -> str:
    """The words of a report without what differs from run to run: ``Step 3/8`` and ``Step 4/8`` are the same."""
    return _shape(text[:MAX_READ])


# Each tick sees the whole log again, of which there are few so long.
@lru_cache(maxsize=16 * 1024)
def _shape(text: str) -> str:
    return ' '.join('#' if _DIGIT.search(word) else word for word in text.split())


# {id of a component: its reports, each with its index among all}.
Own = Mapping[str, Sequence[tuple[int, Report]]]


def by_component(about: Plan, reports: Sequence[Report]) -> Own:
    """The reports of each component that the plan knows: read once, for all that is made of them."""
    found: dict[str, list[tuple[int, Report]]] = {part.id: [] for part in about.parts}
    lists = {entity: found[owner] for entity, owner in about.owners.items() if owner in found}
    for index, report in enumerate(reports):
        own = lists.get(report.entity_id or '')
        if own is not None:
            own.append((index, report))
    return found


class _Open:
    """A phase that may go on. ``words``: the shape of its newest text."""

    __slots__ = ('at', 'count', 'inside', 'lane', 'level', 'newest', 'text', 'to', 'words')

    def __init__(self, at: int, report: Report, lane: int, inside: str, index: int, words: str) -> None:
        self.at, self.text, self.level, self.count = at, report.text, report.level, 1
        self.to: int | None = None
        self.lane, self.inside, self.newest, self.words = lane, inside, index, words

    def take(self, report: Report, index: int) -> None:
        if self.level != 'error':
            self.level = report.level
        self.text, self.newest = report.text, index
        self.count += 1

    def closed(self) -> Phase:
        return Phase(self.at, self.to, self.text, self.level, self.count, self.lane, self.inside, self.newest)


def phases(about: Plan, part_id: str, reports: Sequence[tuple[int, Report]]) -> tuple[Phase, ...]:
    """The phases of one component in the order in which they began."""
    found: list[_Open] = []
    lanes = {part_id: 0}
    # {lane: its newest phase}
    open_at: dict[int, _Open] = {}
    for index, report in reports:
        entity = report.entity_id or ''
        lane = lanes.setdefault(entity, min(len(lanes), MAX_LANES))
        before = open_at.get(lane)
        if len(found) >= MAX_PHASES:
            # Objects that report for the first time after so many phases are told with the newest one.
            (before or found[-1]).take(report, index)
            continue
        words = shape(report.text)
        if before and before.level == report.level and before.words == words:
            before.take(report, index)
            continue
        at = about.second_of(report.created)
        if before:
            before.to, before.newest = at, index
        open_at[lane] = _Open(at, report, lane, about.inside.get(entity, ''), index, words)
        found.append(open_at[lane])
    return tuple(phase.closed() for phase in found)
