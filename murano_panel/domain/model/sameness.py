"""By what a place and a value are known again."""

import hashlib
import json
from typing import Any

from murano_panel.domain.model.muranos_own import clean
from murano_panel.domain.model.tree import ABSENT, Path


def key_of(own_id: str, path: Path) -> str:
    """What the form field for a place is called."""
    return json.dumps([own_id, *path])


def digest(value: Any) -> str:
    """By which one tells later whether a value, or ABSENT, is still the same. To be sealed: values may be short."""
    text = json.dumps(None if value is ABSENT else clean(value), sort_keys=True, default=str)
    return hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()


def is_alike(one: Any, other: Any) -> bool:
    """An answer and the property that is made of it: the engine converts between numbers and texts."""
    return one == other or str(one) == str(other)
