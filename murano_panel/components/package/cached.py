"""What is read of a package once for all users of a project. Nothing is wrong when the cache is empty."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.domain.records import Package
from murano_panel.web import sealed_cache

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
    It is kept as ``keep_texts()`` does.
    """
    found = known_texts(request, package, part)
    if found is None:
        found = read()
        if is_good(found):
            keep_texts(request, package, part, found)
    return found


def known(request: HttpRequest, package: Package, part: str) -> Any:
    """What was kept of a package, None for nothing."""
    return cache.get(key(request, package, part))


def keep(request: HttpRequest, package: Package, part: str, found: Any) -> None:
    """Keeps what is good, unless it is kept already."""
    cache.add(key(request, package, part), found, SECONDS)


def known_texts(request: HttpRequest, package: Package, part: str) -> Any:
    """What ``keep_texts()`` has kept, None for nothing."""
    return sealed_cache.get(_key_of_texts(request, package, part))


def keep_texts(request: HttpRequest, package: Package, part: str, found: Any, seconds: int = SECONDS) -> None:
    """Keeps JSON that the package's author wrote, sealed: defaults among it may be passwords."""
    sealed_cache.set(_key_of_texts(request, package, part), found, seconds)


def _key_of_texts(request: HttpRequest, package: Package, part: str) -> str:
    # Earlier releases have left what is not sealed under the bare names.
    return key(request, package, f'sealed:{part}')
