"""Whether anything stands against deploying the draft; as a page, also what that does to what is there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from horizon.utils.http import is_ajax

from murano_panel.api import environments
from murano_panel.components.checks import run
from murano_panel.components.checks.finding import OBSTACLE, UNKNOWN, WARNING
from murano_panel.domain.model.changes import changes
from murano_panel.drafts import seen
from murano_panel.environments.effects import effects
from murano_panel.web import rights
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView


class ChecksView(GuardedView):
    """A part of a page for scripts, else a page. One call, two with a draft, and those of ``run.check()``."""

    rights = ('show_environment',)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        committed = environments.get(request, environment_id)
        mine = seen.read_beside(request, committed)
        checked = run.check(request, committed, mine)
        before, present = committed.components, mine.environment.components
        context = {
            'page_title': _('Before it is deployed'),
            'custom_breadcrumb': [(literal(committed.name), self.back())],
            'environment': committed,
            'has_draft': mine.draft is not None,
            'effects': effects(before, present, changes(before, present)),
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
