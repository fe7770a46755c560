"""Django's cache as everything here uses it: one that is away, or full, has forgotten, and is no failure.

All that lies in it can be read or computed again. Which cache it is, is the operator's choice (docs/installing.md).
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django.core.cache import cache as django_cache

LOG = logging.getLogger(__name__)

_Value = TypeVar('_Value')


def get(key: str, default: Any = None) -> Any:
    """What lies there, else ``default``."""
    return _forgiven(default, lambda: django_cache.get(key, default))


def get_many(keys: Iterable[str]) -> dict[str, Any]:
    """What is there, by key."""
    return _forgiven({}, lambda: django_cache.get_many(keys))


def set(key: str, value: Any, seconds: int) -> None:
    """Keeps it for so long at most."""
    _forgiven(None, lambda: django_cache.set(key, value, seconds))


def set_many(values: Mapping[str, Any], seconds: int) -> None:
    """Keeps several."""
    _forgiven(None, lambda: django_cache.set_many(values, seconds))


def add(key: str, value: Any, seconds: int) -> bool:
    """Whether nothing was there and it is kept now. True also without a cache: nobody else can be known then.

    A client that swallows its errors answers as if something were there; twice, as what was there may just have gone.
    """

    def kept() -> bool:
        return django_cache.add(key, value, seconds)

    def is_absent() -> bool:
        return django_cache.get(key) is None

    return _forgiven(True, lambda: kept() or (is_absent() and (kept() or is_absent())))


def count(key: str, seconds: int) -> int:
    """How often this was said, this time included; forgotten ``seconds`` after the first time. 1 without a cache."""

    def more() -> int:
        django_cache.add(key, 0, seconds)
        return django_cache.incr(key)

    return _forgiven(1, more)


def touch(key: str, seconds: int) -> None:
    """Keeps what lies there for so long from now on."""
    _forgiven(None, lambda: django_cache.touch(key, seconds))


def delete(*keys: str) -> None:
    """Forgets them."""
    _forgiven(None, lambda: django_cache.delete_many(keys))


def _forgiven(instead: _Value, do: Callable[[], _Value]) -> _Value:
    try:
        return do()
    except Exception as error:  # noqa: BLE001  each kind of cache has exceptions of its own
        LOG.warning('The cache does not answer: %s', error)
        return instead
