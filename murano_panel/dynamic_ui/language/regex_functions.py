"""YAQL's regular expression functions, over patterns that can be interrupted."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from yaql.language import specs, yaqltypes

from murano_panel.dynamic_ui.language.patterns import Pattern, PatternError, compile_pattern
from murano_panel.dynamic_ui.problems import ExpressionError


@specs.parameter('pattern', yaqltypes.String())
def regex(pattern: str, ignore_case: bool = False, multi_line: bool = False, dot_all: bool = False) -> Pattern:
    """``regex(pattern[, ignoreCase, multiLine, dotAll])``: a pattern for the functions below."""
    flags = re.IGNORECASE * ignore_case | re.MULTILINE * multi_line | re.DOTALL * dot_all
    return _compile(pattern, int(flags))


@specs.parameter('regexp', Pattern)
@specs.parameter('string', yaqltypes.String())
@specs.method
def matches(regexp: Pattern, string: str) -> bool:
    """``$pattern.matches(text)``: whether it occurs in the text."""
    return regexp.search(string) is not None


@specs.parameter('string', yaqltypes.String())
@specs.parameter('regexp', yaqltypes.String())
@specs.method
def matches_(string: str, regexp: str) -> bool:
    """``$text.matches(pattern)``."""
    return _compile(regexp).search(string) is not None


@specs.parameter('string', yaqltypes.String())
@specs.parameter('regexp', Pattern)
@specs.name('#operator_=~')
def matches_pattern(string: str, regexp: Pattern) -> bool:
    """``$text =~ $pattern``."""
    return regexp.search(string) is not None


@specs.parameter('string', yaqltypes.String())
@specs.parameter('pattern', yaqltypes.String())
@specs.name('#operator_=~')
def matches_text(string: str, pattern: str) -> bool:
    """``$text =~ 'pattern'``."""
    return _compile(pattern).search(string) is not None


@specs.parameter('string', yaqltypes.String())
@specs.parameter('regexp', Pattern)
@specs.name('#operator_!~')
def differs_from_pattern(string: str, regexp: Pattern) -> bool:
    """``$text !~ $pattern``."""
    return regexp.search(string) is None


@specs.parameter('string', yaqltypes.String())
@specs.parameter('pattern', yaqltypes.String())
@specs.name('#operator_!~')
def differs_from_text(string: str, pattern: str) -> bool:
    """``$text !~ 'pattern'``."""
    return _compile(pattern).search(string) is None


@specs.parameter('regexp', Pattern)
@specs.parameter('string', yaqltypes.String())
@specs.parameter('selector', yaqltypes.Lambda(with_context=True))
@specs.method
@specs.name('search')
def search_first(context: Any, regexp: Pattern, string: str, selector: Any = None) -> Any:
    """``$pattern.search(text[, selector])``: the first match, or what the selector makes of it; null without one."""
    match = regexp.search(string)
    return None if match is None else _select(context, match, selector)


@specs.parameter('regexp', Pattern)
@specs.parameter('string', yaqltypes.String())
@specs.parameter('selector', yaqltypes.Lambda(with_context=True))
@specs.method
def search_all(context: Any, regexp: Pattern, string: str, selector: Any = None) -> Any:
    """``$pattern.searchAll(text[, selector])``: all matches, or what the selector makes of each."""
    for match in regexp.finditer(string):
        yield _select(context, match, selector)


@specs.parameter('regexp', Pattern)
@specs.parameter('string', yaqltypes.String())
@specs.parameter('max_split', int)
@specs.method
def split(regexp: Pattern, string: str, max_split: int = 0) -> list[str]:
    """``$pattern.split(text[, maxSplit])``: the parts between matches."""
    return regexp.split(string, max_split)


@specs.parameter('string', yaqltypes.String())
@specs.parameter('regexp', Pattern)
@specs.parameter('max_split', int)
@specs.method
@specs.name('split')
def split_string(string: str, regexp: Pattern, max_split: int = 0) -> list[str]:
    """``$text.split($pattern[, maxSplit])``."""
    return regexp.split(string, max_split)


@specs.parameter('regexp', Pattern)
@specs.parameter('string', yaqltypes.String())
@specs.parameter('repl', yaqltypes.String())
@specs.parameter('count', int)
@specs.method
def replace(regexp: Pattern, string: str, repl: str, count: int = 0) -> str:
    """``$pattern.replace(text, replacement[, count])``."""
    return regexp.sub(repl, string, count)


@specs.parameter('string', yaqltypes.String())
@specs.parameter('regexp', Pattern)
@specs.parameter('repl', yaqltypes.String())
@specs.parameter('count', int)
@specs.method
@specs.name('replace')
def replace_string(string: str, regexp: Pattern, repl: str, count: int = 0) -> str:
    """``$text.replace($pattern, replacement[, count])``."""
    return regexp.sub(repl, string, count)


@specs.parameter('regexp', Pattern)
@specs.parameter('string', yaqltypes.String())
@specs.parameter('repl', yaqltypes.Lambda(with_context=True))
@specs.parameter('count', int)
@specs.method
def replace_by(context: Any, regexp: Pattern, string: str, repl: Any, count: int = 0) -> str:
    """``$pattern.replaceBy(text, function[, count])``: the function makes each replacement of its match."""
    return regexp.sub(lambda match: repl(_published(context, match)), string, count)


@specs.parameter('string', yaqltypes.String())
@specs.parameter('regexp', Pattern)
@specs.parameter('repl', yaqltypes.Lambda(with_context=True))
@specs.parameter('count', int)
@specs.method
@specs.name('replaceBy')
def replace_by_string(context: Any, string: str, regexp: Pattern, repl: Any, count: int = 0) -> str:
    """``$text.replaceBy($pattern, function[, count])``."""
    return regexp.sub(lambda match: repl(_published(context, match)), string, count)


@specs.parameter('string', yaqltypes.String())
def escape_regex(string: str) -> str:
    """``escapeRegex(text)``: a pattern that matches the text itself."""
    return re.escape(string)


@specs.parameter('obj', nullable=True)
def is_regex(obj: Any) -> bool:
    """``isRegex(value)``."""
    return isinstance(obj, Pattern)


def _compile(pattern: str, flags: int = 0) -> Pattern:
    try:
        return compile_pattern(pattern, flags)
    except PatternError as error:
        raise ExpressionError(
            _('"%(pattern)s" is not a usable regular expression: %(reason)s')
            % {'pattern': pattern[:100], 'reason': error}
        ) from None


def _select(context: Any, match: Any, selector: Any) -> Any:
    return match.group() if selector is None else selector(_published(context, match))


def _published(context: Any, match: Any) -> Any:
    """A context where ``$`` is the match, ``$2`` … are its groups, and named groups stand under their names."""
    found = context.create_child_context()
    found['$1'] = _part(match, 0)
    for number in range(1, len(match.groups()) + 1):
        found[f'${number + 1}'] = _part(match, number)
    for name in match.groupdict():
        found['$' + name] = _part(match, name)
    return found


def _part(match: Any, group: int | str) -> dict[str, Any]:
    return {'value': match.group(group), 'start': match.start(group), 'end': match.end(group)}


def register(context: Any) -> None:
    """Make the functions known in ``context`` and its children."""
    for function in (
        regex,
        matches,
        matches_,
        matches_pattern,
        matches_text,
        differs_from_pattern,
        differs_from_text,
        search_first,
        search_all,
        split,
        split_string,
        replace,
        replace_string,
        replace_by,
        replace_by_string,
        escape_regex,
        is_regex,
    ):
        context.register_function(function)
