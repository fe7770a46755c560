"""From columns and rows to pixels, for pictures of what uses what: where cards stand, and lines between them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString

from murano_panel.domain.model.topology import Layout, Place
from murano_panel.web.text import literal

# What a change set does to a component.
SIGNS = {'added': '+', 'changed': '~', 'removed': '−'}


@dataclass(frozen=True)
class Grid:
    """In pixels: the size of a card, and what is left free between two, where lines bend, and around all."""

    width: int
    height: int
    across: int
    down: int
    margin: int

    def size(self, found: Layout) -> tuple[float, float]:
        """Width and height of the whole picture."""
        return (
            max(found.columns * (self.width + self.across) - self.across, 0) + 2 * self.margin,
            max(found.rows * (self.height + self.down) - self.down, 0) + 2 * self.margin,
        )

    def corner(self, place: Place) -> tuple[float, float]:
        """The upper left one of the card there."""
        column, row = place
        return self.margin + column * (self.width + self.across), self.margin + row * (self.height + self.down)

    def path(self, route: Sequence[Place]) -> str:
        """Out of the right side of a card, straight through where it passes others, into the left side of the last."""
        ends = [(x, y + self.height / 2, x + self.width) for x, y in map(self.corner, route)]
        drawn = f'M{ends[0][2]:g} {ends[0][1]:g}'
        for (_left, y, right), (left, next_y, next_right) in pairwise(ends):
            middle = (right + left) / 2
            drawn += f'C{middle:g} {y:g} {middle:g} {next_y:g} {left:g} {next_y:g}'
            if (left, next_y, next_right) != ends[-1]:
                drawn += f'H{next_right:g}'
        return drawn


def fitting(text: str, room: int) -> SafeString:
    """As much of a text as a line has room for, as HTML; wide characters take the room of two."""
    taken = 0
    for place, character in enumerate(text):
        taken += 2 if unicodedata.east_asian_width(character) in 'WF' else 1
        if taken > room:
            return literal(text[: max(place - 1, 0)].rstrip() + '…')
    return literal(text)
