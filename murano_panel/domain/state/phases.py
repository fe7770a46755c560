"""What a component was at, one phase after the other: its reports, with those put together that only count on."""

import re
from collections.abc import Sequence
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


@dataclass(frozen=True)
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


def by_component(about: Plan, reports: Sequence[Report]) -> dict[str, list[tuple[int, Report]]]:
    """{id of a component: its reports, each with its index among all}, of those that the plan knows."""
    found: dict[str, list[tuple[int, Report]]] = {part.id: [] for part in about.parts}
    for index, report in enumerate(reports):
        own = found.get(about.owners.get(report.entity_id or '', ''))
        if own is not None:
            own.append((index, report))
    return found


def phases(about: Plan, part_id: str, reports: Sequence[tuple[int, Report]]) -> tuple[Phase, ...]:
    """The phases of one component in the order in which they began."""
    found: list[Phase] = []
    lanes = {part_id: 0}
    # {lane: the place of its newest phase}
    open_at: dict[int, int] = {}
    for index, report in reports:
        entity = report.entity_id or ''
        lane = lanes.setdefault(entity, min(len(lanes), MAX_LANES))
        at = about.second_of(report.created)
        before = open_at.get(lane)
        if before is not None and (_goes_on(found[before], report) or len(found) >= MAX_PHASES):
            found[before] = _longer(found[before], report, index)
            continue
        if before is not None:
            found[before] = _ended(found[before], at, index)
        elif len(found) >= MAX_PHASES:
            # Objects that report for the first time after so many phases are told with the newest one.
            found[-1] = _longer(found[-1], report, index)
            continue
        open_at[lane] = len(found)
        found.append(Phase(at, None, report.text, report.level, 1, lane, about.inside.get(entity, ''), index))
    return tuple(found)


def _goes_on(phase: Phase, report: Report) -> bool:
    return phase.level == report.level and shape(phase.text) == shape(report.text)


def _longer(phase: Phase, report: Report, index: int) -> Phase:
    level = 'error' if 'error' in (phase.level, report.level) else report.level
    return Phase(phase.at, phase.to, report.text, level, phase.count + 1, phase.lane, phase.inside, index)


def _ended(phase: Phase, at: int, index: int) -> Phase:
    return Phase(phase.at, at, phase.text, phase.level, phase.count, phase.lane, phase.inside, index)
