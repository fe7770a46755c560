"""Carrying the changes of a lost draft over to a new one.

Murano forgets a draft as soon as another deployment starts. The browser keeps what ``portable()`` gives, without
secrets; ``reapply()`` puts it on top of what is deployed by then. What comes back from the browser is checked by
``from_json()``: it can do nothing that the user could not do through Murano itself, but it must have the right shape.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

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
    clean,
    conflicts_of,
    digest,
    is_muranos_own,
    key_of,
    without_theirs,
    without_what_is_there,
)
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import (
    Catalog,
    class_name,
    component_id,
    component_name,
    without_status,
)
from murano_panel.domain.model.tree import (
    ABSENT,
    AS_ONE,
    HEADER,
    MAX_NESTING,
    Change,
    Path,
    PathGone,
    apply_changes,
    difference,
    dotted,
    mapped,
    value_at,
    without_version,
)
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.translation import gettext_noop

# Components that one saved draft may touch.
MAX_ENTRIES = 1000


@dataclass(frozen=True)
class Withheld:
    """A secret that was not kept: the user types it again into the form field ``key``."""

    component_id: str
    component_name: str
    path: Path
    label: str

    @property
    def key(self) -> str:
        """What the form field is called: JSON of the component's id and the path."""
        return key_of(self.component_id, self.path)

    @property
    def shown_path(self) -> str:
        """Where it stands, as people read it."""
        return dotted(self.path)


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


def portable(committed: Sequence[ObjectModel], draft: Sequence[ObjectModel]) -> list[Entry]:
    """The draft's changes as JSON data in which secrets are blank.

    ``{'kind': 'added', 'name', 'component'}``, ``{'kind': 'changed', 'id', 'name', 'set': [[path, value]],
    'unset': [path], 'base': [[path, value]], 'digests': [[path, digest, digest]]}`` or ``{'kind': 'removed', 'id',
    'name'}``; the first two with ``withheld``: the paths of the blank secrets. ``base`` is what stood there before,
    where no secret was in it; else ``digests`` are those of what stood there and of what comes there, to be sealed
    before anybody gets them (``drafts/kept.py``).
    """
    names = told_apart([*committed, *draft])
    saved = []
    deployed = {component_id(component): component for component in committed}
    for component in draft:
        before = deployed.get(component_id(component))
        if before is None:
            added, withheld = _blank(component, secrets.recorded(component))
            saved.append(
                {'kind': ADDED, 'name': names[component_id(component)], 'component': added, 'withheld': withheld}
            )
        elif (entry := _changed(before, component)) is not None:
            saved.append({'kind': CHANGED, **_naming(component, names), **entry})
    drafted = {component_id(component) for component in draft}
    gone = [component for component in committed if component_id(component) not in drafted]
    return saved + [{'kind': REMOVED, **_naming(component, names)} for component in gone]


def _naming(component: ObjectModel, names: Mapping[str, str]) -> Entry:
    return {'id': component_id(component), 'name': names[component_id(component)]}


def _changed(before: ObjectModel, after: ObjectModel) -> Entry | None:
    names = secrets.recorded(before) | secrets.recorded(after)
    entry: Entry = {'set': [], 'unset': [], 'base': [], 'withheld': [], 'digests': []}
    # Lists go as a whole: somebody else's changes in the same list cannot be told from the user's.
    for change in difference(without_status(before), without_status(after), lists=AS_ONE):
        if is_muranos_own(change.path) or _is_another_version(change) or clean(change.old) == clean(change.new):
            continue
        path = list(change.path)
        withheld: list[list[str | int]] = []
        base, hidden = (None, []) if change.old is ABSENT else _blank(change.old, names, change.path)
        if not hidden:
            entry['base'].append([path, base])
        if change.new is ABSENT:
            entry['unset'].append(path)
        else:
            value, withheld = _blank(change.new, names, change.path)
            entry['set'].append([path, value])
            entry['withheld'] += withheld
        if hidden or withheld:
            entry['digests'].append([path, digest(change.old), digest(change.new)])
    return entry if entry['set'] or entry['unset'] else None


def _is_another_version(change: Change) -> bool:
    """A deployment writes the version into the type; that is no change of the user's."""
    is_type = change.path[-2:] == (HEADER, 'type') and ABSENT not in (change.old, change.new)
    return is_type and without_version(change.old) == without_version(change.new)


def _blank(value: Any, names: Collection[str], at: Path = ()) -> tuple[Any, list[list[str | int]]]:
    """A clean copy with secret texts and numbers emptied, which keeps their type, and the paths of those.

    ``names`` are the recorded names of secret properties; ``at`` is where the value stands.
    """
    withheld: list[list[str | int]] = []

    def blank(path: Path, plain: Any) -> Any:
        can_be_secret = plain and isinstance(plain, str | int | float) and not isinstance(plain, bool)
        if can_be_secret and HEADER not in path and secrets.is_secret_path(path, names):
            withheld.append(list(path))
            return type(plain)()
        return plain

    return mapped(value, blank, at, leave_out=is_muranos_own), withheld


def from_json(text: str) -> list[Entry]:
    """What ``portable()`` gave, as the browser hands it back. Raises ValueError for anything else."""
    try:
        saved = json.loads(text)
    except RecursionError as error:
        raise ValueError('nested too deeply') from error
    if not isinstance(saved, list) or len(saved) > MAX_ENTRIES:
        raise ValueError('not a list of changes')
    for entry in saved:
        if not isinstance(entry, dict) or not _SHAPES.get(str(entry.get('kind')), lambda entry: False)(entry):
            raise ValueError('not a change')
    return saved


def _is_path(value: Any) -> bool:
    parts = value if isinstance(value, list) else []
    return 0 < len(parts) <= MAX_NESTING and all(isinstance(part, str | int) for part in parts)


def _are_paths(value: Any) -> bool:
    return isinstance(value, list) and all(_is_path(path) for path in value)


def _is_named(entry: Entry) -> bool:
    return isinstance(entry.get('id'), str) and isinstance(entry.get('name'), str)


def _is_addition(entry: Entry) -> bool:
    component = entry.get('component')
    return bool(
        isinstance(component, dict)
        and component_id(component)
        and class_name(component)
        and isinstance(entry.get('name', ''), str)
        and _are_paths(entry.get('withheld'))
    )


def _is_alteration(entry: Entry) -> bool:
    return (
        _is_named(entry)
        and _are_paths(entry.get('unset'))
        and _are_paths(entry.get('withheld'))
        and _are_pairs(entry.get('set'))
        and _are_pairs(entry.get('base', []))
    )


def _are_pairs(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and _is_path(pair[0]) for pair in value
    )


_SHAPES = {ADDED: _is_addition, CHANGED: _is_alteration, REMOVED: _is_named}


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

    Raises ValueError when a typed secret cannot take the place of the number that it was.
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
                after[own_id] = apply_changes(component, _filled(component, asked, typed))
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


def _filled(component: ObjectModel, asked: Sequence[Withheld], typed: Mapping[str, str]) -> list[Change]:
    """The changes that put typed secrets into their places. Raises ValueError."""
    found = []
    for secret in asked:
        if secret.key in typed:
            text, blank = typed[secret.key], value_at(component, secret.path)
            if blank is ABSENT:
                raise ValueError('no such secret')
            found.append(Change(secret.path, blank, type(blank)(text) if isinstance(blank, int | float) else text))
    return found
