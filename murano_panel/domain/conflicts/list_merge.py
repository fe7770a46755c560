"""Two people have changed the same list: what comes of it with the changes of both."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from murano_panel.domain.model.tree import ABSENT, object_id


def merged(base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any]) -> list[Any] | None:
    """Their list, with what mine adds, removes and changes of ``base``; None where the changes do not go together.

    Objects are the same by their ids, all else by its value. What both have put into another order has no order.
    """
    before, other, own = (_by_key(items) for items in (base, theirs, mine))
    if before is None or other is None or own is None:
        return None
    found: dict[str, Any] = {}
    for key in _order(list(before), list(other), list(own)):
        old, here, there = (items.get(key, ABSENT) for items in (before, own, other))
        if here != there and old not in (here, there):
            return None
        value = there if old == here else here
        if value is not ABSENT:
            found[key] = value
    return list(found.values())


def _by_key(items: Sequence[Any]) -> Mapping[str, Any] | None:
    """None where something is there twice."""
    found = {object_id(item) or json.dumps(item, sort_keys=True, default=str): item for item in items}
    return found if len(found) == len(items) else None


def _order(before: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[str]:
    """All keys: in my order where mine moves something, else in theirs.

    What the other one adds stays behind the entry that it follows there.
    """
    both = set(mine) & set(before)
    is_moved = [key for key in before if key in both] != [key for key in mine if key in both]
    leading, following = (mine, theirs) if is_moved else (theirs, mine)
    order = list(leading)
    for place, key in enumerate(following):
        if key not in order:
            order.insert(order.index(following[place - 1]) + 1 if place else 0, key)
    return order
