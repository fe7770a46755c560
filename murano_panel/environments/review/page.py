"""What the review of a draft shows: its whole change set, what stands against deploying it, and what it is about."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from murano_panel.api import environments
from murano_panel.components import deployable
from murano_panel.domain.model import object_model
from murano_panel.domain.model.changes import ComponentChange, PropertyChange
from murano_panel.domain.records import Draft, Environment
from murano_panel.domain.refusal import Refusal
from murano_panel.domain.state import environment as status
from murano_panel.drafts import as_shown, kept, seen
from murano_panel.drafts.seen import Seen
from murano_panel.environments.effects import Effects, effects
from murano_panel.environments.page import believed_refusal
from murano_panel.environments.review.query import ReviewQuery
from murano_panel.web import applications, busy, paging, rights, sketches, watched
from murano_panel.web.applications import Application
from murano_panel.web.change_list import ChangeList, alone, change_list
from murano_panel.web.paging import Neighbours, Section
from murano_panel.web.sketches import Picture

# Of a component that is asked for by itself.
PROPERTIES_PER_PAGE = 250


@dataclass(frozen=True)
class ReviewPage(Neighbours):
    """``environment`` has the components as the draft sees them; ``mine`` says what became of the draft.

    section: the changes in view, or the properties of a single one; listed: as the page tells them.
    counts: of all, by kind. known: {class of a component: its application}.
    effects: what the changes do to what is there. picture: of all changes, None where they are about one component.
    why_not_…: what stands against that button, None for nothing.
    saved, kept: for the browser to keep, as on the page of the environment. shown: see ``drafts/as_shown.py``.
    """

    environment: Environment
    mine: Seen
    query: ReviewQuery
    section: Section[ComponentChange] | Section[PropertyChange]
    listed: ChangeList
    counts: Mapping[str, int]
    known: Mapping[str, Application]
    others_draft: bool
    effects: Effects
    picture: Picture | None
    why_not_deploy: Refusal | None
    why_not_discard: Refusal | None
    why_not_undo: Refusal | None
    saved: dict[str, Any] | None
    kept: dict[str, Any]
    shown: str

    @property
    def draft(self) -> Draft | None:
        """The user's valid one."""
        return self.mine.draft

    @property
    def total(self) -> int:
        """How many components the draft changes."""
        return sum(self.counts.values())

    @property
    def refusals(self) -> list[str]:
        """What stands against its buttons, each once."""
        found = (self.why_not_deploy, self.why_not_discard)
        return list(dict.fromkeys(str(refusal) for refusal in found if refusal))


def read(request: HttpRequest, environment_id: str, query: ReviewQuery) -> ReviewPage:
    """Two calls with a valid draft, one more to learn applications that nobody has seen yet. Raises NotFound."""
    committed = environments.get(request, environment_id)
    watched.note_environment(request, committed)
    mine = seen.read_beside(request, committed)
    present = mine.environment.components
    both = [*committed.components, *present]
    known: Mapping[str, Application] = applications.known(request, both)
    if mine.draft:
        known = applications.learned(request, both, known)
    names = applications.names_in(known)
    found = mine.changes(committed, names)
    by_role = rights.why_not(request, 'update_environment')
    running = busy.refusal_now(committed)
    section, listed = _in_view(query, found)
    return ReviewPage(
        environment=mine.environment,
        mine=mine,
        query=query,
        section=section,
        listed=listed,
        counts=Counter(change.kind for change in found),
        known=known,
        others_draft=status.has_others_draft(committed, mine.draft),
        effects=effects(committed.components, present, found),
        picture=sketches.change_picture(committed.components, present, found, names),
        why_not_deploy=rights.why_not(request, 'deploy_environment')
        or running
        or _obstacle(request, committed, mine, found),
        why_not_discard=by_role,
        why_not_undo=by_role or running,
        saved=kept.of_draft(request, committed, mine),
        kept=kept.of_environment(request, mine.environment),
        shown=as_shown.seal(request, mine),
    )


def _in_view(
    query: ReviewQuery, found: Sequence[ComponentChange]
) -> tuple[Section[ComponentChange] | Section[PropertyChange], ChangeList]:
    matching = query.matching(found)
    if query.component and matching:
        properties = paging.cut(matching[0].properties, query.number, PROPERTIES_PER_PAGE)
        return properties, alone(matching[0], properties.rows)
    changes = paging.cut(matching, query.number)
    return changes, change_list(changes.rows)


def _obstacle(
    request: HttpRequest, committed: Environment, mine: Seen, found: Sequence[ComponentChange]
) -> Refusal | None:
    if not found:
        return deployable.nothing_changed(has_draft=mine.draft is not None)
    if object_model.dangling(committed.components, mine.environment.components):
        return deployable.dangling()
    return believed_refusal(request, committed, mine.environment)
