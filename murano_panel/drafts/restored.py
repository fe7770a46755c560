"""That a draft was made from what an earlier deployment was given, noted in the cache until it is deployed.

What is changed in it afterwards does not matter: its deployment still goes back to that one.
"""

from murano_panel import cache, conf
from murano_panel.domain.records import Draft
from murano_panel.drafts import notes
from murano_panel.web.started import Origin


def note(draft: Draft, origin: Origin) -> None:
    """The last one counts. Known for as long as a browser remembers a draft."""
    cache.set(notes.key('restored', draft), (origin.deployment_id, origin.number), conf.get('DRAFT_MAX_AGE'))


def recall(draft: Draft) -> Origin | None:
    """None for a draft of another kind, and for one that was forgotten."""
    noted = cache.get(notes.key('restored', draft))
    return Origin(*noted) if noted else None
