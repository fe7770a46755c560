"""The actions of a component, as its page and its row in the environment offer them."""

from collections.abc import Sequence
from dataclasses import dataclass

from murano_panel.actions import refusals
from murano_panel.domain.model.actions import OfferedAction, offered_by
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.refusal import Refusal

# Entries of a menu; the page of the component has all.
MAX_IN_MENU = 8


@dataclass(frozen=True)
class ActionRow:
    """``why_not``: what stands against this action alone, '' for nothing."""

    action: OfferedAction
    why_not: str


@dataclass(frozen=True)
class Actions:
    """Of one component. ``why_not``: what stands against all of them, '' for nothing."""

    rows: tuple[ActionRow, ...] = ()
    why_not: str = ''

    @property
    def in_menu(self) -> Sequence[ActionRow]:
        """Those with an entry in the menu."""
        return self.rows[:MAX_IN_MENU]

    @property
    def others(self) -> int:
        """How many more there are."""
        return len(self.rows) - len(self.in_menu)


def actions_of(component: ObjectModel, general: Refusal | None) -> Actions:
    """general: what stands against all actions of its environment. No call."""
    rows = [ActionRow(action, str(refusals.of_action(action) or '')) for action in offered_by(component)]
    return Actions(tuple(rows), str(general or ''))
