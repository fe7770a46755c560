"""The rows of an environment's components: what is shown of each, and what may be done to it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from murano_panel.actions.rows import Actions, actions_of
from murano_panel.domain.model.changes import ComponentChange
from murano_panel.domain.state.state import State
from murano_panel.drafts.questions import remove_question
from murano_panel.environments import cloud_links
from murano_panel.environments.component_lines import ComponentLine
from murano_panel.environments.refusals import Refusals
from murano_panel.web import times
from murano_panel.web.applications import Application


@dataclass(frozen=True)
class ComponentRow:
    """All that a row shows of a component: see ``rendering.Row``, and ComponentLine.

    since: HTML of a time. has_references: whether the table has a column for what components use.
    question: what is asked before it is removed, '' for nothing.
    why_not_…: what stands against that button, '' for nothing.
    actions: those that it offers, none while it is being removed.
    """

    environment_id: str
    id: str
    name: str
    class_name: str
    application: Application | None
    application_name: str
    state: State
    since: SafeString
    has_references: bool
    points_to: tuple[tuple[str, str], ...]
    missing: int
    resources: cloud_links.Linked | None
    change: ComponentChange | None
    question: str
    why_not_edit: str
    why_not_remove: str
    actions: Actions

    @property
    def is_kept(self) -> bool:
        # A change may be the user's own, and shows what nobody else sees.
        return not self.change and not self.state.detail

    @property
    def is_removable(self) -> bool:
        """Taking a new one out of the draft is its Undo."""
        return not self.state.is_removed and not (self.change and self.change.is_added)


def component_row(
    request: HttpRequest, environment_id: str, line: ComponentLine, refused: Refusals, *, has_references: bool = False
) -> ComponentRow:
    """Of one in view. No call."""
    return ComponentRow(
        environment_id=environment_id,
        id=line.id,
        name=line.name,
        class_name=line.class_name,
        application=line.application,
        application_name=line.application_name,
        state=line.state,
        since=times.element(line.state.since),
        has_references=has_references,
        points_to=line.points_to,
        missing=line.missing,
        resources=cloud_links.linked(request, line.resources) if line.resources else None,
        change=line.change,
        question=remove_question(line.used_by, line.name),
        why_not_edit=refused.words('edit'),
        why_not_remove=refused.words('remove'),
        actions=Actions() if line.state.is_removed else actions_of(line.model, refused.act),
    )
