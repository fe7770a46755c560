"""That "Deploy" was pressed for a draft, noted in the cache.

Murano does not tell afterwards whether a draft was deployed or overtaken by somebody else's deployment.
"""

from murano_panel import cache
from murano_panel.domain.records import Draft, Environment
from murano_panel.drafts import notes

# Seconds for which it is known.
KEPT = 24 * 3600
_DONE, _MAYBE = 'done', 'maybe'


def note(draft: Draft, *, is_certain: bool) -> None:
    """``is_certain``: Murano has said that it is being deployed; else its answer was lost."""
    cache.set(notes.key('pressed', draft), _DONE if is_certain else _MAYBE, KEPT)


def is_uncertain(draft: Draft) -> bool:
    """Whether the answer to the press was lost."""
    return cache.get(notes.key('pressed', draft)) == _MAYBE


def was_deployed(draft: Draft, environment: Environment) -> bool:
    """Whether it is this draft that runs, or that has run. No call.

    Where the answer to the press was lost, the only deployment since the draft was opened is taken for it.
    """
    if environment.acquired_by == draft.session_id:
        return True
    noted = cache.get(notes.key('pressed', draft))
    return noted == _DONE or (noted == _MAYBE and environment.version == draft.base_version + 1)
