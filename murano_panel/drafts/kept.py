"""A draft's changes as the browser keeps them, for when Murano stops showing the draft.

They have no secrets in them, only whether those were changed by somebody else: digests tell, which are sealed, as bare
ones of short passwords could be found by trying.
"""

import json
from typing import Any

from django.http import HttpRequest

from murano_panel import conf
from murano_panel.domain.conflicts import saved_changes
from murano_panel.domain.conflicts.entry import Entry
from murano_panel.domain.model import environment_object, object_model
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.drafts.seen import Seen
from murano_panel.web import sealing

# Characters of JSON that a browser keeps of a draft: Django takes 2.5 MB of a form, in which each may become three.
MAX_KEPT = 800_000
# Marks the change of the environment itself.
OF_ENVIRONMENT = 'of_environment'


def of_draft(request: HttpRequest, committed: Environment, mine: Seen) -> dict[str, Any] | None:
    """What the browser keeps of a valid draft: Murano may stop showing it at any time. No session id, no secrets.

    No changes where there are more than it could keep, and send back.
    """
    if mine.draft is None:
        return None
    changes = for_browser(request, committed, mine)
    return {
        'opened': mine.draft.opened.isoformat(),
        'base': mine.draft.base_version,
        'changes': changes if len(changes) <= saved_changes.MAX_ENTRIES and _size(changes) <= MAX_KEPT else [],
    }


def _size(changes: list[Entry]) -> int:
    return sum(len(json.dumps(entry)) for entry in changes)


def of_environment(request: HttpRequest, shown: Environment) -> dict[str, Any]:
    """By which the browser tells later whose changes it kept, and whether they have arrived."""
    return {
        'environment': shown.id,
        'owner': f'{request.user.id}/{request.user.project_id}',
        'present': [object_model.component_id(item) for item in shown.components],
    }


def for_browser(request: HttpRequest, committed: Environment, mine: Seen) -> list[Entry]:
    """What ``saved_changes.portable()`` gives, its digests sealed; first what changes the environment itself."""
    own = saved_changes.portable(*map(_changeable, (mine.own.deployed, mine.own.drafted))) if mine.own else []
    return [
        {**entry, 'digests': sealing.seal(_purpose(request, committed.id), json.dumps(entry['digests']).encode())}
        if entry.get('digests')
        else entry
        for entry in [
            *({**entry, OF_ENVIRONMENT: True} for entry in own),
            *saved_changes.portable(committed.components, mine.environment.components),
        ]
    ]


def _changeable(own: ObjectModel) -> list[ObjectModel]:
    return [environment_object.changeable(own)]


def from_browser(request: HttpRequest, environment_id: str, text: str) -> list[Entry]:
    """What the browser hands back; digests that cannot be read tell nothing. Raises ValueError for anything else."""
    return [
        {**entry, 'digests': _unsealed(request, environment_id, entry.get('digests'))}
        for entry in saved_changes.from_json(text)
    ]


def _unsealed(request: HttpRequest, environment_id: str, sealed: object) -> list[list[object]]:
    """[] for none, and for those of another user, or from before a change of SECRET_KEY."""
    if not isinstance(sealed, str):
        return []
    try:
        content = sealing.unseal(_purpose(request, environment_id), sealed, max_age=conf.get('DRAFT_MAX_AGE'))
    except sealing.BadSeal:
        return []
    found: list[list[object]] = json.loads(content)
    return found


def _purpose(request: HttpRequest, environment_id: str) -> list[str]:
    return ['murano_panel.kept_draft', request.user.id, request.user.project_id, environment_id]
