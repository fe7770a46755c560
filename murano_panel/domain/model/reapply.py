"""Carrying the changes of a lost draft over to a new one.

Murano forgets a draft as soon as another deployment starts. The browser keeps its changes (``saved_changes``);
``reapply()`` puts them on top of what is deployed by then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from murano_panel.domain.model import secrets
from murano_panel.domain.model.changes import (
    ADDED,
    CHANGED,
    REMOVED,
    ComponentChange,
    component_change,
    names_of,
)
from murano_panel.domain.model.conflicts import (
    Conflict,
    Entry,
    conflicts_of,
    without_theirs,
    without_what_is_there,
)
from murano_panel.domain.model.object_model import (
    Catalog,
    component_id,
    component_name,
)
from murano_panel.domain.model.tree import (
    ABSENT,
    Change,
    PathGone,
    apply_changes,
    value_at,
)
from murano_panel.domain.model.withheld import Withheld, filled
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.translation import gettext_noop


@dataclass(frozen=True)
class Reapplied:
    """components: those of the new draft. done: what was applied. skipped: (name, reason's message id).

    withheld: the secrets that what was applied needs. conflicts: those without a choice are applied as mine.
    """

    components: list[ObjectModel]
    done: list[ComponentChange]
    skipped: list[tuple[str, str]]
    withheld: list[Withheld]
    conflicts: list[Conflict]

    @property
    def undisputed(self) -> list[ComponentChange]:
        """What was applied without what has to be chosen first; secrets to be typed again stand masked."""
        disputed = {(conflict.component_id, conflict.path) for conflict in self.conflicts if not conflict.choice}
        asked = {(secret.component_id, secret.shown_path) for secret in self.withheld}
        found = []
        for change in self.done:
            properties = tuple(
                replace(item, new=item.new or secrets.MASK) if (change.component_id, item.path) in asked else item
                for item in change.properties
                if (change.component_id, item.path) not in disputed
            )
            if properties or not change.is_changed:
                found.append(replace(change, properties=properties))
        return found


def reapply(
    saved: Sequence[Entry],
    components: Sequence[ObjectModel],
    typed: Mapping[str, str] | None = None,
    choices: Mapping[str, str] | None = None,
    catalog: Catalog | None = None,
) -> Reapplied:
    """``saved`` on top of ``components``.

    ``typed`` holds the secrets by ``Withheld.key``, ``choices`` MINE or THEIRS by ``Conflict.key``. ``catalog``: what
    applications are called.

    Raises ValueError for changes that do not fit together.
    """
    before: dict[str | int, ObjectModel] = {}
    for place, component in enumerate(components):
        own_id = component_id(component)
        # What has no id of its own cannot be meant, but must not get lost.
        before[own_id if own_id and own_id not in before else place] = component
    after = dict(before)
    applied, skipped, withheld = [], [], []
    conflicts: list[Conflict] = []
    present = names_of(components, [], catalog)
    for kept in saved:
        entry = kept
        if entry['kind'] == CHANGED and entry['id'] in before:
            current = before[entry['id']]
            found = conflicts_of(entry, current, present, choices or {})
            conflicts += [conflict for _path, conflict in found]
            entry = without_what_is_there(without_theirs(entry, current, found), current)
        try:
            component = _APPLIED[entry['kind']](entry, after)
        except _Skipped as reason:
            own_id = component_id(entry['component']) if entry['kind'] == ADDED else entry['id']
            skipped.append((present.components.get(own_id) or entry.get('name') or own_id, str(reason)))
            continue
        own_id = component_id(component)
        applied.append(own_id)
        if entry['kind'] != REMOVED:
            words = words_of(component)
            asked = [
                Withheld(own_id, component_name(component), tuple(path), words.label(tuple(path)))
                for path in entry['withheld']
            ]
            withheld += asked
            if typed:
                after[own_id] = apply_changes(component, filled(component, asked, typed))
    names = names_of(components, list(after.values()), catalog)
    withheld = [replace(item, component_name=names.components[item.component_id]) for item in withheld]
    done = [component_change(before.get(own_id), after.get(own_id), names) for own_id in dict.fromkeys(applied)]
    return Reapplied(list(after.values()), done, skipped, withheld, conflicts)


class _Skipped(Exception):
    """An entry is left out; the reason is a message id."""


def _add(entry: Entry, components: dict[str | int, ObjectModel]) -> ObjectModel:
    component: ObjectModel = entry['component']
    if component_id(component) in components:
        raise _Skipped(gettext_noop('is there already'))
    components[component_id(component)] = component
    return component


def _change(entry: Entry, components: dict[str | int, ObjectModel]) -> ObjectModel:
    component = _present(entry, components)
    # What is to go and has gone is fine.
    gone = [Change(tuple(path), None, ABSENT) for path in entry['unset']]
    changes = [change for change in gone if value_at(component, change.path) is not ABSENT]
    changes += [Change(tuple(path), None, value) for path, value in entry['set']]
    try:
        changed = apply_changes(component, changes)
    except PathGone:
        raise _Skipped(gettext_noop('was changed meanwhile in a way that does not fit')) from None
    if not changes or changed == component:
        raise _Skipped(gettext_noop('is like this already'))
    components[entry['id']] = changed
    return changed


def _remove(entry: Entry, components: dict[str | int, ObjectModel]) -> ObjectModel:
    component = _present(entry, components)
    del components[entry['id']]
    return component


def _present(entry: Entry, components: Mapping[str | int, ObjectModel]) -> ObjectModel:
    if entry['id'] not in components:
        raise _Skipped(gettext_noop('was removed meanwhile'))
    return components[entry['id']]


_APPLIED = {ADDED: _add, CHANGED: _change, REMOVED: _remove}
