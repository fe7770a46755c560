"""A small version of a topology: the components that matter most, what they use, and what a change set does to them."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from murano_panel.domain.model.names import is_said_by, told_apart
from murano_panel.domain.model.object_model import (
    Catalog,
    application_name,
    component_id,
    uses,
)
from murano_panel.domain.model.topology import Edge
from murano_panel.domain.records import ObjectModel

# Components that are read at a glance.
MOST = 12


@dataclass(frozen=True)
class Box:
    """A component. application: '' where its name says it. kind: of its change, '' for none.

    uses: names of what it uses, also of what is not in the sketch; MOST at the most, ``more_uses`` are not told.
    """

    id: str
    name: str
    application: str
    kind: str = ''
    uses: tuple[str, ...] = ()
    more_uses: int = 0


@dataclass(frozen=True)
class Sketch:
    """boxes: MOST at the most, of ``total`` components. is_change: it is about a change set."""

    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    total: int
    is_change: bool = False

    @property
    def more(self) -> int:
        """Components that are not in it."""
        return self.total - len(self.boxes)


def sketch(components: Sequence[ObjectModel], catalog: Catalog | None = None) -> Sketch | None:
    """Of components as they are. None for fewer than two: one box says no more than its name."""
    return _sketch(components, {}, catalog or {}, is_change=False)


def change_sketch(
    before: Sequence[ObjectModel],
    after: Sequence[ObjectModel],
    kinds: Mapping[str, str],
    catalog: Catalog | None = None,
) -> Sketch | None:
    """Of what is there after a change set, then what that removes. ``kinds``: {id of a component: of its change}.

    None for fewer than two components, or where none of them changes.
    """
    there = {component_id(item) for item in after}
    listed = [*after, *(item for item in before if component_id(item) not in there)]
    changed = {own_id: kind for own_id, kind in kinds.items() if kind}
    if not any(component_id(item) in changed for item in listed):
        return None
    return _sketch(listed, changed, catalog or {}, is_change=True)


def _sketch(
    listed: Sequence[ObjectModel], kinds: Mapping[str, str], catalog: Catalog, *, is_change: bool
) -> Sketch | None:
    by_id = {component_id(item): item for item in listed}
    if len(by_id) < 2:
        return None
    names, used = told_apart(listed, catalog), uses(by_id.values())
    kept = set(_nearest_first(used, kinds)[:MOST])
    shown = [own_id for own_id in by_id if own_id in kept]
    return Sketch(
        boxes=tuple(
            Box(
                own_id,
                names[own_id],
                _application(names[own_id], by_id[own_id], catalog),
                kinds.get(own_id, ''),
                tuple(sorted(names[other] for other in used[own_id])[:MOST]),
                max(0, len(used[own_id]) - MOST),
            )
            for own_id in shown
        ),
        edges=tuple((user, other) for user in shown for other in sorted(used[user]) if other in kept),
        total=len(by_id),
        is_change=is_change,
    )


def _nearest_first(used: Mapping[str, Set[str]], kinds: Mapping[str, str]) -> list[str]:
    """The ids in ``used``: what changes, then what hangs together with it, then all else that hangs together."""
    ties: dict[str, list[str]] = {own_id: [] for own_id in used}
    for user, others in used.items():
        for other in sorted(others):
            ties[user].append(other)
            ties[other].append(user)
    found: dict[str, None] = {}
    starts = [[own_id for own_id in used if own_id in kinds], *([own_id] for own_id in used if ties[own_id]), [*used]]
    for start in starts:
        reached = [own_id for own_id in start if own_id not in found]
        found.update(dict.fromkeys(reached))
        for own_id in reached:
            further = [other for other in ties[own_id] if other not in found]
            found.update(dict.fromkeys(further))
            reached += further
    return list(found)


def _application(name: str, component: ObjectModel, catalog: Catalog) -> str:
    application = application_name(component, catalog)
    return '' if is_said_by(name, application) else application
