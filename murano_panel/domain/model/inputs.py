"""What people set in a component, and what its class gives out: addresses, ids of servers and the like.

What was sent at first tells most of it. A property that another tool had left to its default, and set later, only the
class itself can tell from what it gives out.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from murano_panel.domain.model.object_model import class_name, component_id, header, objects
from murano_panel.domain.model.tree import (
    ABSENT,
    BY_ID,
    HEADER,
    Change,
    copied,
    difference,
    object_id,
    value_at,
)
from murano_panel.domain.model.versions import typed
from murano_panel.domain.records import ObjectModel

# {class: {property that people set: its default, None without one}}; all other properties it gives out.
Inputs = Mapping[str, Mapping[str, Any]]


def doubtful(then: Sequence[ObjectModel], live: Sequence[ObjectModel], sent: Mapping[str, ObjectModel]) -> list[str]:
    """The classes with values that nobody sent at first and that are others by now: people or the class set them."""
    deployed = {component_id(item): item for item in live}
    pairs = [(deployed.get(component_id(item), {HEADER: header(item)}), item) for item in then]
    givers = [giver_of(change, now, sent) for now, item in pairs for change in difference(now, item, lists=BY_ID)]
    return list(dict.fromkeys(class_name(giver) for giver in givers if giver))


def giver_of(change: Change, now: ObjectModel, sent: Mapping[str, ObjectModel]) -> ObjectModel | None:
    """The object that has a value which nobody sent at first; None for what was sent, and for Murano's own."""
    if HEADER in change.path:
        return None
    for length, part in enumerate(change.path):
        node = value_at(now, change.path[:length])
        own_id = object_id(node)
        if own_id and part not in sent.get(own_id, {}):
            asked = typed(header(node))
            return node if asked and not asked.is_core else None
    return None


def with_inputs(
    sent: Mapping[str, ObjectModel], components: Sequence[ObjectModel], inputs: Inputs
) -> Mapping[str, ObjectModel]:
    """With ABSENT for what people could have sent at first, and have not."""
    if not inputs:
        return sent
    known = {
        component_id(part): dict.fromkeys(inputs.get(class_name(part), ()), ABSENT) for part in objects(components)
    }
    return {own_id: {**known.get(own_id, {}), **first} for own_id, first in sent.items()}


def with_defaults(then: Sequence[ObjectModel], live: Sequence[ObjectModel], inputs: Inputs) -> Sequence[ObjectModel]:
    """With the values that the engine has given to what was not sent, of what is still deployed."""
    if not inputs:
        return then
    complete: list[ObjectModel] = copied(list(then))
    deployed = {component_id(part) for part in objects(live)}
    for part in objects(complete):
        if component_id(part) in deployed:
            for name, default in inputs.get(class_name(part), {}).items():
                if default is not None:
                    part.setdefault(name, default)
    return complete
