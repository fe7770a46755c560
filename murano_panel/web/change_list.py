"""A change set of any length on a page: the first changes in full, the next by name, the others counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from murano_panel.domain.model.changes import ComponentChange, PropertyChange
from murano_panel.web.paging import ROWS_PER_PAGE

# Properties of each component that is told in full, as long as the page has room for as many; then some of each.
MAX_PROPERTIES, MAX_ON_PAGE, MIN_PROPERTIES = 100, 400, 4
# Components that are named.
MAX_NAMED = 500
# Lines of long texts and lists on a page; comparing costs more than a few lines do. Further ones are cut as values are.
MAX_LINES, LINES_OF_COMPARISON = 600, 40


@dataclass(frozen=True)
class ChangeList:
    """``in_full``: with their properties; ``cut``: {id of one that has more properties than are told: how many}.

    named: the next ones, without their properties; ``more`` are not even named. counts: of all, by kind.
    """

    in_full: Sequence[ComponentChange]
    cut: Mapping[str, int]
    named: Sequence[ComponentChange]
    more: int
    counts: Mapping[str, int]

    @property
    def not_in_full(self) -> int:
        """How many changes are not told in full."""
        return len(self.named) + self.more


def change_list(changes: Sequence[ComponentChange]) -> ChangeList:
    """In the order given."""
    first, others = changes[:ROWS_PER_PAGE], changes[ROWS_PER_PAGE:]
    room = _Room()
    in_full = [replace(change, properties=room.of_component(change)) for change in first]
    return ChangeList(
        in_full=in_full,
        cut={
            change.component_id: len(change.properties) - len(told.properties)
            for change, told in zip(first, in_full, strict=True)
            if len(change.properties) > len(told.properties)
        },
        named=others[:MAX_NAMED],
        more=max(0, len(others) - MAX_NAMED),
        counts=Counter(change.kind for change in changes),
    )


def alone(change: ComponentChange, properties: Sequence[PropertyChange]) -> ChangeList:
    """One change with these of its properties: a page of them."""
    told = replace(change, properties=_Room().filled_with(properties))
    return ChangeList([told], {}, (), 0, Counter([change.kind]))


def compared(properties: Sequence[PropertyChange]) -> Sequence[PropertyChange]:
    """Line by line, as far as a page has room for that; the values of the others are cut."""
    return _Room().filled_with(properties)


@dataclass
class _Room:
    """What a page still has room for."""

    properties: int = field(default=MAX_ON_PAGE)
    lines: int = field(default=MAX_LINES)

    def of_component(self, change: ComponentChange) -> tuple[PropertyChange, ...]:
        most = min(MAX_PROPERTIES, max(MIN_PROPERTIES, self.properties))
        shown = self.filled_with(change.properties[:most])
        self.properties -= len(shown)
        return shown

    def filled_with(self, properties: Sequence[PropertyChange]) -> tuple[PropertyChange, ...]:
        return tuple(map(self._with_lines, properties))

    def _with_lines(self, item: PropertyChange) -> PropertyChange:
        """Compared line by line, as far as there is room: its lines are made here."""
        if self.lines <= 0:
            return replace(item, values=(None, None))
        if item.lines:
            self.lines -= max(LINES_OF_COMPARISON, len(item.lines))
        return item
