""" "Cannot, because": one record for a page, for scripts, for a message, and for the words beside a disabled button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Refusal:
    """Why something cannot be done, and what to do about it. ``str()`` is the reason, the short form beside a button.

    title, reason, advice: plain text, possibly lazily translated; the reason may hold a server's or a user's words.
    kind: stable word for scripts and tests, such as ``busy``.
    status: HTTP status of the page or JSON that says so.
    links: (address, words), the likeliest way on first.
    since: when the reason came into being (aware), or None when that is not known or says nothing.
    problems: what is wrong with a package's form, place by place, as ``dynamic_ui.Problem``.
    request_id: Murano's name for the call that failed, for the operator.
    again_s: seconds before which it would be in vain to ask again, None where nobody knows.
    """

    title: str
    reason: str = ''
    advice: str = ''
    kind: str = 'refused'
    status: int = 409
    links: Sequence[tuple[str, str]] = ()
    since: datetime | None = None
    problems: Sequence[Any] = ()
    request_id: str | None = None
    again_s: int | None = None

    def __str__(self) -> str:
        return str(self.reason)


class Refused(Exception):
    """Carries a refusal up to the view's base, which answers with it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal
