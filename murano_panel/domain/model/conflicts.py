"""What a lost draft and somebody else have both changed: told with the three values, and one of both is chosen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from murano_panel.domain.model import secrets
from murano_panel.domain.model.changes import names_of, property_change
from murano_panel.domain.model.tree import ABSENT, HEADER, Path, mapped, value_at
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import ObjectModel

# A change as the browser keeps it; portable() of reapply.py says what is in it.
Entry = dict[str, Any]

# What is chosen where somebody else changed the same property.
MINE, THEIRS = 'mine', 'theirs'


@dataclass(frozen=True)
class Conflict:
    """A property that the user's draft changed, and somebody else meanwhile too: one of both is chosen.

    base, theirs, mine: as they are shown, secrets masked. choice: MINE or THEIRS, '' before one is chosen.
    """

    key: str
    component_name: str
    path: str
    label: str
    base: str
    theirs: str
    mine: str
    is_flag: bool = False
    choice: str = ''


def key_of(own_id: str, path: Path) -> str:
    """What the form field for a place is called."""
    return json.dumps([own_id, *path])


def conflicts_of(
    entry: Entry, current: ObjectModel, components: Sequence[ObjectModel], choices: Mapping[str, str]
) -> list[tuple[Path, Conflict]]:
    """Where the component has by now neither what the draft began with nor what the draft makes of it.

    What forms keep for themselves is in its header and says the same once more.
    """
    base = {tuple(path): value for path, value in entry.get('base', [])}
    mine = {tuple(path): value for path, value in entry['set']} | {tuple(path): None for path in entry['unset']}
    names, words, hidden = names_of(components, components), words_of(current), secrets.recorded(current)
    found = []
    for path in mine:
        there = value_at(current, path)
        theirs = None if there is ABSENT else clean(there)
        is_ours = HEADER in path and path != (HEADER, 'name')
        if path not in base or is_ours or theirs in (base[path], mine[path]):
            continue
        masked = secrets.is_secret_path(path, hidden)
        to_mine, to_theirs = (
            property_change(path, base[path], value, names, words, hidden=masked) for value in (mine[path], theirs)
        )
        key = key_of(entry['id'], path)
        conflict = Conflict(
            key,
            entry['name'],
            to_mine.path,
            to_mine.label,
            to_mine.old,
            to_theirs.new,
            to_mine.new,
            to_mine.is_flag and to_theirs.is_flag,
            choice if (choice := choices.get(key, '')) in (MINE, THEIRS) else '',
        )
        found.append((path, conflict))
    return found


def without_theirs(entry: Entry, current: ObjectModel, found: Sequence[tuple[Path, Conflict]]) -> Entry:
    """The entry without what was given up for somebody else's value, kept answers of the form included."""
    given_up = [path for path, conflict in found if conflict.choice == THEIRS]
    mine = {tuple(path): value for path, value in entry['set']}
    pairs = [(mine.get(path), value_at(current, path)) for path in given_up]
    dropped = set(given_up) | {
        path
        for path, value in mine.items()
        if HEADER in path and any(_alike(value, own) and _alike(value_at(current, path), other) for own, other in pairs)
    }
    return {
        **entry,
        'set': [pair for pair in entry['set'] if tuple(pair[0]) not in dropped],
        'unset': [path for path in entry['unset'] if tuple(path) not in dropped],
        'withheld': [path for path in entry['withheld'] if tuple(path) not in dropped],
    }


def _alike(one: Any, other: Any) -> bool:
    """An answer and the property that is made of it: the engine converts between numbers and texts."""
    return one == other or str(one) == str(other)


def is_muranos_own(path: Path) -> bool:
    """Whether Murano adds it by itself: statuses and actions."""
    return any(
        part == HEADER and isinstance(key, str) and (key == 'status' or key.startswith('_'))
        for part, key in pairwise(path)
    )


def clean(value: Any) -> Any:
    """A copy without what Murano adds by itself. Only for what is compared as a whole; plain values are as they are."""
    if not isinstance(value, dict | list):
        return value
    return mapped(value, lambda _path, plain: plain, leave_out=is_muranos_own)
