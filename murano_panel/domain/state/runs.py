"""Earlier deployments as estimates need them: when which phase of which component began, and no text at all."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from murano_panel.domain.model.object_model import class_name, component_id
from murano_panel.domain.records import Deployment, Report
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state.phases import Own, shape
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.progress import seconds_between

# Marks that are kept of one component, and objects of one deployment.
MAX_MARKS = 40
MAX_TRACKS = 200


@dataclass(frozen=True)
class Mark:
    """A phase of a component. ``key``: a digest of what it reported.

    at, last: when its first and its newest report came, in seconds from the start of the deployment.
    """

    key: str
    at: int
    last: int


@dataclass(frozen=True)
class Track:
    """One component of one deployment. ``is_first``: it was not deployed before.

    seconds: the whole deployment's. end: when the last report of any component came. Both from its start.
    """

    component_id: str
    class_name: str
    is_first: bool
    marks: tuple[Mark, ...]
    seconds: int
    end: int

    @cached_property
    def first(self) -> int:
        """Seconds to its own first report, 0 where it reported nothing."""
        return self.marks[0].at if self.marks else 0

    @cached_property
    def last(self) -> int:
        """Seconds to its own last report, 0 where it reported nothing."""
        return max((mark.last for mark in self.marks), default=0)

    @cached_property
    def slots(self) -> dict[str, tuple[int, int]]:
        """{mark: (second at which its phase began, second at which the next one did)}."""
        ended = with_ends(self.marks)
        return {mark.key: (mark.at, max(mark.at, self.last) if end is None else end) for mark, end in ended}

    @property
    def tail(self) -> int:
        """Seconds from the last report of all to the end: what was still done then nobody told."""
        return self.seconds - self.end


@dataclass(frozen=True)
class Run:
    """A deployment that ended well. what: kind and method, see what_of(). parts: {id of a component: its class}.

    first: ids of those that were not deployed before. tracks: None as long as its reports were not read.
    """

    id: str
    what: str
    started: datetime
    seconds: int
    parts: dict[str, str]
    first: tuple[str, ...]
    tracks: tuple[Track, ...] | None = None

    @property
    def kinds(self) -> tuple[tuple[str, bool], ...]:
        """What is alike in runs that take alike: the classes of the components, and which of them are new."""
        return tuple(sorted((name, own_id in self.first) for own_id, name in self.parts.items()))


def what_of(deployment: Deployment) -> str:
    """What runs have to share to be compared: ``deploy``, ``delete``, or an action's method and object."""
    sort = deployment_status.kind(deployment)
    if sort != deployment_status.ACTION or deployment.action is None:
        return sort
    return f'{sort}:{deployment.action.method}:{deployment.action.object_id}'


def run_of(deployment: Deployment, earlier: Collection[str]) -> Run:
    """A deployment without its reports. ``earlier``: ids of the components that had been deployed before."""
    # What the other kinds concern is told by what they are.
    components = deployment.components[:MAX_TRACKS] if deployment.is_deploy else ()
    parts = {component_id(item): class_name(item) for item in components}
    finished = deployment.finished or deployment.started
    return Run(
        id=deployment.id,
        what=what_of(deployment),
        started=deployment.started,
        seconds=seconds_between(deployment.started, finished),
        parts=parts,
        first=tuple(own_id for own_id in parts if own_id not in earlier),
    )


def runs_of(newest_first: Sequence[Deployment]) -> list[Run]:
    """A run of each deployment, also of those that have not ended or not ended well, newest first."""
    seen: set[str] = set()
    found = []
    for deployment in reversed(newest_first):
        found.append(run_of(deployment, seen))
        if deployment.is_deploy:
            seen |= found[-1].parts.keys()
    return found[::-1]


def ended_well(deployment: Deployment) -> bool:
    """Only such are worth comparing with: what fails ends early, or late."""
    return deployment.finished is not None and deployment.state == 'success' and not deployment.exception


def tracks_of(run: Run, about: Plan, own: Own) -> tuple[Track, ...]:
    """What the reports of a run tell of its components."""
    found = {own_id: marks_of(about, reports) for own_id, reports in own.items()}
    end = max((mark.last for marks in found.values() for mark in marks), default=0)
    return tuple(
        Track(own_id, name, own_id in run.first, found[own_id], run.seconds, min(end, run.seconds))
        for own_id, name in run.parts.items()
        # Of a component that the plan does not know nothing can be told.
        if own_id in found
    )


def marks_of(about: Plan, reports: Iterable[tuple[int, Report]]) -> tuple[Mark, ...]:
    """The marks of one component, in the order in which their phases began."""
    # {key: seconds of its first and its newest report}
    found: dict[str, list[int]] = {}
    for _index, report in reports:
        key, at = key_of(about, report), about.second_of(report.created)
        if key in found:
            found[key][1] = at
        elif len(found) < MAX_MARKS:
            found[key] = [at, at]
    return tuple(Mark(key, first, last) for key, (first, last) in found.items())


def with_ends(marks: Sequence[Mark]) -> list[tuple[Mark, int | None]]:
    """Each mark with the second at which the phase after it began, None for the newest.

    What objects beside each other report at once, by a clock of whole seconds, begins together.
    """
    starts = [mark.at for mark in marks]
    return [
        (mark, next((start for start in starts[place:] if start > mark.at + 1), None))
        for place, mark in enumerate(marks, 1)
    ]


def key_of(about: Plan, report: Report) -> str:
    """What the same phase is called in every run. A digest, as texts may hold secrets."""
    return _digest(about.inside.get(report.entity_id or '', ''), shape(report.text))


@lru_cache(maxsize=16 * 1024)
def _digest(inside: str, said: str) -> str:
    return hashlib.blake2b(f'{inside}\0{said}'.encode(), digest_size=6).hexdigest()
