"""Where two models differ."""

from collections.abc import Iterator
from typing import Any


def differences(old: Any, new: Any, path: str = '') -> Iterator[str]:
    """The paths, as ``nodes[0].size``."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from differences(old.get(key), new.get(key), f'{path}.{key}')
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, pair in enumerate(zip(old, new, strict=True)):
            yield from differences(*pair, f'{path}[{index}]')
    elif old != new:
        yield path.lstrip('.')
