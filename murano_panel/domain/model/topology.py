"""Where the things of a picture stand: in columns from left to right, who uses something before what is used.

Sugiyama's way of layers, as the library fast-sugiyama has it. Its version 0.5.3 never ends where edges repeat or go in
circles, so it is given neither.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from fast_sugiyama import from_edges

# It tells each of its steps, which fills the log of a Horizon that has "info".
logging.getLogger('rust-sugiyama').setLevel(logging.WARNING)

Edge = tuple[str, str]
# Column and row, from the upper left; rows may lie between two others.
Place = tuple[float, float]

# Columns that there is always room for, and how many there are to one row: cards are wider than high, pages too.
COLUMNS = 4
COLUMNS_TO_ROW = 0.55
# More edges than these are not drawn: that would be a web, and take long.
MAX_EDGES = 400
# Points by which long edges go around things, and the room that one takes, of a row. Edges that would need more than
# all of these together, the longest ones, lead straight from one end to the other.
MAX_POINTS, POINT = 800, 0.4


@dataclass(frozen=True)
class Layout:
    """Where each thing stands, and the places that an edge passes, its ends included."""

    places: Mapping[str, Place] = field(default_factory=dict)
    routes: Mapping[Edge, Sequence[Place]] = field(default_factory=dict)

    @property
    def columns(self) -> float:
        return max((column for column, _row in self._all()), default=-1) + 1

    @property
    def rows(self) -> float:
        return max((row for _column, row in self._all()), default=-1) + 1

    def _all(self) -> Iterator[Place]:
        yield from self.places.values()
        for route in self.routes.values():
            yield from route


def layout(ids: Sequence[str], edges: Iterable[Edge]) -> Layout:
    """The same for the same ids and edges, in whatever process.

    Left out are edges to what is not there, and the last ones of too many.
    """
    number = {own: index for index, own in enumerate(dict.fromkeys(ids))}
    known = ((number[user], number[used]) for user, used in edges if user in number and used in number)
    drawn = list(dict.fromkeys(edge for edge in known if edge[0] != edge[1]))[:MAX_EDGES]
    forward = _without_circles(len(number), sorted(drawn))
    solved = _short_ones(len(number), forward)
    blocks = list(_connected(solved, len(number)))
    blocks += _alone(set(range(len(number))) - {end for edge in solved for end in edge})
    names, places = list(number), {}
    ways: dict[tuple[int, int], list[Place]] = {edge: [] for edge in forward}
    for block, left, top in _shelved(blocks):
        moved = {index: (column + left, row + top) for index, (column, row) in block.places.items()}
        places.update({index: place for index, place in moved.items() if index < len(names)})
        for passed in _routes(block.edges, len(names)):
            ways[passed[0], passed[-1]] = [moved[index] for index in passed]
    routes: dict[Edge, Sequence[Place]] = {}
    for (start, end), way in ways.items():
        route = way or [places[start], places[end]]
        for is_turned in forward[start, end]:
            pair = (end, start) if is_turned else (start, end)
            routes[names[pair[0]], names[pair[1]]] = route[::-1] if is_turned else route
    return Layout({names[index]: place for index, place in places.items()}, routes)


def _short_ones(count: int, forward: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The edges that all together pass no more points than there may be, the shortest first. No circles among them."""
    layers = _layers(count, forward)
    left, found = MAX_POINTS, []
    for start, end in sorted(forward, key=lambda edge: (layers[edge[1]] - layers[edge[0]], edge)):
        left -= layers[end] - layers[start] - 1
        if left < 0:
            break
        found.append((start, end))
    return found


def _layers(count: int, forward: Iterable[tuple[int, int]]) -> list[int]:
    """How many edges lead to each, on the longest way."""
    targets: dict[int, list[int]] = {}
    waiting = [0] * count
    for start, end in forward:
        targets.setdefault(start, []).append(end)
        waiting[end] += 1
    layers = [0] * count
    ready = [index for index in range(count) if not waiting[index]]
    for index in ready:
        for end in targets.get(index, ()):
            layers[end] = max(layers[end], layers[index] + 1)
            waiting[end] -= 1
            if not waiting[end]:
                ready.append(end)
    return layers


