"""How answers are read: once, while they are decoded, each by its ``Shape``.

Lenient where Murano is known to leave out or null things, strict elsewhere. Object models are the package authors' and
have no shape; they are bounded instead.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

import msgspec

from murano_panel.domain import records
from murano_panel.domain.model.tree import MAX_NESTING

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# Python cannot tell the first and the last ones in every time zone.
_FIRST_YEAR, _LAST_YEAR = 1970, 9000

# Ids that stand in our addresses.
Id = Annotated[str, msgspec.Meta(pattern=f'^{records.ID}$')]
Record = TypeVar('Record')


class Mismatch(Exception):
    """An answer is not what it should be. ``str()`` says what was expected, and nothing of the answer itself."""


class NoJson(Mismatch):
    """It is no JSON at all, or cut off."""


class Rows(list[Record], Generic[Record]):
    """The readable entries of a list; ``faults`` says of each other one what is wrong with it.

    ``next_marker`` asks for those after them, None at the end.
    """

    def __init__(self, found: Iterable[Record], faults: list[str], next_marker: str | None) -> None:
        super().__init__(found)
        self.faults, self.next_marker = faults, next_marker


class Shape(Generic[Record]):
    """Reads answers of one kind: ``kind`` is what msgspec decodes, ``make`` makes the record of it."""

    def __init__(self, kind: Any, make: Callable[[Any], Record]) -> None:
        self._decoder, self._make = msgspec.json.Decoder(kind), make
        self._all = msgspec.json.Decoder(list[kind])

    def read_all(self, content: bytes | msgspec.Raw) -> list[Record]:
        """The records of a list, at once. Raises Mismatch where any entry cannot be read."""
        return list(map(self._make, decoded(self._all, content)))

    def read(self, content: bytes | msgspec.Raw) -> Record:
        """The record. Raises Mismatch."""
        return self._make(decoded(self._decoder, content))


def read_rows(content: bytes, key: str, shape: Shape[Record]) -> Rows[Record]:
    """The entries of the list ``key``. Raises Mismatch where there is none, or where no entry can be read."""
    try:
        envelope = decoded(ENVELOPE, content)
        marker = decoded(_MARKER, envelope.get('next_marker', b'null'))
        with suppress(Mismatch):
            # Four thousand one by one take half as long again.
            return Rows(shape.read_all(envelope.get(key, b'null')), [], marker)
        entries = decoded(_LIST, envelope.get(key, b'null'))
    except NoJson:
        entries, marker = _from_python(content, key), None
    found, faults = [], []
    for number, entry in enumerate(entries):
        try:
            found.append(shape.read(entry))
        except Mismatch as error:
            faults.append(f'{key}[{number}]: {error}')
    if faults and not found:
        raise Mismatch(faults[0])
    return Rows(found, faults, marker)


def require_nothing(content: bytes, content_type: str, expected: str = 'application/json') -> None:
    """Murano gives even an empty answer its proper type, which a proxy does not. Raises Mismatch."""
    if content or not content_type.startswith(expected):
        raise Mismatch(f'Expected an empty answer of the type {expected}')


def require_file(content_type: str) -> None:
    """Murano's files are text or bytes: JSON is somebody's answer, not what a package holds. Raises Mismatch."""
    if content_type.startswith('application/json'):
        raise Mismatch('Expected a file')


ENVELOPE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_MARKER = msgspec.json.Decoder(Id | None)


def decoded(decoder: msgspec.json.Decoder, content: bytes | msgspec.Raw) -> Any:
    """What the decoder makes of it. Raises Mismatch, NoJson where it is none."""
    try:
        return decoder.decode(content)
    except msgspec.ValidationError as error:
        raise Mismatch(str(error)) from error
    except (msgspec.DecodeError, UnicodeError) as error:
        raise NoJson(f'Expected JSON: {error}') from error
    except RecursionError as error:
        raise Mismatch(_TOO_DEEP) from error


def _from_python(content: bytes, key: str) -> list[bytes]:
    """Murano is written in Python, whose JSON knows NaN: what one row has of it must not hide the others."""
    try:
        entries = json.loads(content)[key]
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise Mismatch(f'Expected JSON: {error}') from error
    if not isinstance(entries, list):
        raise Mismatch(f'Expected `array` - at `$.{key}`')
    return [_as_json(entry) for entry in entries]


def _as_json(entry: Any) -> bytes:
    """With null for NaN; b'' for what is no text, such as half a character."""
    try:
        return msgspec.json.encode(entry)
    except (ValueError, OverflowError, RecursionError):
        return b''


def bounded(value: Any) -> Any:
    """The same. Raises Mismatch where it is nested too deeply."""
    level = [value]
    for _depth in range(MAX_NESTING):
        level = [
            part
            for node in level
            for part in (node.values() if isinstance(node, dict) else node)
            if isinstance(part, dict | list)
        ]
        if not level:
            return value
    raise Mismatch(_TOO_DEEP)


_TOO_DEEP = f'Expected at most {MAX_NESTING} levels'


def time_of(value: datetime | None) -> datetime:
    """Aware, from Murano's naive UTC; the epoch for none."""
    return optional_time(value) or _NEVER


def optional_time(value: datetime | None) -> datetime | None:
    """As ``time_of()``, but None for none. Raises Mismatch."""
    if value is None:
        return None
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise Mismatch('Expected a time of our days')
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value
