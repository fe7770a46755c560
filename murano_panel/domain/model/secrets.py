"""What must not be shown: passwords, tokens and keys, told by the names of their properties.

A component made by a form says itself which of its properties got a password, whatever they are called.
"""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from murano_panel.domain.model.tree import HEADER, Path, leaves, mapped, value_at

MASK = '••••••'

# Where a component keeps what its form must remember, and in it the names of its secret properties.
METADATA_KEY = 'murano_panel'
RECORD = 'secrets'

_SECRET = re.compile(r'pass(?!enger|ive)|pwd|secret|token|credential|trustid|(private|api|access)_?key', re.IGNORECASE)


@lru_cache(maxsize=4096)
def is_secret(key: object) -> bool:
    """Whether a property of this name holds a secret. Rather too often than too rarely."""
    # Remembered, as a model asks the same few names for each of its values.
    return bool(_SECRET.search(str(key)))


def recorded(component: dict[str, Any]) -> frozenset[str]:
    """The names of the properties that a form filled with secrets, as it noted them with the component."""
    names = value_at(component, (HEADER, 'metadata', METADATA_KEY, RECORD))
    return frozenset(name for name in names if isinstance(name, str)) if isinstance(names, list) else frozenset()


def is_secret_path(path: Iterable[object], names: Collection[str] = ()) -> bool:
    """Whether a place in a model is secret: by what any of its parts is called, or by the recorded ``names``."""
    return any(part in names or is_secret(part) for part in path)


def holding(model: Any, texts: Collection[str]) -> set[str]:
    """The names of the properties of a model that got one of the texts, alone or within a longer value.

    Texts of less than four characters count only alone: they stand in too much by chance. Headers hold none.
    """
    within = re.compile('|'.join(re.escape(text) for text in texts if len(text) > 3) or '(?!)')
    found = set()
    for path, value in leaves(model):
        if (text := str(value)) in texts or within.search(text):
            found.add(property_of(path))
    return found - {''}


def property_of(path: Path) -> str:
    """The name of the property that a value belongs to, also from within a list; '' for none."""
    return next((part for part in reversed(path) if isinstance(part, str)), '')


def masked(value: Any, key: object = '', names: Collection[str] = ()) -> Any:
    """A copy of a model, or of the value of property ``key``, with secrets replaced by MASK.

    All of what a secret property contains is secret, but for the ``?`` headers of objects in it. ``names`` are recorded
    ones.
    """

    def shown(path: Path, plain: Any) -> Any:
        if plain in (None, ''):
            return plain
        if HEADER in path:
            path = path[len(path) - path[::-1].index(HEADER) :]
        return MASK if is_secret_path(path, names) else plain

    return mapped(value, shown, (str(key),))