def _without_circles(count: int, edges: Sequence[tuple[int, int]]) -> dict[tuple[int, int], list[bool]]:
    """{edge: whether it stands for one the other way round, perhaps for both}: turned is what leads back on a walk."""
    targets: dict[int, list[int]] = {index: [] for index in range(count)}
    for user, used in edges:
        targets[user].append(used)
    found: dict[tuple[int, int], list[bool]] = {}
    done: set[int] = set()
    on_the_way: set[int] = set()
    # Begun at those that nothing uses, a walk turns as few as a reader expects.
    used_ones = {used for _user, used in edges}
    for start in sorted(range(count), key=lambda index: index in used_ones):
        walk: list[tuple[int, Iterator[int]]] = [] if start in done else [(start, iter(targets[start]))]
        on_the_way.update(index for index, _rest in walk)
        while walk:
            index, rest = walk[-1]
            target = next(rest, None)
            if target is None:
                walk.pop()
                on_the_way.discard(index)
                done.add(index)
            elif target in on_the_way:
                found.setdefault((target, index), []).append(True)
            else:
                found.setdefault((index, target), []).append(False)
                if target not in done:
                    walk.append((target, iter(targets[target])))
                    on_the_way.add(target)
    return found


@dataclass(frozen=True)
class _Block:
    """What belongs together. Higher numbers than those of things are points that long edges pass."""

    places: Mapping[int, Place]
    edges: Sequence[tuple[int, int]] = ()

    @property
    def columns(self) -> float:
        return max(column for column, _row in self.places.values()) + 1

    @property
    def rows(self) -> float:
        return max(row for _column, row in self.places.values()) + 1


def _connected(edges: Iterable[tuple[int, int]], count: int) -> Iterator[_Block]:
    """What edges hold together, in the order of the first things in it. ``count``: of all things."""
    for part in _parts(edges):
        # The library numbers the points that long edges pass from the highest number in a part on.
        own = sorted({end for edge in part for end in edge})
        given = {index: place for place, index in enumerate(own)}
        solved: Any = from_edges(
            sorted((given[user], given[used]) for user, used in part),
            vertex_spacing=1,
            dummy_vertices=True,
            dummy_size=POINT,
            check_layout=False,
        )
        ((positions, _width, _height, passed),) = solved
        index_of = own + list(range(count, count + len(positions)))
        yield _Block(
            _turned({index_of[point]: place for point, place in positions}, own),
            [(index_of[start], index_of[end]) for start, end in passed],
        )


def _turned(positions: Mapping[int, Place], own: Sequence[int]) -> dict[int, Place]:
    """From the library's layers, one above the other and counted from below, to columns.

    Of the picture and its mirror image the one in which what comes first stands further up, as far as can be.
    """
    across, up = min(x for x, _y in positions.values()), max(y for _x, y in positions.values())
    widest = max(x for x, _y in positions.values())
    middle = sum(own) / len(own)
    is_upside_down = sum((index - middle) * positions[index][0] for index in own) < 0
    return {index: (up - y, widest - x if is_upside_down else x - across) for index, (x, y) in positions.items()}


def _parts(edges: Iterable[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The edges, those together that a way leads between."""
    neighbours: dict[int, set[int]] = {}
    found = list(edges)
    for start, end in found:
        neighbours.setdefault(start, set()).add(end)
        neighbours.setdefault(end, set()).add(start)
    part_of: dict[int, int] = {}
    for first in sorted(neighbours):
        reached = [] if first in part_of else [first]
        while reached:
            index = reached.pop()
            part_of[index] = first
            reached += neighbours[index] - part_of.keys()
    parts: dict[int, list[tuple[int, int]]] = {first: [] for first in sorted(part_of.values())}
    for edge in found:
        parts[part_of[edge[0]]].append(edge)
    return list(parts.values())


def _alone(indexes: Iterable[int]) -> list[_Block]:
    return [_Block({index: (0.0, 0.0)}) for index in sorted(indexes)]


def _shelved(blocks: Sequence[_Block]) -> Iterator[tuple[_Block, float, float]]:
    """Each with where it begins: side by side as long as there is room, then below."""
    whole = sum(block.columns * block.rows for block in blocks)
    room = max([COLUMNS, sqrt(whole * COLUMNS_TO_ROW), *(block.columns for block in blocks)])
    left = top = height = 0.0
    for block in blocks:
        if left and left + block.columns > room:
            left, top, height = 0.0, top + height, 0.0
        yield block, left, top
        left, height = left + block.columns, max(height, block.rows)


def _routes(edges: Sequence[tuple[int, int]], count: int) -> Iterator[list[int]]:
    """Each edge from its beginning to its end, by way of the points that it passes: ``count`` and above."""
    onwards = {start: end for start, end in edges if start >= count}
    for start, end in edges:
        if start >= count:
            continue
        passed = [start, end]
        while passed[-1] >= count:
            passed.append(onwards[passed[-1]])
        yield passed
