"""What a browser keeps of a draft's changes, as JSON data without secrets, and what it hands back.

What comes back can do nothing that the user could not do through Murano itself, but it must have the right shape.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from murano_panel.domain.conflicts.entry import Entry
from murano_panel.domain.model import secrets
from murano_panel.domain.model.changes import ADDED, CHANGED, REMOVED
from murano_panel.domain.model.muranos_own import clean, is_muranos_own
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import (
    class_name,
    component_id,
    component_name,
    entity_owners,
    without_status,
)
from murano_panel.domain.model.sameness import digest
from murano_panel.domain.model.tree import (
    ABSENT,
    AS_ONE,
    HEADER,
    MAX_NESTING,
    Change,
    difference,
    inside,
    value_at,
    without_version,
)
from murano_panel.domain.model.withheld import blanked
from murano_panel.domain.records import ObjectModel

# Components that one saved draft may touch.
MAX_ENTRIES = 1000


def portable(committed: Sequence[ObjectModel], draft: Sequence[ObjectModel]) -> list[Entry]:
    """The draft's changes as JSON data in which secrets are blank.

    ``{'kind': 'added', 'name', 'component', 'beside': [id]}``, ``{'kind': 'changed', 'id', 'name', 'set':
    [[path, value]], 'unset': [path], 'base': [[path, value]], 'digests': [[path, digest, digest]]}`` or ``{'kind':
    'removed', 'id', 'name', 'component', 'digests': [[path, digest]]}``; all with ``withheld``: the paths of the blank
    secrets; the first two with ``uses``: {id of an object of another component: what that is called}. ``beside``: what
    is deployed under the same name. ``base`` is what stood there before, where no secret was
    in it; else ``digests`` are those of what stood there and of what comes there, of what is removed those of its
    secrets; to be sealed before anybody gets them (``drafts/kept.py``).
    """
    names, owners = told_apart([*committed, *draft]), entity_owners(draft)
    saved = []
    deployed = {component_id(component): component for component in committed}
    for component in draft:
        before = deployed.get(component_id(component))
        if before is None:
            uses = _uses(component, component, names, owners)
            saved.append({**_added(component, names, committed), 'uses': uses})
        elif (entry := _changed(before, component)) is not None:
            uses = _uses([value for _path, value in entry['set']], component, names, owners)
            saved.append({'kind': CHANGED, **_naming(component, names), **entry, 'uses': uses})
    drafted = {component_id(component) for component in draft}
    gone = [component for component in committed if component_id(component) not in drafted]
    return saved + [_removed(component, names) for component in gone]


def _added(component: ObjectModel, names: Mapping[str, str], committed: Sequence[ObjectModel]) -> Entry:
    added, withheld = blanked(component, secrets.recorded(component))
    beside = [component_id(item) for item in committed if component_name(item) == component_name(component)]
    name = names[component_id(component)]
    return {'kind': ADDED, 'name': name, 'component': added, 'withheld': withheld, 'beside': beside}


def _uses(value: Any, component: ObjectModel, names: Mapping[str, str], owners: Mapping[str, str]) -> dict[str, str]:
    """{id of an object: what the component is called that it belongs to}, of other components that a value names."""
    found = (text for text in inside(value) if isinstance(text, str) and text in owners)
    return {text: names[owners[text]] for text in found if owners[text] != component_id(component)}


def _removed(component: ObjectModel, names: Mapping[str, str]) -> Entry:
    was, withheld = blanked(component, secrets.recorded(component))
    digests = [[path, digest(value_at(component, tuple(path)))] for path in withheld]
    return {
        'kind': REMOVED,
        **_naming(component, names),
        'component': was,
        'withheld': withheld,
        'digests': digests,
    }


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
        base, hidden = (None, []) if change.old is ABSENT else blanked(change.old, names, change.path)
        if not hidden:
            entry['base'].append([path, base])
        if change.new is ABSENT:
            entry['unset'].append(path)
        else:
            value, withheld = blanked(change.new, names, change.path)
            entry['set'].append([path, value])
            entry['withheld'] += withheld
        if hidden or withheld:
            entry['digests'].append([path, digest(change.old), digest(change.new)])
    return entry if entry['set'] or entry['unset'] else None


def _is_another_version(change: Change) -> bool:
    """A deployment writes the version into the type; that is no change of the user's."""
    is_type = change.path[-2:] == (HEADER, 'type') and ABSENT not in (change.old, change.new)
    return is_type and without_version(change.old) == without_version(change.new)


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
        and _are_texts(entry.get('beside', []))
        and _are_names(entry.get('uses', {}))
    )


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _are_names(value: Any) -> bool:
    return isinstance(value, dict) and _are_texts(list(value.values()))


def _is_removal(entry: Entry) -> bool:
    """What was kept by an earlier version has nothing but its id and name."""
    has_component = isinstance(entry.get('component', {}), dict) and _are_paths(entry.get('withheld', []))
    return _is_named(entry) and has_component


def _is_alteration(entry: Entry) -> bool:
    return (
        _is_named(entry)
        and _are_paths(entry.get('unset'))
        and _are_paths(entry.get('withheld'))
        and _are_pairs(entry.get('set'))
        and _are_pairs(entry.get('base', []))
        and _are_names(entry.get('uses', {}))
    )


def _are_pairs(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(pair, list) and len(pair) == 2 and _is_path(pair[0]) for pair in value
    )


_SHAPES = {ADDED: _is_addition, CHANGED: _is_alteration, REMOVED: _is_removal}
