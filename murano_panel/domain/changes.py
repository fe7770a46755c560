"""What a draft changes: the difference between the deployed components and the draft's."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from murano_panel.domain import secrets
from murano_panel.domain.object_model import (
    MAX_DEPTH,
    class_name,
    component_id,
    component_name,
    find,
    header,
)
from murano_panel.domain.records import ObjectModel

Path = tuple[str | int, ...]

# Characters of a value that a line of changes shows.
MAX_TEXT = 120


@dataclass(frozen=True)
class PropertyChange:
    """One property: ``path`` as ``instance.flavor``; ``old`` and ``new`` as text with secrets masked, '' for none."""

    path: str
    old: str
    new: str


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
    for component in draft:
        before = find(committed, component_id(component))
        properties = tuple(_property_changes(before or {}, component))
        if before is None:
            found.append(_change('added', component, properties))
        elif properties:
            found.append(_change('changed', component, properties))
    gone = [component for component in committed if find(draft, component_id(component)) is None]
    return found + [_change('removed', component) for component in gone]


def _change(kind: str, component: ObjectModel, properties: tuple[PropertyChange, ...] = ()) -> Change:
    return Change(kind, component_id(component), component_name(component), class_name(component), properties)


def _property_changes(before: ObjectModel, after: ObjectModel) -> Iterator[PropertyChange]:
    old, new = dict(_leaves(before)), dict(_leaves(after))
    names = secrets.recorded(before) | secrets.recorded(after)
    if not before:
        # Its name stands beside it already.
        new.pop(('name',), None)
    for path in dict.fromkeys([*old, *new]):
        if old.get(path) != new.get(path):
            shown = '.'.join(str(part) for part in path)
            # Masked values of both sides may look the same; that they differ is said all the same.
            hidden = secrets.is_secret_path(path, names)
            yield PropertyChange(shown, _text(old.get(path), hidden), _text(new.get(path), hidden))


def _leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The values to compare: plain ones, lists of plain ones, and which object stands where."""
    if len(path) > MAX_DEPTH:
        return
    if isinstance(node, dict):
        if path and header(node):
            yield path, _identity(node)
        if not path and header(node).get('name'):
            yield ('name',), header(node)['name']
        for key, value in node.items():
            if key != '?' and (path or key != 'name' or not header(node).get('name')):
                yield from _leaves(value, (*path, key))
    elif isinstance(node, list | tuple) and any(isinstance(item, dict | list) for item in node):
        for index, value in enumerate(node):
            yield from _leaves(value, (*path, index))
    elif node not in (None, ''):
        yield path, node


def _identity(node: ObjectModel) -> str:
    """A nested object; another id means another object: the deployment destroys the old one."""
    return f'{class_name(node).rpartition(".")[2]} {component_id(node)[:8]}'.strip()


def _text(value: Any, hidden: bool) -> str:
    if value is None:
        return ''
    if hidden:
        return secrets.MASK
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + '…'
