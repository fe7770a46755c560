"""What is in an environment, at a glance: brought into the first page where somebody asks for it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from horizon.utils.http import is_ajax

from murano_panel.api import deployments, environments
from murano_panel.domain.model.changes import ComponentChange
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.drafts import seen
from murano_panel.web import applications, sketches
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView


def _shown(request: HttpRequest, committed: Environment) -> tuple[Sequence[ObjectModel], Sequence[ComponentChange]]:
    """What is being deployed; else what the user's draft makes of the environment, and by which changes."""
    if committed.busy:
        newest = next(iter(deployments.list_for(request, committed.id)), None)
        is_deployed = newest is not None and newest.is_deploy and newest.finished is None
        return (newest.components if newest and is_deployed else committed.components), ()
    mine = seen.read_beside(request, committed)
    return mine.environment.components, mine.changes(committed)


class GlanceView(GuardedView):
    """A part of a page for scripts, else a page.

    One call; two while something runs, or with a draft, whose changes are marked.
    """

    rights = ('show_environment',)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        committed = environments.get(request, environment_id)
        shown, changes = _shown(request, committed)
        catalog = applications.names(request, [*committed.components, *shown])
        changed = sketches.change_picture(committed.components, shown, changes, catalog)
        context = {
            'page_title': literal(_('What is in %s') % committed.name),
            'custom_breadcrumb': [(literal(committed.name), self.back())],
            'environment': committed,
            'picture': changed or sketches.picture(shown, catalog),
            'names': list(told_apart(shown, catalog).values())[:1],
        }
        template = '_glance.html' if is_ajax(request) else 'glance.html'
        answer = render(request, f'murano_panel/environments/{template}', context)
        patch_vary_headers(answer, ['X-Requested-With'])
        return answer
