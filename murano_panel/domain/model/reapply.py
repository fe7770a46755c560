"""Carrying the changes of a lost draft over to a new one.

Murano forgets a draft as soon as another deployment starts. The browser keeps what ``portable()`` gives, without
secrets; ``reapply()`` puts it on top of what is deployed by then. What comes back from the browser is checked by
``parse()``: it can do nothing that the user could not do through Murano itself, but it must have the right shape.
"""

import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from murano_panel.domain.model import secrets
from murano_panel.domain.model.object_model import MAX_DEPTH, class_name, component_id, component_name, find, header
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.translation import gettext_noop

Path = list[str | int]
Entry = dict[str, Any]

# Components that one saved draft may touch.
MAX_ENTRIES = 1000


@dataclass(frozen=True)
class Withheld:
    """A secret that was not kept: the user types it again into the form field ``key``."""

    component_id: str
    component_name: str
    path: tuple[str | int, ...]

    @property
    def key(self) -> str:
        return json.dumps([self.component_id, *self.path])

    @property
    def label(self) -> str:
        return '.'.join(str(part) for part in self.path)


@dataclass
class Reapplied:
    """components: those of the new draft. done: (kind, name) of what was applied. skipped: (name, reason's message id).

    withheld: the secrets that what was applied needs.
    """

    components: list[ObjectModel]
    done: list[tuple[str, str]] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)


def portable(committed: Sequence[ObjectModel], draft: Sequence[ObjectModel]) -> list[Entry]:
    """The draft's changes as JSON data in which secrets are blank.

    ``{'kind': 'added', 'component'}``, ``{'kind': 'changed', 'id', 'name', 'set': [[path, value]], 'unset': [path]}``
    or ``{'kind': 'removed', 'id', 'name'}``; the first two with ``withheld``: the paths of the blank secrets.
    """
    saved = []
    for component in draft:
        before = find(committed, component_id(component))
        if before is None:
            saved.append(_added(component))
        elif (entry := _changed(before, component)) is not None:
            saved.append(entry)
    gone = [component for component in committed if find(draft, component_id(component)) is None]
    return saved + [{'kind': 'removed', **_naming(component)} for component in gone]


def _naming(component: ObjectModel) -> Entry:
    return {'id': component_id(component), 'name': component_name(component)}


def _added(component: ObjectModel) -> Entry:
    blank = _Blank(secrets.recorded(component))
    return {'kind': 'added', 'component': blank.copy(_clean(component), []), 'withheld': blank.withheld}


def _changed(before: ObjectModel, after: ObjectModel) -> Entry | None:
    blank = _Blank(secrets.recorded(before) | secrets.recorded(after))
    entry: Entry = {'set': [], 'unset': [], 'withheld': blank.withheld}
    _compare(_clean(before), _clean(after), [], entry, blank)
    if not entry['set'] and not entry['unset']:
        return None
    return {'kind': 'changed', **_naming(after), **entry}


def _clean(node: Any) -> Any:
    """Without what Murano adds by itself: statuses and actions."""
    if isinstance(node, dict):
        copied = {key: _clean(value) for key, value in node.items()}
        if header(node):
            copied['?'] = {key: value for key, value in node['?'].items() if key != 'status' and key[:1] != '_'}
        return copied
    return [_clean(value) for value in node] if isinstance(node, list | tuple) else node


def _compare(old: Any, new: Any, path: Path, entry: Entry, blank: '_Blank') -> None:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and component_id(old) == component_id(new):
        if header(old) and class_name(old) == class_name(new):
            # A deployment writes the version into the type; that is no change of the user's.
            new = {**new, '?': {**new['?'], 'type': old['?']['type']}}
        entry['unset'] += [[*path, key] for key in old if key not in new]
        for key, value in new.items():
            if key in old:
                _compare(old[key], value, [*path, key], entry, blank)
            else:
                entry['set'].append([[*path, key], blank.copy(value, [*path, key])])
    else:
        entry['set'].append([path, blank.copy(new, path)])


class _Blank:
    """Copies values with secret texts and numbers emptied, which keeps their type; notes the paths of those.

    ``names`` are the recorded names of secret properties.
    """

    def __init__(self, names: frozenset[str]) -> None:
        self._names = names
        self.withheld: list[Path] = []

    def copy(self, value: Any, path: Path) -> Any:
        if isinstance(value, dict):
            return {key: self.copy(item, [*path, key]) for key, item in value.items()}
        if isinstance(value, list):
            return [self.copy(item, [*path, index]) for index, item in enumerate(value)]
        if value and isinstance(value, str | int | float) and not isinstance(value, bool) and self._is_secret(path):
            self.withheld.append(path)
            return type(value)()
        return value

    def _is_secret(self, path: Path) -> bool:
        return '?' not in path and secrets.is_secret_path(path, self._names)


