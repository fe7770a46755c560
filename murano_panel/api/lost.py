"""Whether something was done whose answer was lost: found out by reading what is there by now, never guessed."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from murano_panel.api import breaker, errors

LOG = logging.getLogger(__name__)


@contextmanager
def found_out(is_done: Callable[[], bool]) -> Iterator[None]:
    """Around a call that changes something. Where its answer is lost, ``is_done`` asks once, and does not wait long.

    What was done is no error then. What was not is called unknown only where it may still arrive, as nothing at all was
    answered; else it was not done.
    """
    try:
        yield
    except errors.Unavailable as error:
        if not error.maybe_done:
            raise
        done = _asked(is_done)
        if not done:
            error.maybe_done = done is None or error.code is None
            raise


def _asked(is_done: Callable[[], bool]) -> bool | None:
    """None where nobody tells."""
    try:
        with breaker.polling():
            return is_done()
    except errors.ApiError as error:
        LOG.info('Whether a change was made whose answer was lost is not known: %s', error)
        return None
