"""Carrying the changes of a lost draft over to a new one.

Murano forgets a draft as soon as another deployment starts. The browser keeps its changes (``saved_changes``);
``reapply()`` puts them on top of what is deployed by then.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from murano_panel.domain.conflicts.component_conflicts import ComponentConflict, History, conflict_of, told
from murano_panel.domain.conflicts.entry import Entry
from murano_panel.domain.conflicts.property_conflicts import (
    THEIRS,
    Conflict,
    as_chosen,
    conflicts_of,
    without_what_is_there,
)
from murano_panel.domain.model import secrets
from murano_panel.domain.model.changes import (
    ADDED,
    CHANGED,
    REMOVED,
    ComponentChange,
    Names,
    PropertyChange,
    component_change,
    names_of,
)
from murano_panel.domain.model.object_model import (
    Catalog,
    component_id,
    component_name,
    objects,
)
from murano_panel.domain.model.tree import (
    ABSENT,
    Change,
    Path,
    PathGone,
    apply_changes,
    inside,
    value_at,
)
from murano_panel.domain.model.withheld import Withheld, filled, masked
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.translation import gettext_noop

Disputed = Conflict | ComponentConflict


@dataclass(frozen=True)
class Skipped:
    """What was left out: ``reason`` is a message id; ``properties``: what is given up with it."""

    name: str
    reason: str
    properties: tuple[PropertyChange, ...] = ()


@dataclass(frozen=True)
class Reapplied:
    """components: those of the new draft. done: what was applied. skipped: what was not.

    withheld: the secrets that what was applied needs. conflicts, of properties, and of_components: those without a
    choice are applied as mine. nowhere: (component, what it uses and is gone), by their names.
    """

    components: list[ObjectModel]
    done: list[ComponentChange]
    skipped: list[Skipped]
    withheld: list[Withheld]
    conflicts: list[Conflict]
    of_components: list[ComponentConflict]
    nowhere: list[tuple[str, str]]

    @property
    def disputed(self) -> Sequence[Disputed]:
        """All of which one has to be chosen."""
        return [*self.of_components, *self.conflicts]

    @property
    def has_losses(self) -> bool:
        """Whether something that the user has set finds no place any more."""
        return any(item.properties for item in self.skipped)

    @property
    def undisputed(self) -> list[ComponentChange]:
        """What was applied without what has to be chosen first; secrets to be typed again stand masked."""
        disputed = {(conflict.component_id, conflict.path) for conflict in self.conflicts if not conflict.choice}
        whole = {conflict.component_id for conflict in self.of_components if not conflict.choice}
        asked = {(secret.component_id, secret.shown_path) for secret in self.withheld}
        found = []
        for change in self.done:
            properties = tuple(
                replace(item, new=item.new or secrets.MASK) if (change.component_id, item.path) in asked else item
                for item in change.properties
                if (change.component_id, item.path) not in disputed
            )
            if (properties or not change.is_changed) and change.component_id not in whole:
                found.append(replace(change, properties=properties))
        return found


def reapply(
    saved: Sequence[Entry],
    components: Sequence[ObjectModel],
    typed: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
    catalog: Catalog | None = None,
    history: History | None = None,
) -> Reapplied:
    """``saved`` on top of ``components``.

    ``typed`` holds the secrets by ``Withheld.key``, ``choices`` what was chosen by the keys of conflicts. ``catalog``:
    what applications are called. ``history``: where ``needs_history()``.

    Raises ValueError for changes that do not fit together.
    """
    before: dict[str | int, ObjectModel] = {}
    for place, component in enumerate(components):
        own_id = component_id(component)
        # What has no id of its own cannot be meant, but must not get lost.
        before[own_id if own_id and own_id not in before else place] = component
    work = _Work(before, names_of(components, [], catalog), history or History(), choices or {}, dict(before))
    for entry in saved:
        try:
            work.apply(entry, typed or {})
        except _NotApplied as error:
            work.skipped.append(error.skipped)
    after = list(work.after.values())
    names = names_of(components, after, catalog)
    return Reapplied(
        components=after,
        done=[component_change(before.get(own_id), work.after.get(own_id), names) for own_id in work.applied],
        skipped=work.skipped,
        withheld=[replace(item, component_name=names.components[item.component_id]) for item in work.withheld],
        conflicts=work.conflicts,
        of_components=work.of_components,
        nowhere=_leading_nowhere(saved, work, names),
    )


def _leading_nowhere(saved: Sequence[Entry], work: '_Work', names: Names) -> list[tuple[str, str]]:
    """Ids of what others have removed say nothing any more: what they meant, the draft has known."""
    there = {component_id(part) for part in objects(list(work.after.values()))}
    found = []
    for entry in saved:
        own_id = component_id(entry['component']) if entry['kind'] == ADDED else entry['id']
        gone = {used: name for used, name in entry.get('uses', {}).items() if used not in there}
        if gone and own_id in work.applied:
            texts = {text for text in inside(work.after[own_id]) if isinstance(text, str)}
            found += [(names.components[own_id], name) for name in {gone[used]: None for used in gone if used in texts}]
    return found


class _NotApplied(Exception):
    """An entry is left out."""

    def __init__(self, name: str, reason: str, properties: tuple[PropertyChange, ...] = ()) -> None:
        super().__init__(reason)
        self.skipped = Skipped(name, reason, properties)


@dataclass
class _Work:
    """What has been applied so far: ``before`` becomes ``after``. applied: ids, in their order, each once."""

    before: Mapping[str | int, ObjectModel]
    names: Names
    history: History
    choices: Mapping[str, str]
    after: dict[str | int, ObjectModel]
    applied: dict[str, None] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    of_components: list[ComponentConflict] = field(default_factory=list)

    def apply(self, entry: Entry, typed: Mapping[str, str]) -> None:
        """Raises _NotApplied."""
        conflict = conflict_of(entry, self.before, self.history, self.names, self.choices)
        if conflict:
            self.of_components.append(conflict)
            if conflict.choice == THEIRS:
                return
        if entry['kind'] == REMOVED:
            self._remove(entry)
            return
        component, paths = self._add(entry) if entry['kind'] == ADDED else self._change(entry)
        own_id, name, words = component_id(component), component_name(component), words_of(component)
        asked = [Withheld(own_id, name, path, words.label(path)) for path in paths]
        if own_id in self.history.gone:
            asked += masked([component], {own_id: name})
        self.after[own_id] = apply_changes(component, filled(component, asked, typed)) if typed else component
        self.withheld += asked
        self.applied[own_id] = None

    def _add(self, entry: Entry) -> tuple[ObjectModel, list[Path]]:
        component: ObjectModel = entry['component']
        if component_id(component) in self.after:
            raise _NotApplied(self._name(entry), gettext_noop('is there already'))
        return component, [tuple(path) for path in entry['withheld']]

    def _remove(self, entry: Entry) -> None:
        self._present(entry)
        del self.after[entry['id']]
        self.applied[entry['id']] = None

    def _change(self, entry: Entry) -> tuple[ObjectModel, list[Path]]:
        """The component, and where its secrets are blank; what does not fit is left out."""
        component = self._present(entry)
        if entry['id'] in self.before:
            found = conflicts_of(entry, component, self.names, self.choices)
            self.conflicts += [conflict for _path, conflict in found]
            entry = without_what_is_there(as_chosen(entry, component, found), component)
        changed, misfits = _laid_over(component, entry)
        if misfits:
            reason = gettext_noop('was changed meanwhile in a way that does not fit')
            left = told(_only(entry, misfits), component, self.names)
            if changed == component:
                raise _NotApplied(self._name(entry), reason, left)
            self.skipped.append(Skipped(self._name(entry), reason, left))
        elif changed == component:
            raise _NotApplied(self._name(entry), gettext_noop('is like this already'))
        return changed, [path for path in map(tuple, entry['withheld']) if not _is_within(path, misfits)]

    def _present(self, entry: Entry) -> ObjectModel:
        component = self.after.get(entry['id']) or self.history.gone.get(entry['id'])
        if component is None:
            given_up = told(entry, {}, self.names) if entry['kind'] == CHANGED else ()
            raise _NotApplied(self._name(entry), gettext_noop('was removed meanwhile'), given_up)
        return component

    def _name(self, entry: Entry) -> str:
        own_id = component_id(entry['component']) if entry['kind'] == ADDED else entry['id']
        return self.names.components.get(own_id) or entry.get('name') or own_id


def _laid_over(component: ObjectModel, entry: Entry) -> tuple[ObjectModel, list[Path]]:
    """The component as the draft has it, and the places that it does not have any more."""
    # What is to go and has gone is fine.
    gone = [Change(tuple(path), None, ABSENT) for path in entry['unset']]
    changes = [change for change in gone if value_at(component, change.path) is not ABSENT]
    changes += [Change(tuple(path), None, value) for path, value in entry['set']]
    try:
        return apply_changes(component, changes), []
    except PathGone:
        pass
    changed, misfits = component, []
    for change in changes:
        try:
            changed = apply_changes(changed, [change])
        except PathGone:
            misfits.append(change.path)
    return changed, misfits


def _only(entry: Entry, paths: Collection[Path]) -> Entry:
    """The entry with nothing but the changes at these paths."""
    return {
        **entry,
        'set': [pair for pair in entry['set'] if tuple(pair[0]) in paths],
        'unset': [path for path in entry['unset'] if tuple(path) in paths],
    }


def _is_within(path: Path, places: Collection[Path]) -> bool:
    return any(path[: len(place)] == place for place in places)
