"""A page of a long list, and the heads by which it is sorted: only what is in view becomes HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

ROWS_PER_PAGE = 50
# Characters that a list is filtered by.
MAX_TEXT = 200

_Row = TypeVar('_Row')


@dataclass(frozen=True)
class Header:
    """The head of a column one can sort by; ``direction`` as aria-sort says it, '' for those not sorted by."""

    name: str
    label: Any
    address: str
    direction: str


@dataclass(frozen=True)
class Section(Generic[_Row]):
    """``rows`` are those of page ``number``, from 1; ``found`` is how many there are in all, ``size`` on a page."""

    rows: Sequence[_Row]
    number: int
    found: int
    size: int = ROWS_PER_PAGE

    @property
    def first(self) -> int:
        """The number of the first row, from 1."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def previous_number(self) -> int:
        """0 on the first page."""
        return self.number - 1

    @property
    def next_number(self) -> int:
        """0 on the last page."""
        return self.number + 1 if self.last < self.found else 0


def cut(rows: Sequence[_Row], number: int, size: int = ROWS_PER_PAGE) -> Section[_Row]:
    """The rows of a page; of the last one where that is beyond the end."""
    pages = max(1, -(-len(rows) // size))
    number = min(max(1, number), pages)
    start = (number - 1) * size
    return Section(rows[start : start + size], number, len(rows), size)


class Neighbours:
    """For the record of a page: the addresses of those before and after its ``section``, '' where there is none.

    Its ``query`` is a frozen dataclass that has a ``number`` and knows its own ``address``.
    """

    query: Any
    section: Section[Any]

    @property
    def previous_address(self) -> str:
        return self._address_of(self.section.previous_number)

    @property
    def next_address(self) -> str:
        return self._address_of(self.section.next_number)

    def _address_of(self, number: int) -> str:
        return replace(self.query, number=number).address if number else ''


def address(path: str, number: int, values: Mapping[str, str]) -> str:
    """A path with what is asked for, without what is '' and without the number of the first page."""
    asked = {name: value for name, value in values.items() if value} | ({'page': str(number)} if number > 1 else {})
    return f'{path}?{urlencode(asked)}' if asked else path


def page_of(index: int) -> int:
    """The page on which the row with this index, from 0, stands."""
    return index // ROWS_PER_PAGE + 1


def text_in(query: QueryDict) -> str:
    """What a list is filtered by, ``q``, with single blanks."""
    return ' '.join(query.get('q', '')[:MAX_TEXT].split())


def number_in(text: str) -> int:
    """A page's number as an address has it; 1 for what makes no sense."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
