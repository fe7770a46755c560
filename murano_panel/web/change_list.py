"""A change set of any length on a page: the first changes in full, the next by name, the others counted."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from murano_panel.domain.model.changes import ComponentChange
from murano_panel.web.paging import ROWS_PER_PAGE

# Properties of each component that is told in full, and components that are named.
MAX_PROPERTIES, MAX_NAMED = 100, 500


@dataclass(frozen=True)
class ChangeList:
    """``in_full``: with their properties, of which ``left_out`` are not told.

    named: the next ones, without their properties; ``more`` are not even named. counts: of all, by kind.
    """

    in_full: Sequence[ComponentChange]
    left_out: int
    named: Sequence[ComponentChange]
    more: int
    counts: dict[str, int]

    @property
    def not_in_full(self) -> int:
        """How many changes are not told in full."""
        return len(self.named) + self.more


def change_list(changes: Sequence[ComponentChange]) -> ChangeList:
    """In the order given."""
    first, others = changes[:ROWS_PER_PAGE], changes[ROWS_PER_PAGE:]
    return ChangeList(
        in_full=[replace(change, properties=change.properties[:MAX_PROPERTIES]) for change in first],
        left_out=sum(max(0, len(change.properties) - MAX_PROPERTIES) for change in first),
        named=others[:MAX_NAMED],
        more=max(0, len(others) - MAX_NAMED),
        counts=Counter(change.kind for change in changes),
    )
