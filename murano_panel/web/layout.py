"""How comparisons are laid out: what was and what comes side by side, or one below the other.

Chosen by the address of any page that compares, and kept in a cookie, so that the next one looks the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.web import responses
from murano_panel.web.addresses import OVERVIEW

INLINE, SIDE = 'inline', 'side'
LABELS: dict[str, Any] = {INLINE: _('Inline'), SIDE: _('Side by side')}
# Of the address, and of the cookie.
PARAMETER, COOKIE = 'layout', 'murano_layout'
SECONDS_KEPT = 365 * 24 * 3600


@dataclass(frozen=True)
class Choice:
    """A way to lay a comparison out: the same page with it."""

    label: Any
    icon: str
    address: str
    is_current: bool


def chosen(request: HttpRequest) -> str:
    """INLINE or SIDE. What the address asks for is kept with the response."""
    asked, kept = request.GET.get(PARAMETER), request.COOKIES.get(COOKIE)
    if asked in LABELS:
        if asked != kept:
            responses.when_settled(request, lambda response: _keep(response, asked))
        return asked
    return kept if kept in LABELS else INLINE


def choices(request: HttpRequest) -> Sequence[Choice]:
    """For the page in view; none where it answers a form, as an address would not lead there."""
    if request.method != 'GET':
        return ()
    current = chosen(request)
    icons = {INLINE: 'fa-align-left', SIDE: 'fa-table-columns'}
    return [Choice(label, icons[name], _address(request, name), name == current) for name, label in LABELS.items()]


def _address(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query[PARAMETER] = name
    return f'{request.path}?{query.urlencode()}'


def _keep(response: HttpResponseBase | None, name: str) -> None:
    if response is not None:
        response.set_cookie(
            COOKIE,
            name,
            max_age=SECONDS_KEPT,
            path=reverse(OVERVIEW),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite='Lax',
        )
