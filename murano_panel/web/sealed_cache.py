"""Django's cache for what authors of packages wrote: sealed, as defaults of forms and classes may be passwords.

Whoever can look into a shared cache reads none of it. What was sealed with another SECRET_KEY, or is damaged, is
forgotten.
"""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from murano_panel import cache
from murano_panel.web import sealing

# Seconds that nothing outlives; how long an entry lives is said when it is kept.
_OLDEST = 7 * 24 * 3600


def get(key: str) -> Any:
    """The JSON that lies there, None for nothing."""
    return get_many([key]).get(key)


def get_many(keys: Iterable[str]) -> dict[str, Any]:
    """What is there, by key."""
    found = {key: _opened(key, sealed) for key, sealed in cache.get_many(keys).items()}
    return {key: value for key, value in found.items() if value is not None}


def set(key: str, value: Any, seconds: int) -> None:
    """Keeps JSON for so long at most."""
    content = zlib.compress(json.dumps(value).encode(), 1)
    cache.set(key, sealing.seal(_purpose(key), content), seconds)


def _opened(key: str, sealed: Any) -> Any:
    try:
        return json.loads(zlib.decompress(sealing.unseal(_purpose(key), sealed, max_age=_OLDEST)))
    except (sealing.BadSeal, AttributeError):
        # AttributeError: what an earlier release has left is no text.
        return None


def _purpose(key: str) -> list[str]:
    return ['murano_panel.sealed_cache', key]
