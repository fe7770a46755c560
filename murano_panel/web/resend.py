"""A POST that could not be carried out yet, kept in the page that says so, to be sent once more.

It travels sealed for its user, project and address, with all that was sent. Logging in again renews the token that
protects forms from other sites, so that the page could not be sent any more: what was sealed for the user proves as
well that the form is ours, as nobody else can come by it.
"""

import json

from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware

from murano_panel.web import sealing

FIELD = 'resend'
# Seconds for which it can be sent.
KEPT = 24 * 3600
# Longer than any form of ours may be: it would not be taken when it is sent again.
MAX_CHARACTERS = 1_500_000


def seal(request: HttpRequest) -> str:
    """What was sent, '' for a POST that is too long to be kept."""
    sent = {name: values for name, values in request.POST.lists() if name != 'csrfmiddlewaretoken'}
    sealed = sealing.seal(_purpose(request), json.dumps(sent).encode())
    return sealed if len(sealed) <= MAX_CHARACTERS else ''


def restore(request: HttpRequest) -> bool:
    """Whether the request sends a kept POST once more; from then on it is that POST."""
    if FIELD not in request.POST:
        return False
    try:
        sent = json.loads(sealing.unseal(_purpose(request), request.POST[FIELD], max_age=KEPT))
    except sealing.BadSeal:
        return False
    restored = QueryDict(mutable=True)
    for name, values in sent.items():
        restored.setlist(name, values)
    request.POST = restored
    return True


def refused_as_foreign(request: HttpRequest) -> HttpResponse | None:
    """Django's answer to a form that another site may have made, None for our own."""
    return CsrfViewMiddleware(_never).process_view(request, _never, (), {})


def _never(request: HttpRequest) -> HttpResponse:
    raise AssertionError('Only the check of the middleware is used.')


def _purpose(request: HttpRequest) -> list[str]:
    return ['murano_panel.resend', request.user.id, request.user.project_id, request.get_full_path()]
