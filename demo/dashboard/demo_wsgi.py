"""Horizon below its web root, with its static files, which it does not serve itself with DEBUG off."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from openstack_dashboard.wsgi import application as horizon
from whitenoise import WhiteNoise

WEBROOT = os.environ['DEMO_WEBROOT']


def named_by_content(path: str, url: str) -> bool:
    """Bundles carry a hash in their names and may be kept for ever."""
    return '/output.' in url


site = WhiteNoise(
    horizon, root=os.environ['DEMO_STATIC_ROOT'], prefix='static/', max_age=300, immutable_file_test=named_by_content
)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """What a web server in front does for a web root: WSGI's SCRIPT_NAME is the prefix, PATH_INFO the rest."""
    path = environ['PATH_INFO']
    if not path.startswith(WEBROOT):
        start_response('302 Found', [('Location', WEBROOT), ('Content-Length', '0')])
        return []
    cut = len(WEBROOT) - 1
    environ['SCRIPT_NAME'], environ['PATH_INFO'] = path[:cut], path[cut:]
    return site(environ, start_response)
