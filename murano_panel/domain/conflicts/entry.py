"""What the browser keeps of one component's changes: read, and without what is given up."""

from collections.abc import Collection, Iterable
from typing import Any

from murano_panel.domain.model.tree import Change, Path, PathGone, apply_changes
from murano_panel.domain.records import ObjectModel

# portable() of saved_changes.py says what is in it.
Entry = dict[str, Any]


def mine_of(entry: Entry) -> dict[Path, Any]:
    """{path: what the draft makes of it}, None for nothing."""
    return {tuple(path): value for path, value in entry['set']} | {tuple(path): None for path in entry['unset']}


def digests_of(entry: Entry) -> dict[Path, list[str]]:
    """{path: digests of what the draft began with and of what it makes of it}, of what has secrets in it."""
    return {tuple(path): known for path, *known in entry.get('digests', [])}


def with_mine(entry: Entry, current: ObjectModel) -> ObjectModel:
    """The component as far as the draft can be laid over it: for the words that come with its values."""
    try:
        mine: ObjectModel = apply_changes(current, [Change(tuple(path), None, value) for path, value in entry['set']])
    except PathGone:
        return current
    return mine


def without(entry: Entry, dropped: Collection[Path]) -> Entry:
    """The entry without these places and all that is below them."""
    parts = frozenset(dropped)

    def is_dropped(path: Iterable[str | int]) -> bool:
        whole = tuple(path)
        return any(whole[:length] in parts for length in range(len(whole) + 1))

    return {
        **entry,
        'set': [pair for pair in entry['set'] if not is_dropped(pair[0])],
        'unset': [path for path in entry['unset'] if not is_dropped(path)],
        'withheld': [path for path in entry['withheld'] if not is_dropped(path)],
    }
