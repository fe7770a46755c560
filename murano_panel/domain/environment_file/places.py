"""What objects are called in a file instead of by their ids: ``web``, and ``web/instance`` for a part of it."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from murano_panel.domain.environment_file.keys import escaped
from murano_panel.domain.model.object_model import class_name, component_id, component_name, header
from murano_panel.domain.model.tree import HEADER, MAX_NESTING
from murano_panel.domain.records import ObjectModel

MAX_NAME = 60


def local_names(components: Sequence[ObjectModel]) -> dict[str, str]:
    """{id of a component: its name in the file}, sorted by these; twins are numbered in their order: ``web.2``."""
    counts: dict[str, int] = {}
    found: list[tuple[str, int, str]] = []
    for component in components:
        name = _plain(component_name(component)) or _plain(class_name(component).rpartition('.')[2]) or 'component'
        counts[name] = counts.get(name, 0) + 1
        found.append((name, counts[name], component_id(component)))
    return {own_id: f'{name}.{number}' if number > 1 else name for name, number, own_id in sorted(found)}


def ids_by_place(components: Sequence[ObjectModel]) -> dict[str, str]:
    """{place: id} of all objects."""
    by_id = {component_id(component): component for component in components}
    return {
        place: component_id(part)
        for own_id, name in local_names(components).items()
        for place, part in _objects(name, by_id[own_id])
        if component_id(part)
    }


def inner(place: str, key: str | int) -> str:
    """The place of what stands there: the rest of it is a JSON pointer (RFC 6901)."""
    return f'{place}/{str(key).replace("~", "~0").replace("/", "~1")}'


def is_object(node: Any) -> bool:
    """Whether a mapping of a model is an object that the file can name."""
    return isinstance(header(node).get('type'), str) and bool(class_name(node))


def _objects(place: str, node: Any, depth: int = 0) -> Iterator[tuple[str, Any]]:
    if depth > MAX_NESTING:
        return
    if is_object(node):
        yield place, node
    if isinstance(node, dict):
        parts: Iterable[tuple[Any, Any]] = ((escaped(key), value) for key, value in node.items() if key != HEADER)
    else:
        parts = enumerate(node if isinstance(node, list | tuple) else ())
    for key, value in parts:
        if isinstance(value, dict | list | tuple):
            yield from _objects(inner(place, key), value, depth + 1)


def _plain(name: str) -> str:
    """In small letters, with a dash for all that is neither letter nor digit."""
    text = unicodedata.normalize('NFKC', name[: 4 * MAX_NAME]).lower()
    words = ''.join(character if character.isalnum() else ' ' for character in text).split()
    return '-'.join(words)[:MAX_NAME].strip('-')
