"""The environment that one adds to, named on every page on the way there."""

from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import environments

# Names change seldom, and the page of the environment always tells the current one.
SECONDS = 300


@dataclass(frozen=True)
class Destination:
    """``name`` is '' where it is not known without a call."""

    id: str
    name: str = ''


def known(request: HttpRequest, environment_id: str) -> Destination | None:
    """As far as the cache knows it, None for ''. No call."""
    if not environment_id:
        return None
    return Destination(environment_id, cache.get(_key(request, environment_id)) or '')


def read(request: HttpRequest, environment_id: str) -> Destination:
    """With its name. One call, none when the cache has it. Raises NotFound."""
    found = known(request, environment_id)
    if found and found.name:
        return found
    environment = environments.get(request, environment_id)
    cache.set(_key(request, environment_id), environment.name, SECONDS)
    return Destination(environment.id, environment.name)


def _key(request: HttpRequest, environment_id: str) -> str:
    """Of the project: a name is put there by who may read the environment, which is everybody in it."""
    return f'murano_panel:destination:{request.user.project_id}:{environment_id}'
