"""How a long text, or a list, differs from what it was: line by line."""

import difflib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

# Lines that stay as they are, shown around those that differ.
AROUND = 2
# Of each side are compared, and shown in all: comparing costs with the square of what differs.
MAX_COMPARED, MAX_SHOWN, MAX_CHARACTERS = 400, 300, 500
# Of texts that repeat few lines all is told as other lines: (lines of one that the other has, counted for each pair).
MAX_PAIRS = 10_000
SAME, GONE, NEW, SKIPPED = 'same', 'gone', 'new', 'skipped'


@dataclass(frozen=True)
class DiffLine:
    """``kind``: SAME, GONE, NEW, or SKIPPED, which stands for lines that stay, or for all that is not shown."""

    kind: str
    text: str = ''

    @property
    def sign(self) -> str:
        """What stands before it, as in a patch."""
        return {GONE: '−', NEW: '+', SKIPPED: '…'}.get(self.kind, ' ')


@dataclass(frozen=True)
class Hunk:
    """Lines that belong together: ``same`` ones, or those that are ``gone`` and the ``new`` ones in their place."""

    same: tuple[DiffLine, ...] = ()
    gone: tuple[DiffLine, ...] = ()
    new: tuple[DiffLine, ...] = ()


def hunks(lines: Iterable[DiffLine]) -> tuple[Hunk, ...]:
    """The lines of a comparison by what they have to do with each other."""
    found = []
    for differs, group in groupby(lines, lambda line: line.kind in (GONE, NEW)):
        items = tuple(group)
        parts = (tuple(line for line in items if line.kind == kind) for kind in (GONE, NEW))
        found.append(Hunk((), *parts) if differs else Hunk(items))
    return tuple(found)


def line_diff(old: Any, new: Any) -> tuple[DiffLine, ...]:
    """() where a line says it all: unless one of both has several lines, or is a list of several."""
    before, after = _lines(old), _lines(new)
    if max(len(before), len(after)) < 2:
        return ()
    # What is the same at both ends need not be compared, however long it is.
    start, end = _same_at_the_ends(before, after)
    middle, other = before[start : len(before) - end], after[start : len(after) - end]
    found = list(_compared(middle[:MAX_COMPARED], other[:MAX_COMPARED]))
    is_cut = len(found) > MAX_SHOWN or max(len(middle), len(other)) > MAX_COMPARED
    skipped = (DiffLine(SKIPPED),)
    return (
        *(skipped if start else ()),
        *found[:MAX_SHOWN],
        *(skipped if end or is_cut else ()),
    )


def _same_at_the_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many lines to leave out at the beginning and at the end, but for those AROUND what differs."""
    shorter = min(len(before), len(after))
    start = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    end = next((place for place in range(shorter - start) if before[-1 - place] != after[-1 - place]), shorter - start)
    return max(0, start - AROUND), max(0, end - AROUND)


def _lines(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.splitlines()
    if isinstance(value, list):
        return [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in value]
    return [] if value is None else [str(value)]


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffLine]:
    if _pairs(before, after) > MAX_PAIRS:
        yield from _cut(GONE, before[: MAX_SHOWN // 2])
        yield from _cut(NEW, after[: MAX_SHOWN // 2])
        return
    shown = 0
    for group in difflib.SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(AROUND):
        if group[0][1] > shown:
            yield DiffLine(SKIPPED)
        for kind, start, end, new_start, new_end in group:
            if kind == 'equal':
                yield from _cut(SAME, before[start:end])
            else:
                yield from _cut(GONE, before[start:end])
                yield from _cut(NEW, after[new_start:new_end])
        shown = group[-1][2]
    if shown and shown < len(before):
        yield DiffLine(SKIPPED)


def _pairs(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines of one could be those of the other: what comparing has to look through, again and again."""
    left, right = Counter(before), Counter(after)
    return sum(count * right[line] for line, count in left.items())


def _cut(kind: str, lines: Sequence[str]) -> Iterator[DiffLine]:
    return (DiffLine(kind, line[:MAX_CHARACTERS]) for line in lines)
