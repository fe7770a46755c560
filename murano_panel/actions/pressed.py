"""That "Run" was pressed, noted in the cache: of a second press of the same button nothing more is started."""

import hashlib
import json

from django.http import HttpRequest

from murano_panel import cache

# Seconds for which the same button of the same page, with the same answers, counts as pressed twice.
KEPT = 60
# The input that tells one page from another.
FIELD = 'press'


def note(request: HttpRequest, deployment_id: str) -> None:
    """What this press has started."""
    cache.set(_key(request), deployment_id, KEPT)


def earlier(request: HttpRequest) -> str:
    """What the same press has started before, '' for nothing."""
    return cache.get(_key(request)) or ''


def _key(request: HttpRequest) -> str:
    """Answers may be secrets: what was sent is hashed, together with a number that only its page knows."""
    sent = sorted((name, values) for name, values in request.POST.lists() if name != 'csrfmiddlewaretoken')
    about = [request.user.id, request.user.project_id, request.get_full_path(), sent]
    return 'murano_panel:action:' + hashlib.sha256(json.dumps(about).encode()).hexdigest()
