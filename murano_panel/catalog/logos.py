"""Logos come from package authors: only small raster images are passed on, as what their first bytes say they are."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.http import parse_etags

from murano_panel.domain.package.pictures import image_type

# The address of a logo changes with its package, so browsers may keep it for a day.
MAX_AGE = 24 * 3600
# Ours instead of a picture that did not come, or came damaged: it may come the next time.
MAX_AGE_OF_OURS = 300


def response(request: HttpRequest, content: bytes) -> HttpResponse:
    """The image, 304 when the browser has it, or the way to our own picture when there is no acceptable one."""
    kind = image_type(content)
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    if kind is None:
        answer = redirect(static('murano_panel/img/package.svg'))
    elif etag in parse_etags(request.headers.get('If-None-Match', '')):
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(content, content_type=kind)
    answer['Cache-Control'] = f'private, max-age={MAX_AGE if kind else MAX_AGE_OF_OURS}'
    answer['X-Content-Type-Options'] = 'nosniff'
    answer['Content-Security-Policy'] = "default-src 'none'; sandbox"
    if kind:
        answer['ETag'] = etag
    return answer
