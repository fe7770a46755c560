"""What a lost draft and somebody else have both changed: told with the three values, and one of both is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from murano_panel.domain.conflicts.entry import Entry, digests_of, mine_of, with_mine, without
from murano_panel.domain.conflicts.list_merge import merged
from murano_panel.domain.model import annotations, secrets
from murano_panel.domain.model.changes import Names, PropertyChange, property_change, words_of_both
from murano_panel.domain.model.muranos_own import clean
from murano_panel.domain.model.sameness import digest, is_alike, key_of
from murano_panel.domain.model.tree import ABSENT, HEADER, Path, value_at
from murano_panel.domain.records import ObjectModel

# What is chosen where somebody else changed the same property; of lists, what comes of them with the changes of both.
MINE, THEIRS, BOTH = 'mine', 'theirs', 'both'


@dataclass(frozen=True)
class Conflict:
    """A property that the user's draft changed, and somebody else meanwhile too: one of both is chosen.

    place: where it stands in the component, path: the same as people read it.
    base, theirs, mine: as they are shown, secrets masked. both: of lists whose changes go together, '' of all else.
    choice: MINE, THEIRS or BOTH, '' before one is chosen.
    is_secret: it is a secret, or has one in it: digests told that it was changed.
    sides: what mine, theirs and, if there is one, both make of what it was; () of secrets.
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
    sides: tuple[PropertyChange, ...] = field(default=(), repr=False, compare=False)

    @property
    def has_lines(self) -> bool:
        """Whether a side is told line by line."""
        return any(side.lines for side in self.sides)

    @property
    def key(self) -> str:
        """What its form field is called."""
        return key_of(self.component_id, self.place)

    @property
    def is_mine(self) -> bool:
        """Whether the user's own value was chosen: a secret in it has to be typed again."""
        return self.choice == MINE


def conflicts_of(
    entry: Entry, current: ObjectModel, names: Names, choices: Mapping[str, str]
) -> list[tuple[Path, Conflict]]:
    """Where the component has by now neither what the draft began with nor what the draft makes of it.

    What forms keep for themselves is in its header and says the same once more.
    """
    base = {tuple(path): value for path, value in entry.get('base', [])}
    mine, digests = mine_of(entry), digests_of(entry)
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
    laid_over = with_mine(entry, current)
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
        if not conflict.is_secret:
            conflict = replace(conflict, sides=(to_mine, to_theirs))
        both = None if conflict.is_secret else _both(base.get(path), theirs, mine[path])
        if both is not None:
            to_both = property_change(path, base.get(path), both, names, words, hidden=False)
            conflict = replace(conflict, both=to_both.new, sides=(*conflict.sides, to_both))
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
    return without(entry, dropped)


def without_what_is_there(entry: Entry, current: ObjectModel) -> Entry:
    """The entry without the secrets that somebody else has set to the same: they need not be typed again."""
    digests = digests_of(entry)
    return without(entry, {path for path, known in digests.items() if digest(value_at(current, path)) == known[-1]})
