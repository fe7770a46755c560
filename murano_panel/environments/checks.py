"""What deploying the draft does to what is there, and whether anything stands against it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from horizon.utils.http import is_ajax

from murano_panel.api import environments
from murano_panel.components.checks import run
from murano_panel.components.checks.finding import OBSTACLE, UNKNOWN, WARNING
from murano_panel.domain.model.changes import REMOVED, changes
from murano_panel.domain.model.consequences import Consequence, consequences
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import component_id, entity_owners, references
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.drafts import seen
from murano_panel.web import rights
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView


@dataclass(frozen=True)
class Effect:
    """What the change of one component does. ``used_by``: what the draft keeps that needs it."""

    component_id: str
    name: str
    is_removed: bool
    consequences: tuple[Consequence, ...]
    used_by: tuple[str, ...] = ()


class ChecksView(GuardedView):
    """A part of a page for scripts, else a page. One call, two with a draft, and those of ``run.check()``."""

    rights = ('show_environment',)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        committed = environments.get(request, environment_id)
        mine = seen.read_beside(request, committed)
        checked = run.check(request, committed, mine)
        context = {
            'page_title': _('Before it is deployed'),
            'custom_breadcrumb': [(literal(committed.name), self.back())],
            'environment': committed,
            'has_draft': mine.draft is not None,
            'effects': effects(committed, mine.environment),
            'checked': checked,
            'obstacles': checked.count(OBSTACLE),
            'warnings': checked.count(WARNING),
            'unchecked': checked.count(UNKNOWN),
            'may_edit': not rights.why_not(request, 'update_environment') and not committed.busy,
            'again': request.path,
        }
        template = '_checks.html' if is_ajax(request) else 'checks.html'
        answer = render(request, f'murano_panel/environments/{template}', context)
        patch_vary_headers(answer, ['X-Requested-With'])
        return answer


def effects(committed: Environment, drafted: Environment) -> list[Effect]:
    """In the order of the changes; those of which nothing is known are left out. No call.

    What makes the deployment fail is a finding of the checks.
    """
    found = consequences(committed.components, drafted.components)
    known = {key: told for key, each in found.items() if (told := tuple(item for item in each if not item.is_failure))}
    users = _users(committed.components, drafted.components)
    return [
        Effect(change.component_id, change.name, change.kind == REMOVED, known.get(own_id, ()), users.get(own_id, ()))
        for change in changes(committed.components, drafted.components)
        for own_id in [change.component_id]
        if own_id in known or own_id in users
    ]


def _users(committed: Sequence[ObjectModel], present: Sequence[ObjectModel]) -> dict[str, tuple[str, ...]]:
    """{id of a component that goes: the names of those that stay and need it}."""
    owners, names = entity_owners([*committed, *present]), told_apart(present)
    there = {component_id(item) for item in present}
    gone = {component_id(item) for item in committed} - there
    found: dict[str, list[str]] = {}
    for item in present:
        for target in references(item, owners) & gone:
            found.setdefault(target, []).append(names[component_id(item)])
    return {own_id: tuple(users) for own_id, users in found.items()}
