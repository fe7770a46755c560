"""Regular expressions of authors: bounded in time, and translated for the browser where they mean the same there.

Authors wrote for Python's ``re``; it decides what is valid. Matching is done by the ``regex`` module, the only one of
the two that can be interrupted (see docs/forms-engine.md for the measurements).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex
from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.javascript import (
    JavaScriptPattern,
    literal_characters,
    translate,
    without_remarks,
)
from murano_panel.dynamic_ui.problems import ResourceLimitExceeded

_SLASHED = re.compile(r'^/(?P<pattern>.*)/(?P<flags>[A-Za-z]*)$', re.DOTALL)
_FLAGS = {
    'i': re.IGNORECASE,
    'm': re.MULTILINE,
    's': re.DOTALL,
    'x': re.VERBOSE,
    'u': re.UNICODE,
    'l': 0,
    'a': re.ASCII,
}
_SHARED_FLAGS = (
    (re.IGNORECASE, regex.IGNORECASE),
    (re.MULTILINE, regex.MULTILINE),
    (re.DOTALL, regex.DOTALL),
    (re.VERBOSE, regex.VERBOSE),
    (re.ASCII, regex.ASCII),
)

# What "regex" understands beyond "re": approximate matching such as (?:abc){e<=1}, and POSIX classes.
_FUZZY_BRACE = re.compile(r'(\\.)|\{(?!(?:\d+(?:,\d*)?|,\d+)\})', re.DOTALL)
_POSIX_CLASS = re.compile(r'\[\^?:[^\]]*:\]')


class PatternError(ValueError):
    """The pattern is not a regular expression that Python understands, or is too large."""


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern of an author. Every method raises ``ResourceLimitExceeded`` when it runs out of time."""

    text: str
    flags: int
    _compiled: Any

    def search(self, string: str) -> Any:
        """The match object (as of ``re``) or None."""
        return self._timed(lambda seconds: self._compiled.search(string, timeout=seconds))

    def match(self, string: str) -> Any:
        """The match object at the beginning of the text, or None."""
        return self._timed(lambda seconds: self._compiled.match(string, timeout=seconds))

    def finditer(self, string: str) -> Iterator[Any]:
        """All match objects; finding each is bounded for itself."""
        limits.check_time()
        matches = self._compiled.finditer(string, timeout=limits.remaining_seconds(limits.REGEX_SECONDS))
        while True:
            match = self._timed(lambda _seconds: next(matches, None))
            if match is None:
                return
            yield match

    def split(self, string: str, max_split: int = 0) -> list[str]:
        """The parts between matches; 0: all of them."""
        return self._timed(lambda seconds: self._compiled.split(string, max_split, timeout=seconds))

    def sub(self, replacement: Callable[[Any], str] | str, string: str, count: int = 0) -> str:
        """Replace matches; the result is bounded while it grows."""
        produced = len(string)

        def expand(match: Any) -> str:
            nonlocal produced
            text = replacement(match) if callable(replacement) else match.expand(replacement)
            produced += len(text)
            limits.check_text(produced)
            return text

        return self._timed(lambda seconds: self._compiled.sub(expand, string, count, timeout=seconds))

    def for_javascript(self) -> JavaScriptPattern | None:
        """The same pattern for the browser, or None when it would mean something else or could hang there."""
        return translate(self.text, self.flags)

    def _timed(self, run: Callable[[float], Any]) -> Any:
        limits.check_time()
        try:
            return run(limits.remaining_seconds(limits.REGEX_SECONDS))
        except TimeoutError:
            raise ResourceLimitExceeded(_('The regular expression "%s" takes too long') % self.text[:200]) from None


@lru_cache(maxsize=500)
def compile_pattern(text: str, flags: int = 0) -> Pattern:
    """Compile a pattern written for Python's ``re``. Raises ``PatternError`` with the reason."""
    if len(text) > limits.MAX_PATTERN_CHARACTERS:
        raise PatternError(_('longer than %d characters') % limits.MAX_PATTERN_CHARACTERS)
    if _POSIX_CLASS.search(text):
        raise PatternError(_('classes such as [:alpha:] are not known'))
    try:
        with without_remarks():
            meant = re.compile(text, flags)
        if literal_characters(text, flags) > limits.MAX_PATTERN_LITERALS:
            raise PatternError(_('more than %d literal characters') % limits.MAX_PATTERN_LITERALS)
        shared = sum(ours for theirs, ours in _SHARED_FLAGS if meant.flags & theirs)
        plain = _FUZZY_BRACE.sub(lambda brace: brace[1] or r'\{', text)
        return Pattern(text, meant.flags, regex.compile(plain, shared | regex.VERSION0))
    except PatternError:
        raise
    except RecursionError:
        raise PatternError(_('nested too deeply')) from None
    except (re.error, regex.error, OverflowError, ValueError) as error:
        raise PatternError(str(error)) from None


def is_slashed(text: str) -> bool:
    """Whether a pattern is written as ``/pattern/flags``."""
    return _SLASHED.match(text) is not None


def parse_author_pattern(text: str) -> Pattern:
    """Compile what an author wrote as ``regexpValidator``: a plain pattern or ``/pattern/flags``."""
    slashed = _SLASHED.match(text)
    if not slashed:
        return compile_pattern(text)
    flags = 0
    for letter in slashed['flags'].lower():
        flags |= _FLAGS.get(letter, 0)  # such as the "g" of other languages, which means nothing here
    return compile_pattern(slashed['pattern'], flags)
