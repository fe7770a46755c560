"""That a draft is still what a page has shown of it, so that "Deploy" deploys nothing that nobody has seen.

The page's form carries a digest of the draft, sealed: of a bare one, short secrets could be found by trying.
"""

from django.http import HttpRequest

from murano_panel import conf
from murano_panel.domain.model.environment_object import changeable
from murano_panel.domain.model.sameness import digest
from murano_panel.domain.model.tree import HEADER, Path, mapped
from murano_panel.domain.records import Draft
from murano_panel.drafts.seen import Seen
from murano_panel.web import sealing

# What the form field is called.
FIELD = 'shown'
# Bytes of the digest.
_LENGTH = 16


def seal(request: HttpRequest, mine: Seen) -> str:
    """What the form carries, '' without a valid draft. No call."""
    draft = mine.draft
    return sealing.seal_briefly(_purpose(request, draft), _digest(mine, draft)) if draft else ''


def is_same(request: HttpRequest, mine: Seen) -> bool:
    """Whether the valid draft is what the page has shown from which this was sent. No call.

    A form without a digest says nothing: pages of earlier versions have none.
    """
    sent, draft = request.POST.get(FIELD, ''), mine.draft
    if not sent or draft is None:
        return True
    try:
        shown = sealing.unseal_briefly(_purpose(request, draft), sent, max_age=conf.get('DRAFT_MAX_AGE'))
    except sealing.BadSeal:
        return False
    return shown == _digest(mine, draft)


def _digest(mine: Seen, draft: Draft) -> bytes:
    """Of all that the draft would deploy, and of what that is compared with."""
    components = mapped(mine.environment.components, lambda _path, plain: plain, leave_out=_is_version)
    own = changeable(mine.own.drafted) if mine.own else None
    return bytes.fromhex(digest([draft.base_version, own, components]))[:_LENGTH]


def _is_version(path: Path) -> bool:
    """Deploying writes it by itself, also where Murano then refuses."""
    return path[-2:] == (HEADER, 'classVersion')


def _purpose(request: HttpRequest, draft: Draft) -> list[str]:
    return ['murano_panel.draft_shown', request.user.id, request.user.project_id, draft.environment_id]
