"""Getting hold of a draft to write into, without leaking Murano sessions."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest

from murano_panel.api import drafts, errors
from murano_panel.domain.records import Draft, Environment
from murano_panel.domain.state.environment import is_valid
from murano_panel.drafts import cookie as draft_cookie

LOG = logging.getLogger(__name__)


def valid(request: HttpRequest, environment: Environment) -> Draft | None:
    """The user's draft of the environment if Murano would still deploy it. No call."""
    draft = draft_cookie.load(request, environment.id)
    return draft if draft and is_valid(draft, environment) else None


def get_or_open(request: HttpRequest, environment: Environment) -> tuple[Draft, bool]:
    """(draft, whether it was opened now). The view calls ``draft_cookie.remember()`` on its response.

    An outdated draft is discarded first. Raises Busy while something runs, and TooManyDrafts. At most two calls.
    """
    draft = draft_cookie.load(request, environment.id)
    if draft and is_valid(draft, environment):
        return draft, False
    draft_cookie.require_room(request, environment.id)
    opened = drafts.open(request, environment.id)
    if draft:
        discard_quietly(request, draft)
    return opened, True


@contextmanager
def writing(request: HttpRequest, environment: Environment) -> Iterator[Draft]:
    """As ``get_or_open()``; when the block raises, a draft opened for it is discarded, as nobody will know of it."""
    draft, opened = get_or_open(request, environment)
    written = False
    try:
        yield draft
        written = True
    finally:
        if opened and not written:
            discard_quietly(request, draft)


def discard_quietly(request: HttpRequest, draft: Draft) -> None:
    """Ends a draft that nobody needs any more. What failed instead is told elsewhere; here it is only logged."""
    try:
        drafts.discard(request, draft)
    except errors.ApiError as error:
        LOG.warning('A draft of environment %s could not be discarded: %s', draft.environment_id, error)
