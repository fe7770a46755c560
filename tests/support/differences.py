"""Where two models differ."""

import copy
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


def without_words(component: dict[str, Any]) -> dict[str, Any]:
    """A copy without what is kept of a component for people to read: edits bring that up to date."""
    told = copy.deepcopy(component)
    kept = told['?'].get('metadata', {}).get('murano_panel', {})
    for name in ('application', 'labels', 'choices'):
        kept.pop(name, None)
    if not kept:
        told['?'].pop('metadata', None)
    return told
