"""What a lost draft and somebody else have both changed: told with the three values, and one of both is chosen."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from murano_panel.domain.model import annotations, secrets
from murano_panel.domain.model.changes import Names, property_change, words_of_both
from murano_panel.domain.model.list_merge import merged
from murano_panel.domain.model.tree import ABSENT, HEADER, Change, Path, PathGone, apply_changes, mapped, value_at
from murano_panel.domain.records import ObjectModel

# A change as the browser keeps it; portable() of saved_changes.py says what is in it.
Entry = dict[str, Any]

# What is chosen where somebody else changed the same property; of lists, what comes of them with the changes of both.
MINE, THEIRS, BOTH = 'mine', 'theirs', 'both'


@dataclass(frozen=True)
class Conflict:
    """A property that the user's draft changed, and somebody else meanwhile too: one of both is chosen.

    place: where it stands in the component, path: the same as people read it.
    base, theirs, mine: as they are shown, secrets masked. both: of lists whose changes go together, '' of all else.
    choice: MINE, THEIRS or BOTH, '' before one is chosen.
    is_secret: it is a secret, or has one in it: digests told that it was changed.
    """

    component_id: str
    component_name: str
    place: Path
    path: str
    label: str
    base: str
    theirs: str
    mine: str
    is_flag: bool = False
    is_secret: bool = False
    both: str = ''
    choice: str = ''

    @property
    def key(self) -> str:
        """What its form field is called."""
        return key_of(self.component_id, self.place)

    @property
    def is_mine(self) -> bool:
        """Whether the user's own value was chosen: a secret in it has to be typed again."""
        return self.choice == MINE


def key_of(own_id: str, path: Path) -> str:
    """What the form field for a place is called."""
    return json.dumps([own_id, *path])


def digest(value: Any) -> str:
    """By which one tells later whether a value, or ABSENT, is still the same. To be sealed: values may be short."""
    text = json.dumps(None if value is ABSENT else clean(value), sort_keys=True, default=str)
    return hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()


def conflicts_of(
    entry: Entry, current: ObjectModel, names: Names, choices: Mapping[str, str]
) -> list[tuple[Path, Conflict]]:
    """Where the component has by now neither what the draft began with nor what the draft makes of it.

    What forms keep for themselves is in its header and says the same once more.
    """
    base = {tuple(path): value for path, value in entry.get('base', [])}
    mine, digests = _mine(entry), _digests(entry)
    disputed = []
    for path in mine:
        there = value_at(current, path)
        theirs = None if there is ABSENT else clean(there)
        if path in digests:
            is_untouched = digest(there) in digests[path]
        else:
            is_untouched = path not in base or theirs in (base[path], mine[path])
        if not is_untouched and (HEADER not in path or path == (HEADER, 'name') or annotations.is_entry(path)):
            disputed.append((path, theirs))
    if not disputed:
        return []
    laid_over = _with_mine(entry, current)
    words, hidden = words_of_both(current, laid_over), secrets.recorded(current) | secrets.recorded(laid_over)
    found = []
    for path, theirs in disputed:
        masked = any(secrets.is_secret_path(path, hidden, value) for value in (base.get(path), mine[path], theirs))
        name = secrets.property_of(path)
        to_mine, to_theirs = (
            property_change(path, base.get(path), secrets.masked(value, name, hidden), names, words, hidden=masked)
            for value in (mine[path], theirs)
        )
        conflict = Conflict(
            component_id=entry['id'],
            component_name=names.components.get(entry['id']) or entry['name'],
            place=path,
            path=to_mine.path,
            label=to_mine.label,
            base=to_mine.old,
            theirs=to_theirs.new,
            mine=to_mine.new,
            is_flag=to_mine.is_flag and to_theirs.is_flag,
            is_secret=masked or path in digests,
        )
        both = None if conflict.is_secret else _both(base.get(path), theirs, mine[path])
        if both is not None:
            to_both = property_change(path, base.get(path), both, names, words, hidden=False)
            conflict = replace(conflict, both=to_both.new)
        choice = choices.get(conflict.key, '')
        offered = (MINE, THEIRS, BOTH) if conflict.both else (MINE, THEIRS)
        found.append((path, replace(conflict, choice=choice if choice in offered else '')))
    return found


def _both(base: Any, theirs: Any, mine: Any) -> list[Any] | None:
    """What comes of a list with the changes of both, where that is another one than each of theirs."""
    if not all(isinstance(value, list) for value in (base, theirs, mine)):
        return None
    both = merged(base, theirs, mine)
    return None if both in (theirs, mine) else both


def as_chosen(entry: Entry, current: ObjectModel, found: Sequence[tuple[Path, Conflict]]) -> Entry:
    """The entry with what was chosen."""
    base = {tuple(path): value for path, value in entry.get('base', [])}
    chosen = {path for path, conflict in found if conflict.choice == BOTH}
    both = [
        [path, merged(base[tuple(path)], clean(value_at(current, tuple(path))), value)]
        if tuple(path) in chosen
        else [path, value]
        for path, value in entry['set']
    ]
    return _without_theirs({**entry, 'set': both}, current, found)


def _without_theirs(entry: Entry, current: ObjectModel, found: Sequence[tuple[Path, Conflict]]) -> Entry:
    """The entry without what was given up for somebody else's value, kept answers of the form included."""
    given_up = [path for path, conflict in found if conflict.choice == THEIRS]
    mine = {tuple(path): value for path, value in entry['set']}
    pairs = [(mine.get(path), value_at(current, path)) for path in given_up]
    dropped = set(given_up) | {
        path
        for path, value in mine.items()
        if HEADER in path
        and any(is_alike(value, own) and is_alike(value_at(current, path), other) for own, other in pairs)
    }
    return _without(entry, dropped)


def without_what_is_there(entry: Entry, current: ObjectModel) -> Entry:
    """The entry without the secrets that somebody else has set to the same: they need not be typed again."""
    digests = _digests(entry)
    return _without(entry, {path for path, known in digests.items() if digest(value_at(current, path)) == known[-1]})


def _without(entry: Entry, dropped: Collection[Path]) -> Entry:
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


def _mine(entry: Entry) -> dict[Path, Any]:
    """{path: what the draft makes of it}, None for nothing."""
    return {tuple(path): value for path, value in entry['set']} | {tuple(path): None for path in entry['unset']}


def _digests(entry: Entry) -> dict[Path, list[str]]:
    """{path: digests of what the draft began with and of what it makes of it}, of what has secrets in it."""
    return {tuple(path): known for path, *known in entry.get('digests', [])}


def _with_mine(entry: Entry, current: ObjectModel) -> ObjectModel:
    """The component as far as the draft can be laid over it: for the words that come with its values."""
    try:
        mine: ObjectModel = apply_changes(current, [Change(tuple(path), None, value) for path, value in entry['set']])
    except PathGone:
        return current
    return mine


def is_alike(one: Any, other: Any) -> bool:
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
