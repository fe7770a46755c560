"""The YAQL engine and the standard library, with every way to burn time or memory closed.

YAQL's own limits (iterations, memory of one value) do not bound time: nested ranges, ``pow(9, pow(9, 9))``, growing
texts and regular expressions get past them. So each call checks the deadline and the size of its result, functions
whose one call can explode check their arguments first, and YAQL's regular expression functions are replaced.
"""

from __future__ import annotations

import collections.abc  # noqa: F401  yaql uses it without importing it
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

import yaql
from yaql import legacy
from yaql.language import contexts, conventions
from yaql.language import utils as yaql_utils
from yaql.standard_library import collections as std_collections
from yaql.standard_library import legacy as std_legacy
from yaql.standard_library import math as std_math
from yaql.standard_library import queries as std_queries
from yaql.standard_library import strings as std_strings

from murano_panel.dynamic_ui import limits
from murano_panel.dynamic_ui.problems import ResourceLimitExceeded

_UNMEASURED = frozenset({'#finalize', '#iter', '#operator_.'})


class GuardedContext(contexts.Context):
    """A YAQL context in which every call is counted against the limits.

    ``state`` is whatever the functions of ``functions.py`` need; children inherit it.
    """

    def __init__(self, parent_context: Any = None, data: Any = yaql_utils.NO_VALUE, convention: Any = None):
        super().__init__(parent_context, data, convention)
        self.state: Any = getattr(parent_context, 'state', None)

    def __call__(self, name: str, *args: Any, **kwargs: Any) -> Callable[..., Any]:
        call = super().__call__(name, *args, **kwargs)

        def guarded(*call_args: Any, **call_kwargs: Any) -> Any:
            limits.check_time()
            result = call(*call_args, **call_kwargs)
            if name not in _UNMEASURED:
                limits.check_value(result)
            return result

        return guarded


@lru_cache(maxsize=1)
def engine() -> Any:
    return legacy.YaqlFactory().create(options={
        'yaql.limitIterators': limits.MAX_ITERATED,
        'yaql.memoryQuota': 8 * limits.MAX_TEXT_CHARACTERS,
    })


@lru_cache(maxsize=1)
def standard_context() -> GuardedContext:
    """The standard library, shared by all evaluations: make a child of it, never change it."""
    from murano_panel.dynamic_ui import functions, regex_functions  # they need the context class of this module

    context = GuardedContext(convention=conventions.CamelCaseConvention())
    context = yaql.create_context(context=context, regex=False, yaqlized=False)
    context = context.create_child_context()
    std_legacy.register(context, tuples=True)
    _guard(context)
    regex_functions.register(context)
    functions.register(context)
    return context


def _guard(context: contexts.ContextBase) -> None:
    """Put the bounded versions in the place of the functions whose single call can explode."""
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
    if isinstance(base, int) and isinstance(exponent, int) and modulus is None \
            and exponent > 0 and base.bit_length() * exponent > limits.MAX_INTEGER_BITS:
        raise ResourceLimitExceeded('A number grows too large')


def _check_shift(value: int, bits_number: int) -> None:
    if value.bit_length() + bits_number > limits.MAX_INTEGER_BITS:
        raise ResourceLimitExceeded('A number grows too large')


def _check_replace(string: str, old: str, new: str, count: int = -1) -> None:
    found = string.count(old)
    if count >= 0:
        found = min(found, count)
    limits.check_text(len(string) + found * max(0, len(new) - len(old)))


def _check_repeated(left: Any, right: Any) -> None:
    """``left * right`` where one is an integer and the other a text or list."""
    times, value = (left, right) if isinstance(left, int) else (right, left)
    if isinstance(value, str):
        limits.check_text(len(value) * max(0, times))
    elif len(value) * max(0, times) > limits.MAX_VALUE_NODES:
        raise ResourceLimitExceeded('A list or mapping grows too large')


def _check_list(left: Any, right: Any, engine: Any) -> None:
    _check_repeated(left, right)


def _check_range(*bounds: int | None) -> None:
    # Python cannot tell the length of a range beyond the machine's word
    if any(bound is not None and bound.bit_length() > 62 for bound in bounds):
        raise ResourceLimitExceeded('A range is too long')


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


def _replace_with_dict(string: str, str_func: Callable[[Any], str], replacements: Mapping[Any, Any],
                       count: int = -1) -> str:
    for key, value in replacements.items():
        old, new = str_func(key), str_func(value)
        _check_replace(string, old, new, count)
        string = string.replace(old, new, count)
    return string


_BOUNDED: dict[Any, Callable[..., Any]] = {
    std_strings.join: _join,
    std_strings.join_: _join_separator,
    std_strings.replace_with_dict: _replace_with_dict,
    **{payload: _checked(check, payload) for payload, check in (
        (std_math.pow_, _check_pow),
        (std_math.shift_bits_left, _check_shift),
        (std_strings.concat, _check_concat),
        (std_strings.replace, _check_replace),
        (std_strings.string_by_int, _check_repeated),
        (std_strings.int_by_string, _check_repeated),
        (std_collections.list_by_int, _check_list),
        (std_collections.int_by_list, _check_list),
        (std_legacy.range_, _check_range),
        (std_queries.range_, _check_range),
        (std_queries.range__, _check_range),
    )},
}
