"""What a lost draft and somebody else have done to a component as a whole: told, and one of both is chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from murano_panel.domain.conflicts.entry import Entry
from murano_panel.domain.conflicts.property_conflicts import MINE, THEIRS
from murano_panel.domain.model import annotations, secrets
from murano_panel.domain.model.changes import (
    ADDED,
    CHANGED,
    REMOVED,
    Names,
    PropertyChange,
    property_change,
    value_by_value,
)
from murano_panel.domain.model.deployed_changes import asked_for
from murano_panel.domain.model.object_model import component_id, component_name
from murano_panel.domain.model.sameness import digest, key_of
from murano_panel.domain.model.tree import HEADER, Path, value_at
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import Deployment, ObjectModel

# What they have done: removed what the draft changes, changed what it removes, added one of the same name.
GONE, ALTERED, TWIN = 'gone', 'altered', 'twin'


@dataclass(frozen=True)
class ComponentConflict:
    """``kind``: GONE, ALTERED or TWIN; ``choice``: MINE or THEIRS, '' before one is chosen.

    properties: of one that is gone, what the draft changes; of one that the draft removes, what they have changed.
    """

    kind: str
    component_id: str
    component_name: str
    properties: tuple[PropertyChange, ...] = ()
    choice: str = ''
    # All secrets of the component are needed for it only if the user's own way is chosen.
    place: Path = ()

    @property
    def key(self) -> str:
        """What its form field is called."""
        return key_of(self.component_id, ())

    @property
    def is_mine(self) -> bool:
        """Whether the user's own way was chosen."""
        return self.choice == MINE


@dataclass(frozen=True)
class History:
    """What the deployments of the environment tell of components; nothing where nobody has asked for them.

    sent: as sent_first() gives it. gone: {id: a component that was removed, to be made anew, its secrets masked}.
    """

    sent: Mapping[str, ObjectModel] = field(default_factory=dict)
    gone: Mapping[str, ObjectModel] = field(default_factory=dict)


def needs_history(saved: Iterable[Entry], present: Iterable[ObjectModel]) -> bool:
    """Whether a component that the draft removes is still there, or one that it changes is not."""
    there = set(map(component_id, present))
    return any(
        (entry['kind'] == REMOVED and entry['id'] in there) or (entry['kind'] == CHANGED and entry['id'] not in there)
        for entry in saved
    )


def records_of_gone(
    saved: Iterable[Entry], present: Iterable[ObjectModel], newest_first: Sequence[Deployment]
) -> list[ObjectModel]:
    """Of components that the draft changes and that are gone: as the last deployment was given them."""
    there, wanted = set(map(component_id, present)), {entry['id'] for entry in saved if entry['kind'] == CHANGED}
    found: dict[str, ObjectModel] = {}
    for component in (item for deployment in newest_first for item in deployment.components):
        own_id = component_id(component)
        if own_id in wanted and own_id not in there:
            found.setdefault(own_id, component)
    return list(found.values())


def conflict_of(
    entry: Entry, present: Mapping[str | int, ObjectModel], history: History, names: Names, choices: Mapping[str, str]
) -> ComponentConflict | None:
    """None where nobody else has done anything to the component as a whole. ``present``: {id: what is deployed}."""
    found = _conflict_of(entry, present, history, names)
    choice = choices.get(found.key, '') if found else ''
    return replace(found, choice=choice) if found and choice in (MINE, THEIRS) else found


def _conflict_of(
    entry: Entry, present: Mapping[str | int, ObjectModel], history: History, names: Names
) -> ComponentConflict | None:
    if entry['kind'] == ADDED:
        return _twin(entry['component'], entry.get('beside'), present.values())
    own_id = entry['id']
    current = present.get(own_id)
    if entry['kind'] == CHANGED and current is None and own_id in history.gone:
        gone = history.gone[own_id]
        return ComponentConflict(GONE, own_id, entry['name'], told(entry, gone, names))
    if entry['kind'] == REMOVED and current is not None:
        theirs = _their_changes(entry, current, history, names)
        if theirs:
            return ComponentConflict(ALTERED, own_id, names.components.get(own_id) or entry['name'], theirs)
    return None


def _twin(
    component: ObjectModel, beside: Sequence[str] | None, present: Iterable[ObjectModel]
) -> ComponentConflict | None:
    """``beside``: the ids of those of its name that the draft began with, None where it is not known."""
    own_id, name = component_id(component), component_name(component)
    if beside is None:
        return None
    known = {own_id, *beside}
    is_taken = any(component_name(item) == name and component_id(item) not in known for item in present)
    return ComponentConflict(TWIN, own_id, name) if is_taken else None


def told(entry: Entry, component: ObjectModel, names: Names) -> tuple[PropertyChange, ...]:
    """What the draft changes in a component, as people read it; secrets masked."""
    hidden = secrets.recorded(component)
    words, base = words_of(component), {tuple(path): value for path, value in entry.get('base', [])}
    withheld = {tuple(path) for path in entry['withheld']}
    mine = [(tuple(path), value) for path, value in entry['set']] + [(tuple(path), None) for path in entry['unset']]
    return tuple(
        property_change(
            path,
            base.get(path),
            secrets.masked(value, secrets.property_of(path), hidden),
            names,
            words,
            hidden=path in withheld or secrets.is_secret_path(path, hidden, value),
        )
        for path, value in mine
        if HEADER not in path or path == (HEADER, 'name') or annotations.is_entry(path)
    )


def _their_changes(entry: Entry, current: ObjectModel, history: History, names: Names) -> tuple[PropertyChange, ...]:
    base = entry.get('component')
    if not base:
        return ()
    hidden = secrets.recorded(base) | secrets.recorded(current)
    words = words_of(current)
    blank = {tuple(path) for path in entry.get('withheld', ())}
    found = [
        property_change(path, old, new, names, words, hidden=secrets.is_secret_path(path, hidden, new))
        for change in asked_for(base, current, history.sent)
        for path, old, new in value_by_value(change)
        if path not in blank
    ]
    digests = {tuple(path): known for path, known in entry.get('digests', [])}
    return (
        *found,
        *(
            property_change(path, '', '', names, words, hidden=True)
            for path, known in digests.items()
            if digest(value_at(current, path)) != known
        ),
    )
