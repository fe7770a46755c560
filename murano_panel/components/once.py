"""What is done once although it may be asked for twice: a double click, a page that is sent again."""

from collections.abc import Iterator
from contextlib import contextmanager

from murano_panel import cache

# Seconds for which nobody else gets a turn: while the first one is at work, and after it is done.
LOCK_SECONDS, ECHO_SECONDS = 60, 5


@contextmanager
def first_to(key: str) -> Iterator[bool]:
    """Whether nobody else is just doing this, or has just done it. An exception in the block lets it be tried again.

    Without a cache that all processes share, two that come at once may both be first.
    """
    is_first, done = cache.add(key, True, LOCK_SECONDS), False
    try:
        yield is_first
        done = True
    finally:
        if is_first and done:
            cache.touch(key, ECHO_SECONDS)
        elif is_first:
            cache.delete(key)
