"""Who has started a deployment, as far as this panel was used for it: of users Murano tells nothing.

Kept in the cache, and nowhere else: it may be forgotten, and says nothing about what other tools have started. So
nothing may depend on it.
"""

from collections.abc import Iterable

from django.http import HttpRequest

from murano_panel import cache

# Seconds for which it is remembered, from the last one of its environment on.
KEPT = 30 * 24 * 3600
# Of one environment, the newest; and characters of a name.
MOST, MAX_NAME = 200, 80

# {id of a deployment: the name of who has started it}
Names = dict[str, str]


def note(request: HttpRequest, environment_id: str, deployment_id: str) -> None:
    """That the user has just started it."""
    key = _key(request.user.project_id, environment_id)
    known: Names = cache.get(key, {})
    others = [(own_id, name) for own_id, name in known.items() if own_id != deployment_id]
    newest = (deployment_id, str(request.user.username)[:MAX_NAME])
    cache.set(key, dict([*others[1 - MOST :], newest]), KEPT)


def recall(project_id: str, environment_ids: Iterable[str]) -> Names:
    """Of all deployments of these environments of the project, as far as it is known. No call."""
    found: Names = {}
    for names in cache.get_many([_key(project_id, own_id) for own_id in environment_ids]).values():
        found |= names
    return found


def _key(project_id: str, environment_id: str) -> str:
    return f'murano_panel:started:1:{project_id}:{environment_id}'
