"""What an action returned: a text, a structure or a table to read, or a file to take away."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from murano_panel.domain.model import object_model, secrets
from murano_panel.domain.model.words import in_words

FILE_CLASS = 'io.murano.File'
# Characters of a structure that a page shows, and of one that stands in a line; the download has all of it.
MAX_SHOWN = 20_000
MAX_BRIEF = 80
# Values that a page shows one by one, columns of a table, levels within each other; what is beyond is told as JSON.
MAX_VALUES, MAX_COLUMNS, MAX_LEVELS = 400, 12, 5


@dataclass(frozen=True)
class ReturnedFile:
    """A file that a package made: name and content are untrusted."""

    name: str
    content: bytes = field(repr=False)


def as_file(value: Any) -> ReturnedFile | None:
    """The file when ``value`` is an ``io.murano.File``, None otherwise and when its content is damaged."""
    if object_model.class_name(value) != FILE_CLASS:
        return None
    try:
        content = base64.b64decode(str(value.get('base64Content') or ''))
    except (binascii.Error, ValueError):
        return None
    name = str(value.get('filename') or '').replace('\\', '/').rpartition('/')[2]
    return ReturnedFile(''.join(char for char in name if char.isprintable())[:200] or 'result', content)


def as_text(value: Any) -> str:
    """The value for a download: a text as it is, everything else as indented JSON."""
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)


def in_brief(value: Any) -> str:
    """The value for a line of a page: as_text() in one line where that stays short."""
    line = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return line if len(line) <= MAX_BRIEF else shown(value)[0]


def shown(value: Any) -> tuple[str, bool]:
    """(the value for a page, with secrets masked and bounded; whether something was left out)."""
    safe = secrets.masked(value)
    text = as_text(safe)
    return text[:MAX_SHOWN], safe != value or len(text) > MAX_SHOWN


@dataclass(frozen=True)
class Shown:
    """A value as a page lays it out; of ``text``, ``pairs``, ``items`` and a table one is there. Untrusted texts.

    kind: one of these words. pairs: (name, value) of a structure. columns, rows: of a list of structures of one kind.
    """

    kind: str
    text: str = ''
    pairs: tuple[tuple[str, 'Shown'], ...] = ()
    items: tuple['Shown', ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple['Shown', ...], ...] = ()

    @property
    def is_nothing(self) -> bool:
        """There is nothing in it."""
        return not (self.text or self.pairs or self.items or self.rows)


def presented(value: Any) -> Shown:
    """The value for a page, with secrets masked and bounded."""
    return _Layout().of(secrets.masked(value), 0)


class _Layout:
    """Lays out one value; what is too much for a page is cut, or stands there as JSON."""

    def __init__(self) -> None:
        self._left = MAX_VALUES

    def of(self, value: Any, level: int) -> Shown:
        self._left -= 1
        is_plain = not isinstance(value, Mapping | list)
        if is_plain or level == MAX_LEVELS or self._left < 0:
            return Shown('text', _plain(value))
        if isinstance(value, Mapping):
            named = [(str(name), item) for name, item in value.items() if name != '?']
            return Shown(
                'pairs',
                pairs=tuple((in_words(name)[:MAX_BRIEF], self.of(item, level + 1)) for name, item in self._some(named)),
            )
        columns = _columns(value)
        if columns:
            rows = tuple(tuple(self.of(row.get(name), level + 1) for name in columns) for row in self._some(value))
            return Shown('table', columns=tuple(in_words(name)[:MAX_BRIEF] for name in columns), rows=rows)
        return Shown('items', items=tuple(self.of(item, level + 1) for item in self._some(value)))

    def _some(self, values: list[Any]) -> list[Any]:
        return values[: max(0, self._left)]


def _columns(value: list[Any]) -> tuple[str, ...]:
    """The names that the structures of a list have, () where they make no table."""
    if not value or not all(isinstance(item, Mapping) and item for item in value):
        return ()
    names = tuple(dict.fromkeys(str(name) for item in value[:MAX_VALUES] for name in item if name != '?'))
    is_table = len(names) <= MAX_COLUMNS and all(len(item) * 2 >= len(names) for item in value[:MAX_VALUES])
    return names if is_table else ()


def _plain(value: Any) -> str:
    """A text as it is, '' for nothing."""
    return '' if value is None else as_text(value)[:MAX_SHOWN]
