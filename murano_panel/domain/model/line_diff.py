"""How a long text, or a list, differs from what it was: line by line."""

import difflib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# Lines that stay as they are, shown around those that differ.
AROUND = 2
# Of each side are compared, and shown in all: comparing costs with the square of what differs.
MAX_COMPARED, MAX_SHOWN, MAX_CHARACTERS = 400, 300, 500
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


def line_diff(old: Any, new: Any) -> tuple[DiffLine, ...]:
    """() where a line says it all: unless one of both has several lines, or is a list of several."""
    before, after = _lines(old), _lines(new)
    if max(len(before), len(after)) < 2:
        return ()
    found = list(_compared(before[:MAX_COMPARED], after[:MAX_COMPARED]))
    is_cut = len(found) > MAX_SHOWN or max(len(before), len(after)) > MAX_COMPARED
    return tuple([*found[:MAX_SHOWN], DiffLine(SKIPPED)] if is_cut else found)


def _lines(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.splitlines()
    if isinstance(value, list):
        return [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in value]
    return [] if value is None else [str(value)]


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffLine]:
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


def _cut(kind: str, lines: Sequence[str]) -> Iterator[DiffLine]:
    return (DiffLine(kind, line[:MAX_CHARACTERS]) for line in lines)
