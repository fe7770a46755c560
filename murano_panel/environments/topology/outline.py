"""The picture as a list: the same facts in words, for those who do not see it, or would rather read."""

from collections.abc import Sequence
from dataclasses import dataclass

from murano_panel.environments.component_lines import ComponentLine
from murano_panel.environments.topology.choice import Choice, Part, parts_of

MAX_PARTS = 40


@dataclass(frozen=True)
class Entry:
    """A component with the objects inside it; ``more``: how many of those are not listed."""

    line: ComponentLine
    parts: Sequence[Part]
    more: int


def outline(choice: Choice) -> list[Entry]:
    """In the order of the picture's components."""
    found = [(line, parts_of(line.model)) for line in choice.lines]
    return [Entry(line, parts[:MAX_PARTS], max(len(parts) - MAX_PARTS, 0)) for line, parts in found]
