"""What must not be shown: passwords, tokens and keys, told by the names of their properties.

A component made by a form says itself which of its properties got a password, whatever they are called.
"""

import re
from collections.abc import Collection, Iterable
from typing import Any

MASK = '••••••'

# Where a component keeps what its form must remember, and in it the names of its secret properties.
METADATA_KEY = 'murano_panel'
RECORD = 'secrets'

_SECRET = re.compile(r'pass(?!enger|ive)|pwd|secret|token|credential|trustid|(private|api|access)_?key', re.IGNORECASE)


def is_secret(key: object) -> bool:
    """Whether a property of this name holds a secret. Rather too often than too rarely."""
    return bool(_SECRET.search(str(key)))


def recorded(component: dict[str, Any]) -> frozenset[str]:
    """The names of the properties that a form filled with secrets, as it noted them with the component."""
    head = component.get('?')
    metadata = head.get('metadata') if isinstance(head, dict) else None
    kept = metadata.get(METADATA_KEY) if isinstance(metadata, dict) else None
    names = kept.get(RECORD) if isinstance(kept, dict) else None
    return frozenset(name for name in names if isinstance(name, str)) if isinstance(names, list) else frozenset()


def is_secret_path(path: Iterable[object], names: Collection[str] = ()) -> bool:
    """Whether a place in a model is secret: by what any of its parts is called, or by the recorded ``names``."""
    return any(part in names or is_secret(part) for part in path)


def holding(model: Any, texts: Collection[str], key: str = '') -> set[str]:
    """The names of the properties of a model that got one of the texts, alone or within a longer value.

    Texts of less than four characters count only alone: they stand in too much by chance. Headers hold none.
    """
    if isinstance(model, dict):
        return {name for part, value in model.items() if part != '?' for name in holding(value, texts, str(part))}
    if isinstance(model, list | tuple):
        return {name for value in model for name in holding(value, texts, key)}
    value = str(model)
    return {key} if key and any(text == value or (len(text) > 3 and text in value) for text in texts) else set()


def masked(value: Any, key: object = '', names: Collection[str] = ()) -> Any:
    """A copy of a model, or of the value of property ``key``, with secrets replaced by MASK.

    All of what a secret property contains is secret, but for the ``?`` headers of objects in it. ``names`` are recorded
    ones.
    """
    hidden = is_secret_path((key,), names)
    if isinstance(value, dict):
        return {name: masked(item, key if hidden and name != '?' else name, names) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [masked(item, key, names) for item in value]
    return MASK if value not in (None, '') and hidden else value
