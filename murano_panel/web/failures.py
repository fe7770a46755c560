"""What the user reads when a call failed: what failed, why, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from horizon import messages

from murano_panel.api import errors
from murano_panel.web import rights


@dataclass(frozen=True)
class Kind:
    """How one sort of error is shown: a word for scripts, an HTTP status, a headline, and advice."""

    word: str
    status: int
    title: Any
    advice: Any


# The most specific class first.
_KINDS: tuple[tuple[type[Exception], Kind], ...] = (
    (
        errors.NotFound,
        Kind(
            'not-found',
            404,
            _('This is not here (any more)'),
            _('It may have been deleted by somebody else, or belong to another project. Go back to the list.'),
        ),
    ),
    (
        errors.Busy,
        Kind(
            'busy',
            409,
            _('Something is running right now'),
            _('Wait until the running deployment or deletion has ended, then try again.'),
        ),
    ),
    (
        errors.Outdated,
        Kind(
            'outdated',
            409,
            _('Your draft is no longer valid'),
            _(
                'The environment was deployed meanwhile, or the draft was deployed or discarded. '
                'Open the environment and make the change again.'
            ),
        ),
    ),
    (
        errors.Conflict,
        Kind(
            'conflict',
            409,
            _('This clashes with what is there already'),
            _('Look at the current state, then try again, perhaps under another name.'),
        ),
    ),
    (
        errors.NotOwner,
        Kind(
            'not-owner',
            409,
            _('This draft belongs to another user'),
            _('Open the environment and start a draft of your own.'),
        ),
    ),
    (
        errors.Forbidden,
        Kind('forbidden', 403, _('You may not do this'), _('Ask an administrator for the role that allows it.')),
    ),
    (
        rights.NotAllowed,
        Kind('forbidden', 403, _('You may not do this'), _('Ask an administrator for the role that allows it.')),
    ),
    (errors.Invalid, Kind('invalid', 400, _('Murano refused this'), _('Check what was entered, then try again.'))),
    (
        errors.Expired,
        Kind(
            'expired',
            401,
            _('Your login has ended'),
            _('Log in again; what you typed here stays on this page until you leave it.'),
        ),
    ),
    (
        errors.NotEncrypted,
        Kind(
            'not-encrypted',
            503,
            _('Not saved: a secret could not be encrypted'),
            _('Try again in a moment. If it stays like this, tell your administrator.'),
        ),
    ),
    (
        errors.Unavailable,
        Kind(
            'unavailable',
            503,
            _('Murano does not answer'),
            _('Try again in a moment. If it stays like this, tell your administrator.'),
        ),
    ),
    (errors.ApiError, Kind('error', 502, _('Something went wrong'), _('Try again in a moment.'))),
)
CAUGHT = (errors.ApiError, rights.NotAllowed)


def kind_of(error: Exception) -> Kind:
    return next(kind for family, kind in _KINDS if isinstance(error, family))


def page(request: HttpRequest, error: Exception, *, back: str | None = None) -> HttpResponse:
    """A full page for an error that leaves nothing else to show; ``back`` is where the user goes on."""
    kind = kind_of(error)
    context = {
        'error': error,
        'kind': kind,
        'page_title': kind.title,
        'retry': request.method == 'GET',
        'back': back or reverse('horizon:app-catalog:environments:index'),
    }
    return render(request, 'murano_panel/failure.html', context, status=kind.status)


def sentence(error: Exception, doing: str = '') -> str:
    """One line for messages and JSON: what was attempted, why it failed, what to do."""
    kind = kind_of(error)
    parts = [str(doing or kind.title).rstrip('.: '), str(error).strip() or str(kind.title), str(kind.advice)]
    return ': '.join(parts[:2]).rstrip('.') + '. ' + parts[2]


def message(request: HttpRequest, error: Exception, *, doing: str = '') -> None:
    """A Horizon message for an error beside which the page can go on."""
    messages.error(request, sentence(error, doing))


def json(error: Exception) -> JsonResponse:
    """The same for scripts. 401 makes the page offer the login; it never leaves the page by itself."""
    kind = kind_of(error)
    body = {
        'kind': kind.word,
        'message': str(error) or str(kind.title),
        'title': str(kind.title),
        'advice': str(kind.advice),
    }
    return JsonResponse({'error': body}, status=kind.status)


def wants_json(request: HttpRequest) -> bool:
    return 'application/json' in request.headers.get('Accept', '')


class GuardedView(rights.RightsMixin):
    """A view whose uncaught API errors and missing rights become a page, or JSON for scripts.

    ``back`` (a URL or None) is where the failure page leads; ``json_only`` marks views that never answer with HTML.
    """

    json_only = False

    def back(self) -> str | None:
        return None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer = super().dispatch(request, *args, **kwargs)
            # Templates may still call what fails; better here than outside.
            render_now: Callable[[], HttpResponse] | None = getattr(answer, 'render', None)
            return render_now() if render_now else answer
        except CAUGHT as error:
            if self.json_only or wants_json(request):
                return json(error)
            if isinstance(error, errors.Expired):
                # Horizon's own way: to the login page and back.
                from horizon import exceptions as horizon_exceptions

                raise horizon_exceptions.NotAuthenticated() from error
            return page(request, error, back=self.back())
