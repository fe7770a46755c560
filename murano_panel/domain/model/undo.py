"""Taking back one property of what a draft changes: as if it had never been set, and all else as it is."""

import hashlib
from collections.abc import Iterator

from murano_panel.domain.model.changes import PropertyChange, has_two_names, shown_path, value_by_value
from murano_panel.domain.model.conflicts import is_alike, is_muranos_own
from murano_panel.domain.model.secrets import METADATA_KEY
from murano_panel.domain.model.tree import BY_ID, HEADER, ORDER, Change, apply_changes, difference
from murano_panel.domain.records import ObjectModel

# Where forms keep what they must remember.
_REMEMBERED = (HEADER, 'metadata', METADATA_KEY)


def key_of(change: PropertyChange) -> str:
    """By which a button names the property that it takes back: another one on a page that is older than the draft."""
    told = f'{change.path}\n{change.old}\n{change.new}\n{change.old_raw}\n{change.new_raw}'
    return hashlib.sha256(told.encode('utf-8', 'surrogatepass')).hexdigest()[:32]


def without_property(deployed: ObjectModel, drafted: ObjectModel, path: str) -> ObjectModel:
    """The drafted component with the property at this path, as ``PropertyChange`` calls it, as it is deployed.

    What forms keep of their answers goes along where it says the same.
    """
    apart = has_two_names(deployed) or has_two_names(drafted)
    back = [
        change
        for change in difference(drafted, deployed, lists=BY_ID)
        if ORDER not in change.path and not is_muranos_own(change.path)
    ]
    wanted = [change for change in back if path in _shown_paths(change, apart=apart)]
    kept = [
        change
        for change in back
        if change.path[:3] == _REMEMBERED
        and change not in wanted
        and any(is_alike(change.old, other.old) and is_alike(change.new, other.new) for other in wanted)
    ]
    undone: ObjectModel = apply_changes(drafted, [*wanted, *kept])
    return undone


def _shown_paths(change: Change, *, apart: bool) -> Iterator[str]:
    for path, _old, _new in value_by_value(change):
        yield shown_path(path, apart=apart)
