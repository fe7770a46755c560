"""What the page of an environment does, as commands for a terminal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import environments
from murano_panel.domain import commands
from murano_panel.domain.model.json_patch import of_environment, operations
from murano_panel.drafts import seen
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.commands import context
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView


class CommandsView(GuardedView):
    """The user's draft, if there is one, and looking at the environment. One call, two with a draft."""

    rights = ('show_environment',)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        committed = environments.get(request, environment_id)
        mine = seen.read_beside(request, committed)
        changes = operations(committed.components, mine.environment.components) if mine.draft else []
        own = of_environment(mine.own.deployed, mine.own.drafted) if mine.own else []

        def scripts(tool: str, endpoint: str) -> list[commands.Script]:
            of_draft = commands.of_draft(tool, endpoint, environment_id, changes, own) if changes or own else []
            return of_draft + commands.of_environment(tool, endpoint, environment_id)

        about = {
            'page_title': _('Commands'),
            'custom_breadcrumb': [(literal(committed.name), self.back())],
            'has_secrets': any(commands.SECRET in script.text for script in scripts(commands.OPENSTACK, '')),
        }
        return render(request, 'murano_panel/commands.html', about | context(request, scripts))
