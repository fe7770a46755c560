"""What Murano adds to a model by itself, and nobody has asked for."""

from itertools import pairwise
from typing import Any

from murano_panel.domain.model.tree import HEADER, Path, mapped


def is_muranos_own(path: Path) -> bool:
    """Whether Murano adds it by itself: statuses and actions."""
    return any(
        part == HEADER and isinstance(key, str) and (key == 'status' or key.startswith('_'))
        for part, key in pairwise(path)
    )


def clean(value: Any) -> Any:
    """A copy without what Murano adds by itself. Only for what is compared as a whole; plain values are as they are."""
    if not isinstance(value, dict | list):
        return value
    return mapped(value, lambda _path, plain: plain, leave_out=is_muranos_own)
