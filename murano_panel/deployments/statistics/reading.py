"""What statistics need to know, read in portions that leave Murano alone for as long as each of them took.

One project may have a hundred environments with five hundred deployments each, for which Murano computes a quarter of
an hour. Whoever looks gets what is known; one of all who look reads on, whichever worker serves them.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import breaker, errors
from murano_panel.domain.records import Environment
from murano_panel.domain.state.summary import Summary
from murano_panel.web import summaries
from murano_panel.web.summaries import Known

# Seconds after which a portion begins no further environment; one is read in any case. And the shortest pause.
PORTION, LEAST_PAUSE = 1, 1
# Seconds after which somebody else may read when nothing has come of it, and for which what cannot be read is left out.
TURN, LEFT_OUT = 60, 600


@dataclass(frozen=True)
class Progress:
    """How far reading is: ``unread`` of ``of`` environments are still to come, ``failed`` could not be read.

    rows: all that is known of them.
    """

    rows: list[Summary]
    of: int
    unread: int
    failed: int

    @property
    def read(self) -> int:
        """Environments that have been read."""
        return self.of - self.unread - self.failed


def recall(environments: Iterable[Environment], since: datetime) -> Known:
    """What is known of those that may have been deployed since. No call."""
    # None has deployments after its last change.
    return summaries.recall(item for item in environments if item.busy or item.updated >= since)


def read_on(request: HttpRequest, known: Known) -> None:
    """A portion, unless somebody of the project does the same, or has just done so. One call for each environment."""
    turn = f'murano_panel:statistics:{request.user.project_id}'
    unread = _readable(known)
    if not unread or not cache.add(turn, True, TURN):
        return
    began = time.monotonic()
    try:
        with breaker.patient():
            _read_portion(request, known, unread)
    finally:
        cache.set(turn, True, max(LEAST_PAUSE, round(time.monotonic() - began)))


def progress(known: Known) -> Progress:
    """No call."""
    readable = len(_readable(known))
    return Progress(
        rows=[row for rows in known.rows.values() for row in rows],
        of=len(known.rows.keys() | {item.id for item in known.unread}),
        unread=readable,
        failed=len(known.unread) - readable,
    )


def _read_portion(request: HttpRequest, known: Known, unread: list[Environment]) -> None:
    began = time.monotonic()
    for environment in unread:
        one = Known({}, [environment])
        try:
            one.read(request, seconds=0)
        except (errors.Expired, errors.Forbidden):
            raise
        except errors.ApiError:
            # Not the whole of Murano: the list of environments has just come.
            cache.set(_left_out_key(environment), True, LEFT_OUT)
        else:
            known.rows |= one.rows
            known.unread.remove(environment)
        if time.monotonic() - began >= PORTION:
            return


def _readable(known: Known) -> list[Environment]:
    keys = {_left_out_key(item): item for item in known.unread}
    left_out = cache.get_many(keys)
    return [item for key, item in keys.items() if key not in left_out]


def _left_out_key(environment: Environment) -> str:
    return f'murano_panel:unreadable:{environment.project_id}:{environment.id}'
