"""A refusal as the user gets it: a page, JSON, a message beside a page that goes on."""

from collections.abc import Mapping
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.domain.refusal import Refusal
from murano_panel.web import resend
from murano_panel.web.addresses import OVERVIEW
from murano_panel.web.failures import refusal_of

_Response = TypeVar('_Response', bound=HttpResponse)


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks (lib/request.js), not a person: it gets no page."""
    return 'application/json' in request.headers.get('Accept', '')


def page(request: HttpRequest, refusal: Refusal, *, back: str, typed: Mapping[str, str] | None = None) -> HttpResponse:
    """A full page where nothing else can be shown; ``back`` is where the user goes on if the refusal has no links.

    typed: what is shown of a POST that the page keeps and sends once more, by the name of its field; None keeps none.
    """
    context = {
        'page_title': refusal.title,
        'refusal': refusal,
        'links': refusal.links or [(back, _('Go back'))],
        'typed': typed or {},
        'resend': '' if typed is None else resend.seal(request),
        # A form that was sent is in this page: the login gets one of its own.
        'after_login': request.get_full_path() if request.method == 'GET' else reverse(OVERVIEW),
        # Asking once more helps where Murano, or the way to it, is at fault, and only when nothing was sent.
        'retry': request.method == 'GET' and refusal.status >= 500 and not refusal.links,
    }
    return _with_pause(render(request, 'murano_panel/failure.html', context, status=refusal.status), refusal)


def json(refusal: Refusal) -> JsonResponse:
    """The same for scripts. 401 makes the page offer the login; it never leaves the page by itself."""
    body: dict[str, str | int] = {
        'kind': refusal.kind,
        'title': str(refusal.title),
        'message': str(refusal),
        'advice': str(refusal.advice),
    }
    if refusal.again_s is not None:
        body['again'] = refusal.again_s
    return _with_pause(JsonResponse({'error': body}, status=refusal.status), refusal)


def _with_pause(response: _Response, refusal: Refusal) -> _Response:
    if refusal.again_s is not None:
        response['Retry-After'] = str(refusal.again_s)
    return response


def sentence(error: Exception, doing: str = '') -> str:
    """One line: what was attempted, why it failed, what to do."""
    refusal = refusal_of(error)
    attempt = str(doing or refusal.title).rstrip('.: ')
    return (f'{attempt}: {refusal}'.rstrip('.') + f'. {refusal.advice}').strip()


def message(request: HttpRequest, error: Exception, *, doing: str = '') -> None:
    """A Horizon message for an error beside which the page can go on."""
    messages.error(request, sentence(error, doing))


def attachment(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A download that no browser shows in place: strangers decide what is in it."""
    response = HttpResponse(content, content_type=f'{content_type}; charset=utf-8')
    response['Content-Disposition'] = content_disposition_header(True, name)
    response['X-Content-Type-Options'] = 'nosniff'
    return response