def parse(text: str) -> list[Entry]:
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
    return 0 < len(parts) <= MAX_DEPTH and all(isinstance(part, str | int) for part in parts)


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
        and _are_paths(entry.get('withheld'))
    )


def _is_alteration(entry: Entry) -> bool:
    pairs = entry.get('set')
    return (
        _is_named(entry)
        and _are_paths(entry.get('unset'))
        and _are_paths(entry.get('withheld'))
        and isinstance(pairs, list)
        and all(isinstance(pair, list) and len(pair) == 2 and _is_path(pair[0]) for pair in pairs)
    )


_SHAPES = {'added': _is_addition, 'changed': _is_alteration, 'removed': _is_named}


def reapply(
    saved: Sequence[Entry], components: Sequence[ObjectModel], typed: Mapping[str, str] | None = None
) -> Reapplied:
    """``saved`` on top of ``components``. ``typed`` holds the secrets by ``Withheld.key``.

    Raises ValueError when a typed secret cannot take the place of the number that it was.
    """
    answer = Reapplied([copy.deepcopy(component) for component in components])
    for entry in saved:
        _APPLIED[entry['kind']](entry, answer)
    for secret in answer.withheld:
        if typed and secret.key in typed:
            _fill(find(answer.components, secret.component_id), secret.path, typed[secret.key])
    return answer


def _apply_added(entry: Entry, answer: Reapplied) -> None:
    component = copy.deepcopy(entry['component'])
    name = component_name(component)
    if find(answer.components, component_id(component)):
        answer.skipped.append((name, gettext_noop('is there already')))
        return
    answer.components.append(component)
    _done(answer, 'added', component, entry['withheld'])


def _apply_changed(entry: Entry, answer: Reapplied) -> None:
    component = find(answer.components, entry['id'])
    if component is None:
        answer.skipped.append((entry['name'], gettext_noop('was removed meanwhile')))
        return
    before = copy.deepcopy(component)
    for path in entry['unset']:
        _unset(component, path)
    fits = all([_set(component, path, value) for path, value in entry['set']])
    if not fits:
        answer.components[answer.components.index(component)] = before
        answer.skipped.append((entry['name'], gettext_noop('was changed meanwhile in a way that does not fit')))
    elif component == before:
        answer.skipped.append((entry['name'], gettext_noop('is like this already')))
    else:
        _done(answer, 'changed', component, entry['withheld'])


def _apply_removed(entry: Entry, answer: Reapplied) -> None:
    component = find(answer.components, entry['id'])
    if component is None:
        answer.skipped.append((entry['name'], gettext_noop('was removed meanwhile')))
        return
    answer.components.remove(component)
    answer.done.append(('removed', component_name(component)))


_APPLIED = {'added': _apply_added, 'changed': _apply_changed, 'removed': _apply_removed}


def _done(answer: Reapplied, kind: str, component: ObjectModel, withheld: Sequence[Path]) -> None:
    name = component_name(component)
    answer.done.append((kind, name))
    answer.withheld += [Withheld(component_id(component), name, tuple(path)) for path in withheld]


def _parent(component: Any, path: Sequence[str | int]) -> Any:
    """The container that holds the last step of the path, None when the model has no such place."""
    node = component
    for part in path[:-1]:
        try:
            node = node[part]
        except (KeyError, IndexError, TypeError):
            return None
    return node if isinstance(node, dict | list) else None


def _set(component: ObjectModel, path: Sequence[str | int], value: Any) -> bool:
    parent, last = _parent(component, path), path[-1]
    fits = isinstance(parent, dict) or isinstance(last, int) and parent is not None and 0 <= last < len(parent)
    if fits:
        parent[last] = value
    return fits


def _unset(component: ObjectModel, path: Sequence[str | int]) -> None:
    parent = _parent(component, path)
    if isinstance(parent, dict):
        parent.pop(path[-1], None)


def _fill(component: ObjectModel | None, path: Sequence[str | int], text: str) -> None:
    parent = _parent(component, path)
    try:
        blank = parent[path[-1]]
        parent[path[-1]] = type(blank)(text) if isinstance(blank, int | float) else text
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError('no such secret') from error
