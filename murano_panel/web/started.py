"""How deployments were started, as far as this panel was used for it: of users and drafts Murano tells nothing.

Kept in the cache, and nowhere else: it may be forgotten, and says nothing about what other tools have started. So
nothing may depend on it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel import cache

# Seconds for which it is remembered, from the last one of its environment on.
KEPT = 30 * 24 * 3600
# Of one environment, the newest; and characters of a name.
MOST, MAX_NAME = 200, 80


@dataclass(frozen=True)
class Origin:
    """The deployment to which another one went back. ``number``: from 1, the oldest of the environment."""

    deployment_id: str
    number: int


@dataclass(frozen=True)
class Start:
    """``who``: the name of the user, '' where nobody knows. restored: what its draft was made from, None for others."""

    who: str = ''
    restored: Origin | None = None


UNKNOWN = Start()

# {id of a deployment: how it was started}
Starts = Mapping[str, Start]

# As kept: {id of a deployment: (name, id of what was restored or '', its number)}
_Notes = dict[str, tuple[str, str, int]]


def note(request: HttpRequest, environment_id: str, deployment_id: str, restored: Origin | None = None) -> None:
    """That the user has just started it."""
    key = _key(request.user.project_id, environment_id)
    known: _Notes = cache.get(key, {})
    others = [(own_id, noted) for own_id, noted in known.items() if own_id != deployment_id]
    origin = (restored.deployment_id, restored.number) if restored else ('', 0)
    newest = (deployment_id, (str(request.user.username)[:MAX_NAME], *origin))
    cache.set(key, dict([*others[1 - MOST :], newest]), KEPT)


def recall(project_id: str, environment_ids: Iterable[str]) -> Starts:
    """Of all deployments of these environments of the project, as far as it is known. No call."""
    found = {}
    for notes in cache.get_many([_key(project_id, own_id) for own_id in environment_ids]).values():
        for deployment_id, (who, origin, number) in notes.items():
            found[deployment_id] = Start(who, Origin(origin, number) if origin else None)
    return found


def _key(project_id: str, environment_id: str) -> str:
    return f'murano_panel:started:2:{project_id}:{environment_id}'
