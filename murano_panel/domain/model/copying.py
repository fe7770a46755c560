"""Components once more, beside the originals: for duplicates, clones, blueprints and files.

A copy is what people set: what the classes gave out while they were deployed, as addresses, belongs to the original.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from murano_panel.domain.model.conflicts import clean
from murano_panel.domain.model.object_model import component_id, objects
from murano_panel.domain.model.tree import HEADER, MAX_NESTING, mapped, object_id
from murano_panel.domain.records import ObjectModel


def with_new_ids(
    components: Sequence[ObjectModel], new_id: Callable[[], str] = lambda: uuid4().hex
) -> tuple[list[ObjectModel], dict[str, str]]:
    """Copies in which every object has another id, and {old id: new id}.

    What refers to an object that is copied refers to its copy, headers included; all other references stay. Statuses
    and actions, which Murano adds when it is read, are left out.
    """
    ids = {component_id(part): new_id() for component in components for part in objects(component)}

    def moved(_path: Any, plain: Any) -> Any:
        return ids.get(plain, plain) if isinstance(plain, str) else plain

    return [mapped(clean(component), moved) for component in components], ids


def as_people_set(components: Sequence[ObjectModel], sent: Mapping[str, ObjectModel]) -> list[ObjectModel]:
    """Copies without the properties that nobody sent. ``sent``: as sent_first() or with_inputs() give it.

    An object of which nothing is known stays as it is.
    """
    return [_as_set(clean(component), sent) for component in components]


def _as_set(node: Any, sent: Mapping[str, ObjectModel], depth: int = 0) -> Any:
    if depth > MAX_NESTING:
        return None
    if isinstance(node, list):
        return [_as_set(item, sent, depth + 1) for item in node]
    if not isinstance(node, dict):
        return node
    known = sent.get(object_id(node))
    return {
        key: value if key == HEADER else _as_set(value, sent, depth + 1)
        for key, value in node.items()
        if known is None or key == HEADER or key in known
    }
