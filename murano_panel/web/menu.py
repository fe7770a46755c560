"""Horizon's menu on our pages, made once in five minutes for each login and panel.

For the menu Horizon asks each panel of each dashboard whether it may be shown: fifty looks through all rules of all
services' policies and a call to Keystone, two fifths of what a small page costs. A token's roles and services never
change, so the answers are the same for a login until an operator changes a policy.

Each worker remembers its own menus, in its memory: HTML that anybody else could write to is not put into a page.
"""

import hashlib
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.translation import get_language

# Seconds after which a changed policy shows.
KEPT = 300
# Menus that a worker remembers, of some ten kilobytes.
MOST = 500

_menus: dict[tuple[str | None, ...], tuple[float, str]] = {}


def remembered(request: HttpRequest, make: Callable[[], str]) -> str:
    """The menu as this login sees it on pages of this panel; made by ``make()`` where it is not known."""
    key, now = _key(request), time.monotonic()
    at, html = _menus.get(key, (now - KEPT, ''))
    if now - at >= KEPT:
        html = make()
        if len(_menus) >= MOST:
            _menus.clear()
        _menus[key] = now, html
    return html


def forget() -> None:
    """All menus are made anew."""
    _menus.clear()


def _key(request: HttpRequest) -> tuple[str | None, ...]:
    """All that the menu depends on: what may be done where, where one is, and how it is written."""
    token = hashlib.blake2b(request.user.token.id.encode(), digest_size=16).hexdigest()
    place = (request.horizon.get(part) for part in ('dashboard', 'panel'))
    theme = request.COOKIES.get(settings.THEME_COOKIE_NAME)
    return (
        token,
        request.user.services_region,
        *(part and part.slug for part in place),
        theme,
        get_language(),
        get_script_prefix(),
    )
