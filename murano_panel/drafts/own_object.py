"""The environment's own object in its model: its metadata, and the name by which applications know it.

Murano shows it only in the whole model. What is deployed of it stays the same until the next deployment has ended, so
it is kept in the cache, sealed, as metadata may hold secrets: pages that compare a draft with it need no call for it.
"""

from typing import Any

import msgspec
from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import environments
from murano_panel.domain.records import Draft, Environment, ObjectModel
from murano_panel.web import sealing

# Seconds for which it is kept.
KEPT = 24 * 3600


def of(request: HttpRequest, environment: Environment, draft: Draft | None) -> ObjectModel:
    """As the draft has it; as it is deployed, without one. One call. Raises NotFound."""
    if draft:
        return environments.model(request, environment.id, session_id=draft.session_id).own
    own = environments.model(request, environment.id).own
    _keep(environment, own)
    return own


def deployed(request: HttpRequest, environment: Environment) -> ObjectModel:
    """Of an environment that the user has read. No call where it is known, else one."""
    return _kept(environment) or of(request, environment, None)


def _keep(environment: Environment, own: ObjectModel) -> None:
    content = msgspec.json.encode((environment.version, own))
    cache.set(_key(environment), sealing.seal(_purpose(environment), content), KEPT)


def _kept(environment: Environment) -> ObjectModel | None:
    try:
        content = sealing.unseal(_purpose(environment), cache.get(_key(environment), ''), max_age=KEPT)
        version, own = msgspec.json.decode(content, type=tuple[int, dict[str, Any]])
    except (sealing.BadSeal, msgspec.MsgspecError):
        return None
    return own if version == environment.version else None


def _key(environment: Environment) -> str:
    return f'murano_panel:own_object:1:{environment.project_id}:{environment.id}'


def _purpose(environment: Environment) -> list[str]:
    return ['murano_panel.own_object', environment.project_id, environment.id]
