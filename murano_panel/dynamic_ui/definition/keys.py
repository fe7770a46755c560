"""How the keys of the format are written, and which one an author meant by one that is not known."""

import re
from collections.abc import Collection
from difflib import get_close_matches

_CAPITAL = re.compile(r'(?<=[a-z0-9])([A-Z])')
# How much of two keys has to be the same, 0 to 1, for the one to be named as what the other was meant to be.
_LIKENESS = 0.75


def snake_case(key: str) -> str:
    """``helpText`` and ``help_text`` are the same key."""
    return _CAPITAL.sub(r'_\1', key).lower()


def camel_case(name: str) -> str:
    """``help_text`` as the format's documentation writes it: ``helpText``; ``HelpText`` for ``_help_text``."""
    first, *others = name.split('_')
    return first + ''.join(map(str.capitalize, others))


def nearest_key(name: str, known: Collection[str]) -> str | None:
    """The known key that a name was probably meant to be, None where none is like it."""
    same = next((key for key in sorted(known) if is_same_key(name, key)), None)
    return same or next(iter(get_close_matches(name, sorted(known), n=1, cutoff=_LIKENESS)), None)


def is_same_key(name: str, key: str) -> bool:
    """Whether both have the same letters, so that there is no doubt: ``helptext``, ``help-text``, ``HELP_TEXT``."""
    return re.sub(r'[\W_]', '', name).lower() == re.sub(r'[\W_]', '', key).lower()
