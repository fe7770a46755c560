"""Waiting for a condition instead of for time to pass."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar('T')


def until(found: Callable[[], T], what: str, *, seconds: float = 180) -> T:
    """The first true answer of ``found``, asked again and again. Fails with ``what`` when there is none in time."""
    deadline = time.monotonic() + seconds
    while True:
        answer = found()
        if answer:
            return answer
        assert time.monotonic() < deadline, f'not within {seconds} s: {what}'
        time.sleep(0.2)
