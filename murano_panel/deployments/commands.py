"""What the page of a deployment does, as commands for a terminal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import environments
from murano_panel.deployments import about
from murano_panel.deployments.views import OneDeploymentView
from murano_panel.domain import commands
from murano_panel.web.addresses import DEPLOYMENT
from murano_panel.web.commands import context
from murano_panel.web.text import literal


class CommandsView(OneDeploymentView):
    """Looking at one deployment. One call, two where the environment has had news."""

    def get(self, request: HttpRequest, environment_id: str, deployment_id: str) -> HttpResponse:
        environment = environments.get(request, environment_id)
        known = about.read(request, environment, deployment_id)
        deployment_url = reverse(DEPLOYMENT, args=[environment_id, deployment_id])
        more = {
            'page_title': _('Commands'),
            'custom_breadcrumb': [
                (literal(environment.name), self.back()),
                (f'{_("Deployment")} #{known.number}', deployment_url),
            ],
        }

        def scripts(tool: str, endpoint: str) -> list[commands.Script]:
            return commands.of_deployment(tool, endpoint, environment_id, deployment_id)

        return render(request, 'murano_panel/commands.html', more | context(request, scripts))
