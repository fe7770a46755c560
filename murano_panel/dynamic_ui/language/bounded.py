"""Bounded versions of those standard functions whose single call can burn time or memory.

All of them work on values that are already bounded (``limits.check_value``); listed here is what is still worse than
linear in them, or whose result can be arbitrarily larger than its arguments.
"""

from __future__ import annotations

import collections.abc  # noqa: F401  yaql uses it without importing it
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from yaql.standard_library import collections as std_collections
from yaql.standard_library import date_time as std_date_time
from yaql.standard_library import legacy as std_legacy
from yaql.standard_library import math as std_math
from yaql.standard_library import queries as std_queries
from yaql.standard_library import strings as std_strings

from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.problems import ResourceLimitExceeded

_MAX_STEPS = 20_000_000
_MAX_DIGITS = 1000
_MAX_DATE_CHARACTERS = 200


def bound_functions(context: Any) -> None:
    """Put the bounded versions in the place of the others, in ``context`` and everything it builds on."""
    layer: Any = context
    while layer is not None:
        for definitions in layer._functions.values():
            for definition in definitions:
                definition.payload = _BOUNDED.get(definition.payload, definition.payload)
        layer = layer.parent


def _checked(check: Callable[..., None], payload: Callable[..., Any]) -> Callable[..., Any]:
    def run(*args: Any, **kwargs: Any) -> Any:
        check(*args, **kwargs)
        return payload(*args, **kwargs)

    return run


def _check_pow(base: Any, exponent: Any, modulus: Any = None) -> None:
    if (
        isinstance(base, int)
        and isinstance(exponent, int)
        and modulus is None
        and exponent > 0
        and base.bit_length() * exponent > limits.MAX_INTEGER_BITS
    ):
        raise ResourceLimitExceeded(_('A number grows too large'))


def _check_shift(value: int, bits_number: int) -> None:
    if value.bit_length() + bits_number > limits.MAX_INTEGER_BITS:
        raise ResourceLimitExceeded(_('A number grows too large'))


def _check_replace(string: str, old: str, new: str, count: int = -1) -> None:
    found = string.count(old)
    if count >= 0:
        found = min(found, count)
    limits.check_text(len(string) + found * max(0, len(new) - len(old)))


def _check_times(left: Any, right: Any, engine: Any) -> None:
    """``left * right`` where one is an integer and the other a text or list."""
    times, value = (left, right) if isinstance(left, int) else (right, left)
    if isinstance(value, str):
        limits.check_text(len(value) * max(0, times))
    elif len(value) * max(0, times) > limits.MAX_VALUE_NODES:
        raise ResourceLimitExceeded(_('A list or mapping grows too large'))


def _check_range(*bounds: int | None) -> None:
    # Python cannot tell the length of a range beyond the machine's word
    if any(bound is not None and bound.bit_length() > 62 for bound in bounds):
        raise ResourceLimitExceeded(_('A range is too long'))


def _check_search(string: str, sub: str | None = None, *_arguments: Any, **_more: Any) -> None:
    """Searching from the right, and trimming, compare each character with each in the worst case."""
    if sub is not None and len(string) * len(sub) > _MAX_STEPS:
        raise ResourceLimitExceeded(_('A text is too long to be searched'))


def _check_round(number: Any, ndigits: int = 0) -> None:
    if abs(ndigits) > _MAX_DIGITS:
        raise ResourceLimitExceeded(_('A number grows too large'))


def _check_date_text(string: str, format__: str | None = None) -> None:
    if max(len(string), len(format__ or '')) > _MAX_DATE_CHARACTERS:
        raise ResourceLimitExceeded(_('A text is too long for a date'))


def _check_date_format(dt: Any, format__: str) -> None:
    if len(format__) > _MAX_DATE_CHARACTERS:
        raise ResourceLimitExceeded(_('A text is too long for a date'))


def _check_concat(*texts: str) -> None:
    limits.check_text(sum(map(len, texts)))


def _join(sequence: Iterable[Any], separator: str, str_delegate: Callable[[Any], str]) -> str:
    parts, characters = [], 0
    for item in sequence:
        parts.append(str_delegate(item))
        characters += len(parts[-1]) + len(separator)
        limits.check_text(characters)
    return separator.join(parts)


def _join_separator(separator: str, sequence: Iterable[Any], str_delegate: Callable[[Any], str]) -> str:
    return _join(sequence, separator, str_delegate)


def _replace_with_dict(
    string: str, str_func: Callable[[Any], str], replacements: Mapping[Any, Any], count: int = -1
) -> str:
    for key, value in replacements.items():
        old, new = str_func(key), str_func(value)
        _check_replace(string, old, new, count)
        string = string.replace(old, new, count)
    return string


_BOUNDED: dict[Any, Callable[..., Any]] = {
    std_strings.join: _join,
    std_strings.join_: _join_separator,
    std_strings.replace_with_dict: _replace_with_dict,
    **{
        payload: _checked(check, payload)
        for payload, check in (
            (std_math.pow_, _check_pow),
            (std_math.shift_bits_left, _check_shift),
            (std_math.round_, _check_round),
            (std_date_time.datetime_from_string, _check_date_text),
            (std_date_time.format_, _check_date_format),
            (std_strings.trim, _check_search),
            (std_strings.trim_left, _check_search),
            (std_strings.trim_right, _check_search),
            (std_strings.norm, _check_search),
            (std_strings.right_split, _check_search),
            (std_strings.last_index_of, _check_search),
            (std_strings.last_index_of_, _check_search),
            (std_strings.concat, _check_concat),
            (std_strings.replace, _check_replace),
            (std_strings.string_by_int, _check_times),
            (std_strings.int_by_string, _check_times),
            (std_collections.list_by_int, _check_times),
            (std_collections.int_by_list, _check_times),
            (std_legacy.range_, _check_range),
            (std_queries.range_, _check_range),
            (std_queries.range__, _check_range),
        )
    },
}
