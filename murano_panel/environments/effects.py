"""What the changes of a draft do to what is in the cloud, and whom they leave without what they need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from murano_panel.domain.model.changes import REMOVED, ComponentChange
from murano_panel.domain.model.consequences import Consequence, consequences
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import component_id, users_of_removed
from murano_panel.domain.records import ObjectModel

# Components whose effects are told; of hundreds nobody reads all.
MAX_SHOWN = 50


@dataclass(frozen=True)
class Effect:
    """What the change of one component does. ``users``: what the draft keeps that needs it."""

    component_id: str
    name: str
    is_removed: bool
    consequences: tuple[Consequence, ...]
    users: tuple[str, ...] = ()


@dataclass(frozen=True)
class Effects:
    """In the order of the changes. ``more`` components are not shown."""

    shown: tuple[Effect, ...] = ()
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.shown)


def effects(
    committed: Sequence[ObjectModel], present: Sequence[ObjectModel], changed: Iterable[ComponentChange]
) -> Effects:
    """Those of which something is known. What makes the deployment fail is a finding of the checks. No call."""
    changed = list(changed)
    ids = {change.component_id for change in changed}
    # Most of a draft is as it was, and walking it costs as much as comparing it.
    before, after = ([item for item in items if component_id(item) in ids] for items in (committed, present))
    found = consequences(before, after)
    known = {key: told for key, each in found.items() if (told := tuple(item for item in each if not item.is_failure))}
    users = _users(committed, present)
    shown = [
        Effect(own_id, change.name, change.kind == REMOVED, known.get(own_id, ()), users.get(own_id, ()))
        for change in changed
        for own_id in [change.component_id]
        if own_id in known or own_id in users
    ]
    return Effects(tuple(shown[:MAX_SHOWN]), max(0, len(shown) - MAX_SHOWN))


def _users(committed: Sequence[ObjectModel], present: Sequence[ObjectModel]) -> dict[str, tuple[str, ...]]:
    """{id of a component that goes: the names of those that stay and need it}."""
    found = users_of_removed(committed, present)
    names = told_apart(present) if found else {}
    return {own_id: tuple(names[user] for user in users) for own_id, users in found.items()}
