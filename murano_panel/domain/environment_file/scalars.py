"""What an unquoted word of YAML means: what all versions of YAML agree on, and nothing else.

YAML 1.1 reads ``no`` as false, ``22:22`` as a number and ``0644`` in octal, 1.2 does not: such words are asked to be
written so that nobody can misread them.
"""

import re
from typing import Any

import yaml

_INTEGER = re.compile(r'[-+]?(0|[1-9][0-9]*)')
_FLOAT = re.compile(r'[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?')
_WORDS: dict[str, Any] = {'': None, '~': None, 'null': None, 'true': True, 'false': False}
# Of numbers; Python itself refuses to read such long ones.
MAX_CHARACTERS = 100
# What YAML 1.2 takes for a number.
_NOTATION = re.compile(
    r'0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|nan)', re.IGNORECASE
)
# Of any length, so that the patterns of YAML readers need not look at long texts.
_LONG_NUMBER = re.compile(r'[-+]?(0x[0-9a-fA-F_]+|0o?[0-7_]+|[0-9_:.]+([eE][-+]?[0-9]+)?)')
_RESOLVER = yaml.resolver.Resolver()
_TEXT = 'tag:yaml.org,2002:str'


class Ambiguous(ValueError):
    """The word should stand in quotes, or be written otherwise."""


def read(text: str) -> Any:
    """The value of an unquoted word: a text, a number, true, false or None. Raises Ambiguous."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= MAX_CHARACTERS:
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            number = float(text)
            if number in (float('inf'), float('-inf')):
                raise Ambiguous(text)
            return number
    if is_ambiguous(text):
        raise Ambiguous(text)
    return text


def is_ambiguous(text: str) -> bool:
    """Whether some reader of YAML takes a word for something else than a text."""
    if not text:
        return False
    if len(text) > 1000:
        return bool(_LONG_NUMBER.fullmatch(text))
    if text in _WORDS or _NOTATION.fullmatch(text):
        return True
    return bool(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False)) != _TEXT)
