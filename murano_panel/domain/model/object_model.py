"""Reading Murano's object model: nested dicts, each object with a ``?`` header."""

from collections.abc import Iterable, Iterator
from typing import Any

from murano_panel.domain.records import ObjectModel

# Deeper nesting than any real model has; bounds the walk on hostile ones.
MAX_DEPTH = 100


def header(node: Any) -> dict[str, Any]:
    """The ``?`` part of an object, {} for anything that is not an object."""
    found = node.get('?') if isinstance(node, dict) else None
    return found if isinstance(found, dict) else {}


def component_id(component: ObjectModel) -> str:
    """The ``?.id`` of an object, '' when it has none."""
    return str(header(component).get('id') or '')


def class_name(component: ObjectModel) -> str:
    """The MuranoPL class: after a deployment ``?.type`` reads ``fqn/version@package``."""
    return str(header(component).get('type') or '').split('@')[0].split('/')[0]


def package_name(component: ObjectModel) -> str | None:
    """The FQN of the package that ``?`` names, None when it names none."""
    head = header(component)
    after_at = str(head.get('type') or '').partition('@')[2]
    return after_at or head.get('package') or None


def component_name(component: ObjectModel) -> str:
    """What to call an object: ``?.name``, its name property, or the last part of its class."""
    for candidate in (header(component).get('name'), component.get('name')):
        if isinstance(candidate, str) and candidate.strip():
            return candidate
    return class_name(component).rpartition('.')[2] or component_id(component)


def objects(node: Any, depth: int = 0) -> Iterator[ObjectModel]:
    """Every object in ``node``, itself included, parents before their parts."""
    if depth > MAX_DEPTH:
        return
    if isinstance(node, dict):
        if component_id(node):
            yield node
        for key, value in node.items():
            if key != '?':
                yield from objects(value, depth + 1)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from objects(value, depth + 1)


def entity_owners(components: Iterable[ObjectModel]) -> dict[str, str]:
    """{id of an object: id of the component that it is part of}, components included."""
    return {component_id(part): component_id(component) for component in components for part in objects(component)}


def find(components: Iterable[ObjectModel], wanted_id: str) -> ObjectModel | None:
    """The component with this id."""
    return next((component for component in components if component_id(component) == wanted_id), None)


def without_status(component: ObjectModel) -> ObjectModel:
    """The component as Murano keeps it: reading adds the environment's status to ``?``."""
    return {**component, '?': {key: value for key, value in header(component).items() if key != 'status'}}


def _texts(node: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif depth <= MAX_DEPTH and isinstance(node, dict):
        for key, value in node.items():
            if key != '?':
                yield from _texts(value, depth + 1)
    elif depth <= MAX_DEPTH and isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value, depth + 1)


def references(component: ObjectModel, owners: dict[str, str]) -> set[str]:
    """Ids of the other components whose objects this one points to; ``owners`` comes from entity_owners()."""
    own = component_id(component)
    return {owners[text] for text in _texts(component) if owners.get(text, own) != own}
