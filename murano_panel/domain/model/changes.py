"""What a draft changes: the difference between the deployed components and the draft's."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from murano_panel.domain.model import secrets
from murano_panel.domain.model.object_model import (
    MAX_DEPTH,
    class_name,
    component_id,
    component_name,
    find,
    header,
    objects,
)
from murano_panel.domain.records import ObjectModel

Path = tuple[str | int, ...]

# Characters of a value that a line of changes shows.
MAX_TEXT = 120


@dataclass(frozen=True)
class PropertyChange:
    """One property: ``path`` as ``instance.flavor``; ``old`` and ``new`` as text with secrets masked, '' for none.

    Objects are named; ``old_id`` and ``new_id`` are their ids. ``is_new``: the new one comes with the draft.
    """

    path: str
    old: str
    new: str
    old_id: str = ''
    new_id: str = ''
    is_new: bool = False


@dataclass(frozen=True)
class Names:
    """``{id: class and name}`` of all objects, components and their parts; what is not ``known`` by its id is new."""

    texts: Mapping[str, str]
    known: Collection[str]


def names_of(committed: Sequence[ObjectModel], draft: Sequence[ObjectModel]) -> Names:
    deployed = {component_id(part): _title(part) for component in committed for part in objects(component)}
    drafted = {component_id(part): _title(part) for component in draft for part in objects(component)}
    return Names({**deployed, **drafted}, deployed.keys())


@dataclass(frozen=True)
class Change:
    """What happens to one component. ``kind``: ``added``, ``changed`` or ``removed``."""

    kind: str
    component_id: str
    name: str
    class_name: str
    properties: tuple[PropertyChange, ...] = ()


def changes(committed: Sequence[ObjectModel], draft: Sequence[ObjectModel]) -> list[Change]:
    """The changes in the draft's order, then what it removes."""
    found = []
    names = names_of(committed, draft)
    for component in draft:
        before = find(committed, component_id(component))
        properties = tuple(_property_changes(before or {}, component, names))
        if before is None:
            found.append(_change('added', component, properties))
        elif properties:
            found.append(_change('changed', component, properties))
    gone = [component for component in committed if find(draft, component_id(component)) is None]
    return found + [_change('removed', component) for component in gone]


def _change(kind: str, component: ObjectModel, properties: tuple[PropertyChange, ...] = ()) -> Change:
    return Change(kind, component_id(component), component_name(component), class_name(component), properties)


def _property_changes(before: ObjectModel, after: ObjectModel, names: Names) -> Iterator[PropertyChange]:
    secret = secrets.recorded(before) | secrets.recorded(after)
    names = replace(names, known={*names.known, *map(component_id, objects(after))})
    for path, old, new in differences(before, after):
        if before or path != ('name',):  # the name of a new component stands beside it already
            # Masked values of both sides may look the same; that they differ is said all the same.
            hidden = secrets.is_secret_path(path, secret)
            yield property_change(dotted(path), old, new, names, hidden=hidden)


def differences(before: Any, after: Any) -> Iterator[tuple[Path, Any, Any]]:
    """Path, old and new of each plain value that differs, None for none; objects are their ids.

    Another id means another object: the deployment destroys the old one. Objects in lists are compared by their ids;
    what an object that goes had in it is not told.
    """
    before_leaves, after_leaves = dict(_leaves(before)), dict(_leaves(after))
    old, new = _filled(before_leaves, after_leaves), _filled(after_leaves, before_leaves)
    places = {path: path for path in [*old, *new]}
    gone = old.keys() - new.keys()
    for path in places:
        if old.get(path) != new.get(path) and (path in new or not any(part in gone for part in _around(path))):
            yield places[path], old.get(path), new.get(path)


def _filled(leaves: Mapping[Path, Any], others: Iterable[Path]) -> dict[Path, Any]:
    """Without the empty lists where the other side has objects: these tell it."""
    inside = {part for path in others for part in _around(path)}
    return {path: value for path, value in leaves.items() if value != [] or path not in inside}


def _around(path: Path) -> Iterator[Path]:
    return (path[:length] for length in range(1, len(path)))


def dotted(path: Path) -> str:
    """``nodes[0].label``"""
    places = (part.place if isinstance(part, _Item) else part for part in path)
    return ''.join(f'[{place}]' if isinstance(place, int) else f'.{place}' for place in places).removeprefix('.')


def property_change(path: str, old: Any, new: Any, names: Names, *, hidden: bool) -> PropertyChange:
    """A change as it is shown."""
    if hidden:
        return PropertyChange(path, '' if old is None else secrets.MASK, '' if new is None else secrets.MASK)
    (old_text, old_id), (new_text, new_id) = (_text(value, names) for value in (old, new))
    if old_text == new_text and old_id and new_id:
        old_text, new_text = f'{old_text} {old_id[:8]}', f'{new_text} {new_id[:8]}'
    return PropertyChange(path, old_text, new_text, old_id, new_id, bool(new_id) and new_id not in names.known)


def _leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The values to compare: plain ones, lists of plain ones, and which object stands where."""
    if len(path) > MAX_DEPTH:
        return
    if isinstance(node, dict):
        if path and header(node):
            yield path, component_id(node) or class_name(node).rpartition('.')[2]
        if not path and header(node).get('name'):
            yield ('name',), header(node)['name']
        for key, value in node.items():
            if key != '?' and (path or key != 'name' or not header(node).get('name')):
                yield from _leaves(value, (*path, key))
    elif isinstance(node, list | tuple) and any(isinstance(item, dict | list) for item in node):
        for index, value in enumerate(node):
            yield from _leaves(value, (*path, _Item.of(value, index)))
    elif node not in (None, ''):
        yield path, node


class _Item(str):
    """An object in a list, known by its id wherever it stands there; ``place`` is where."""

    place: int

    @classmethod
    def of(cls, node: Any, place: int) -> 'str | int':
        if not component_id(node):
            return place
        item = cls(component_id(node))
        item.place = place
        return item


def _title(node: ObjectModel) -> str:
    """``Server web``"""
    short, name = class_name(node).rpartition('.')[2], component_name(node)
    return name if name == short else f'{short} {name}'.strip()


def _text(value: Any, names: Names) -> tuple[str, str]:
    """A value as text, and the ids of the objects that it names."""
    if value is None:
        return '', ''
    if isinstance(value, str) and value in names.texts:
        return _cut(names.texts[value]), value
    if isinstance(value, list) and value and all(isinstance(item, str) and item in names.texts for item in value):
        return _cut(', '.join(names.texts[item] for item in value)), ', '.join(value)
    return _cut(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)), ''


def _cut(text: str) -> str:
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + '…'
