"""Several services asked at once, within one deadline: whoever is slow holds up nobody.

Horizon's API layer knows no time-out. What has not answered by then goes on in its thread until its own connection
ends, so that there are few of these: while all are taken, nothing more is asked.
"""

import contextvars
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import BoundedSemaphore, Thread
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from murano_panel.domain.cloud import Found

# Seconds that a page waits for all of them.
DEADLINE = 8.0
# Of one worker, those that nobody waits for any more included.
MAX_THREADS = 24
_threads = BoundedSemaphore(MAX_THREADS)


def ask_together(asked: Sequence[Callable[[], Found[Any]]], seconds: float = DEADLINE) -> list[Found[Any]]:
    """What each says, in their order; those that are late are ``unavailable``. ``asked`` must not raise."""
    until = time.monotonic() + seconds
    started = [_started(ask) for ask in asked]
    return [_heard(future, until) for future in started]


def _started(ask: Callable[[], Found[Any]]) -> Future[Found[Any]] | None:
    threads = _threads
    if not threads.acquire(blocking=False):
        return None
    context, language, future = contextvars.copy_context(), get_language(), Future[Found[Any]]()

    def in_language() -> Found[Any]:
        with override(language):
            return ask()

    def run() -> None:
        try:
            future.set_result(context.run(in_language))
        except BaseException as error:  # noqa: BLE001  whoever waits for it is told
            future.set_exception(error)
        finally:
            threads.release()

    # A worker that ends does not wait for what is late.
    Thread(target=run, name='murano_panel cloud', daemon=True).start()
    return future


def _heard(future: Future[Found[Any]] | None, until: float) -> Found[Any]:
    if future is None:
        return Found(unavailable=_('Too many questions to the cloud are still without an answer.'))
    try:
        return future.result(max(0.0, until - time.monotonic()))
    except TimeoutError:
        return Found(unavailable=_('There was no answer in time.'))
