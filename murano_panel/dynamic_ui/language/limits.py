"""How much one request may spend on behalf of a package author.

Two kinds of bounds: sizes, which are constants here, and CPU time, which is a deadline that ``work_limit`` opens and
that everything which loops calls ``check_time`` against. Only the thread's own CPU time counts, so that a busy machine
does not turn good packages into errors.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.problems import ResourceLimitExceeded

MAX_SOURCE_BYTES = 256 * 1024
MAX_FIELDS = 500
MAX_FORMS = 100
MAX_PROBLEMS = 200
MAX_AUTHOR_OPTIONS = 5000
MAX_YAML_NODES = 50_000
MAX_YAML_DEPTH = 64
MAX_NUMBER_CHARACTERS = 1000

MAX_EXPRESSION_CHARACTERS = 16_000
MAX_EXPRESSION_DEPTH = 100
MAX_ITERATED = 10_000
MAX_VALUE_NODES = 20_000
MAX_VALUE_DEPTH = 100
MAX_TEXT_CHARACTERS = 256 * 1024
MAX_INTEGER_BITS = 4096
MAX_REPEAT = 1000

MAX_PATTERN_CHARACTERS = 4000
MAX_PATTERN_LITERALS = 500
REGEX_SECONDS = 0.25

# One request of a page loads, checks answers, shows the next step and may build the model: together below two seconds.
OPERATION_SECONDS = 0.6
REQUEST_SECONDS = 1.5

_deadline: ContextVar[float | None] = ContextVar('murano_panel_deadline', default=None)


@contextmanager
def work_limit(seconds: float = OPERATION_SECONDS) -> Iterator[None]:
    """Allow ``seconds`` of CPU time to the body. Inside another ``work_limit`` the outer one stays in force.

    A view wraps all its work for one request in ``work_limit(REQUEST_SECONDS)``.
    """
    if _deadline.get() is not None:
        yield
        return
    token = _deadline.set(time.thread_time() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def check_time() -> None:
    """Raise ``ResourceLimitExceeded`` when the deadline is over; without a deadline do nothing."""
    deadline = _deadline.get()
    if deadline is not None and time.thread_time() > deadline:
        raise ResourceLimitExceeded(_('The form definition takes too much computing time'))


def remaining_seconds(at_most: float) -> float:
    """Seconds left until the deadline, at most ``at_most`` and never zero."""
    deadline = _deadline.get()
    if deadline is None:
        return at_most
    return max(0.001, min(at_most, deadline - time.thread_time()))


def check_value(value: Any) -> None:
    """Raise ``ResourceLimitExceeded`` when a value is too large to be worked with.

    Shared parts count each time they are seen: what looks small in memory can be endless to compare, hash or print.
    """
    if isinstance(value, str):
        check_text(len(value))
    elif isinstance(value, int):
        if value.bit_length() > MAX_INTEGER_BITS:
            raise ResourceLimitExceeded(_('A number grows too large'))
    elif isinstance(value, (tuple, list, Mapping, Set)):
        _check_container(value)


def check_text(characters: int) -> None:
    """Raise ``ResourceLimitExceeded`` when a text of that length must not come into being."""
    if characters > MAX_TEXT_CHARACTERS:
        raise ResourceLimitExceeded(_('A text grows too long'))


def _check_container(value: Any) -> None:
    nodes = characters = depth = 0
    level = [value]
    while level:
        depth += 1
        deeper: list[Any] = []
        for item in level:
            if isinstance(item, str):
                characters += len(item)
            elif isinstance(item, Mapping):
                deeper.extend(item.keys())
                deeper.extend(item.values())
            elif isinstance(item, (tuple, list, Set)):
                deeper.extend(item)
            if len(deeper) > MAX_VALUE_NODES:
                break
        nodes += len(deeper)
        if nodes > MAX_VALUE_NODES or depth > MAX_VALUE_DEPTH:
            raise ResourceLimitExceeded(_('A list or mapping grows too large'))
        check_text(characters)
        level = deeper
