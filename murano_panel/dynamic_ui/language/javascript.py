r"""Authors' patterns for the browser: the same language in JavaScript's words, or nothing.

Python's own parser reads the pattern; what it found is written again for ``new RegExp(source, 'u')``. ``\w``, ``\d``,
``\s``, ``\b``, ``.``, ``^`` and ``$`` mean different things in the two languages and are spelled out. What cannot be
said in JavaScript is left to the server, and so is a pattern whose nested repetitions could hang the page.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any


@dataclass(frozen=True)
class JavaScriptPattern:
    """Arguments for ``new RegExp(source, flags)``; to be used with ``test()``, not as an HTML ``pattern``."""

    source: str
    flags: str


class _Untranslatable(Exception):
    pass


_SYNTAX = frozenset('^$\\.*+?()[]{}|/')
_IN_CLASS = frozenset('^\\]-[')
_UNICODE = {'digit': r'\p{Nd}', 'space': r'\s\x1c-\x1f\x85', 'word': r'\p{L}\p{N}_'}
_ASCII = {'digit': '0-9', 'space': r' \t\n\r\f\v', 'word': 'A-Za-z0-9_'}
_ANYTHING = r'[\s\S]'


@contextmanager
def without_remarks() -> Iterator[None]:
    """Python remarks on patterns that a later version may read otherwise, such as ``[[a]``: to their author, not to us.

    They would stand in Horizon's log as if its own code were meant.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings('ignore', 'Possible (nested set|set )', FutureWarning)
        yield


def _parsed(text: str, flags: int) -> Any:
    with without_remarks():
        return parser.parse(text, flags & ~re.UNICODE)


def translate(text: str, flags: int) -> JavaScriptPattern | None:
    """The pattern for the browser, None when it cannot be given there."""
    try:
        tree = _parsed(text, flags)
        source = _Writer(tree.state.flags | flags).sequence(tree, repeated=False)
    except (_Untranslatable, re.error, RecursionError):
        return None
    return JavaScriptPattern(source, 'iu' if flags & re.IGNORECASE else 'u')


def literal_characters(text: str, flags: int) -> int:
    """How many characters of a valid pattern stand for themselves; "regex" needs cubic time to prepare for them."""
    count = 0
    pending: list[Any] = [_parsed(text, flags)]
    while pending:
        item = pending.pop()
        if isinstance(item, tuple) and len(item) == 2 and item[0] is codes.LITERAL:
            count += 1
        elif isinstance(item, (tuple, list, parser.SubPattern)):
            pending.extend(item)
    return count


class _Writer:
    def __init__(self, flags: int):
        self._flags = flags
        self._categories = _ASCII if flags & re.ASCII else _UNICODE

    def sequence(self, items: Iterable[Any], repeated: bool) -> str:
        return ''.join(self._item(code, argument, repeated) for code, argument in items)

    def _item(self, code: Any, argument: Any, repeated: bool) -> str:
        if code is codes.LITERAL:
            return _character(argument, _SYNTAX)
        if code is codes.NOT_LITERAL:
            return f'[^{_character(argument, _IN_CLASS)}]'
        if code is codes.ANY:
            return _ANYTHING if self._flags & re.DOTALL else r'[^\n]'
        if code is codes.IN:
            return self._set(argument)
        if code is codes.AT:
            return self._position(argument)
        if code is codes.BRANCH:
            return '(?:' + '|'.join(self.sequence(option, repeated) for option in argument[1]) + ')'
        if code is codes.SUBPATTERN:
            return self._group(argument, repeated)
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            return self._repeat(argument, '?' if code is codes.MIN_REPEAT else '', repeated)
        if code in (codes.ASSERT, codes.ASSERT_NOT):
            direction, items = argument
            sign = ('' if direction > 0 else '<') + ('=' if code is codes.ASSERT else '!')
            return f'(?{sign}{self.sequence(items, repeated)})'
        raise _Untranslatable

    def _group(self, argument: Any, repeated: bool) -> str:
        number, added, removed, items = argument
        if added or removed:
            raise _Untranslatable
        return ('(' if number is not None else '(?:') + self.sequence(items, repeated) + ')'

    def _repeat(self, argument: Any, lazy: str, repeated: bool) -> str:
        least, most, items = argument
        many = most is codes.MAXREPEAT or most > 1
        if repeated and many:
            raise _Untranslatable
        bound = '' if most is codes.MAXREPEAT else str(most)
        return f'(?:{self.sequence(items, repeated or many)}){{{least},{bound}}}{lazy}'

    def _set(self, items: list[Any]) -> str:
        negated = items[0][0] is codes.NEGATE
        parts = [self._member(code, argument, alone=len(items) == 1) for code, argument in items[negated:]]
        return f'[{"^" if negated else ""}{"".join(parts)}]'

    def _member(self, code: Any, argument: Any, alone: bool) -> str:
        if code is codes.LITERAL:
            return _character(argument, _IN_CLASS)
        if code is codes.RANGE:
            return f'{_character(argument[0], _IN_CLASS)}-{_character(argument[1], _IN_CLASS)}'
        if code is codes.CATEGORY:
            name = str(argument).lower().removeprefix('category_')
            if not name.startswith('not_'):
                return self._categories[name]
            if alone:
                return '^' + self._categories[name.removeprefix('not_')]
        raise _Untranslatable

    def _position(self, where: Any) -> str:
        multiline = bool(self._flags & re.MULTILINE)
        if where is codes.AT_BEGINNING:
            return r'(?<=^|\n)' if multiline else '^'
        if where is codes.AT_END:
            return r'(?=\n|$)' if multiline else r'(?=\n?$)'
        if where is codes.AT_BEGINNING_STRING:
            return '^'
        if where is codes.AT_END_STRING:
            return '$'
        word = f'[{self._categories["word"]}]'
        if where is codes.AT_BOUNDARY:
            return f'(?:(?<={word})(?!{word})|(?<!{word})(?={word}))'
        raise _Untranslatable


def _character(code: int, special: frozenset[str]) -> str:
    character = chr(code)
    if character in special:
        return '\\' + character
    return character if 32 <= code < 127 else f'\\u{{{code:x}}}'
