"""What is read of a package once for all users of a project. Nothing is wrong when the cache is empty."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.domain.records import Package

SECONDS = 3600


def key(request: HttpRequest, package: Package, part: str) -> str:
    """The name that a part of a package has in the cache.

    The package was read with the user's own token, which is the check of access; ``updated`` makes changes show.
    """
    return f'murano_panel:{part}:{request.user.project_id}:{package.id}:{package.updated.timestamp()}'


def once(
    request: HttpRequest, package: Package, part: str, read: Callable[[], Any], *, is_good: Callable[[Any], bool]
) -> Any:
    """What ``read()`` gives, or gave to somebody before.

    What is not good is asked for again each time: a damaged answer must not outlast the damage, for the whole project.
    """
    found = known(request, package, part)
    if found is None:
        found = read()
        if is_good(found):
            keep(request, package, part, found)
    return found


def known(request: HttpRequest, package: Package, part: str) -> Any:
    """What was kept of a package, None for nothing."""
    return cache.get(key(request, package, part))


def keep(request: HttpRequest, package: Package, part: str, found: Any) -> None:
    """Keeps what is good, unless it is kept already."""
    cache.add(key(request, package, part), found, SECONDS)
