"""Taking back one property of what a draft changes: as if it had never been set, and all else as it is."""

import hashlib
from collections.abc import Collection, Iterator, Sequence

from murano_panel.domain.model.changes import PropertyChange, has_two_names, shown_path, value_by_value
from murano_panel.domain.model.muranos_own import is_muranos_own
from murano_panel.domain.model.object_model import component_id, objects
from murano_panel.domain.model.sameness import is_alike
from murano_panel.domain.model.secrets import METADATA_KEY
from murano_panel.domain.model.tree import BY_ID, HEADER, ORDER, Change, apply_changes, difference, inside
from murano_panel.domain.records import ObjectModel

# Where forms keep what they must remember.
_REMEMBERED = (HEADER, 'metadata', METADATA_KEY)


def key_of(change: PropertyChange) -> str:
    """By which a button names the property that it takes back: another one on a page that is older than the draft."""
    told = f'{change.path}\n{change.old}\n{change.new}\n{change.old_raw}\n{change.new_raw}'
    return hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:32]


def without_property(deployed: ObjectModel, drafted: ObjectModel, path: str) -> ObjectModel:
    """The drafted component with the property at this path, as ``PropertyChange`` calls it, as it is deployed.

    That is what is deployed with all other changes. What forms keep of their answers goes along where it says the same.
    Raises PathGone where the other changes cannot be made without this one.
    """
    apart = has_two_names(deployed) or has_two_names(drafted)
    made = [change for change in difference(deployed, drafted, lists=BY_ID) if not is_muranos_own(change.path)]
    wanted = [change for change in made if ORDER not in change.path and path in _shown_paths(change, apart=apart)]

    def goes_along(change: Change) -> bool:
        return change.path[:3] == _REMEMBERED and any(
            is_alike(change.old, other.old) and is_alike(change.new, other.new) for other in wanted
        )

    undone: ObjectModel = apply_changes(
        deployed, [change for change in made if change not in wanted and not goes_along(change)]
    )
    return undone


def breaks(committed: Sequence[ObjectModel], present: Sequence[ObjectModel], undone: Sequence[ObjectModel]) -> bool:
    """Whether components would now have an object twice, or refer to one that is gone; ``present``: before the undo."""
    ids = [component_id(part) for part in objects(undone)]
    known = {component_id(part) for part in objects([*committed, *present])}
    return len(set(ids)) < len(ids) or bool(_lost(undone, known) - _lost(present, known))


def _lost(components: Sequence[ObjectModel], known: Collection[str]) -> set[tuple[str, str]]:
    """(component, id that it refers to), of ids of objects that none of the components has."""
    there = {component_id(part) for part in objects(components)}
    return {
        (component_id(item), text)
        for item in components
        for text in inside(item)
        if isinstance(text, str) and text in known and text not in there
    }


def _shown_paths(change: Change, *, apart: bool) -> Iterator[str]:
    for path, _old, _new in value_by_value(change):
        yield shown_path(path, apart=apart)
