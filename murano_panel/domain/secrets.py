"""What must not be shown: values that look like passwords, tokens and keys, told by the names of their properties."""

import re
from typing import Any

MASK = '••••••'

_SECRET = re.compile(r'pass(?!enger|ive)|pwd|secret|token|credential|trustid|(private|api|access)_?key', re.IGNORECASE)


def is_secret(key: object) -> bool:
    """Whether a property of this name holds a secret. Rather too often than too rarely."""
    return bool(_SECRET.search(str(key)))


def masked(value: Any, key: object = '') -> Any:
    """A copy of a model, or of the value of property ``key``, with secrets replaced by MASK.

    All of what a secret property contains is secret, but for the ``?`` headers of objects in it.
    """
    if isinstance(value, dict):
        hidden = is_secret(key)
        return {name: masked(item, key if hidden and name != '?' else name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [masked(item, key) for item in value]
    return MASK if value not in (None, '') and is_secret(key) else value
