"""Requests that a page makes by itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from horizon.utils import functions


class BackgroundView:
    """A view that scripts call without the user's doing: polls. Put it first among the bases.

    Horizon prolongs the session on every request, so that a forgotten page would keep a login alive for ever, and
    writes it, which can undo what another request of the user has just written. Here the session stays as it is.
    Horizon leaves out the user's time zone for such requests; here it is set, as for pages.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.session.modified = False
        with timezone.override(functions.get_timezone(request)):
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
