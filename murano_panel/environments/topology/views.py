"""The page with the topology of an environment, the part of it that scripts put elsewhere, and its file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from horizon.utils.http import is_ajax

from murano_panel.environments import page, refusals
from murano_panel.environments.component_rows import component_row
from murano_panel.environments.topology.choice import Asked, choose
from murano_panel.environments.topology.drawing import drawing
from murano_panel.environments.topology.outline import outline
from murano_panel.web import answers
from murano_panel.web.addresses import ENVIRONMENT, TOPOLOGY
from murano_panel.web.text import in_xml, literal
from murano_panel.web.views import GuardedView


class TopologyView(GuardedView):
    """``q``: what is looked for, ``at``: the selected component, ``open``: those that show their parts.

    The calls of the environment's page. Scripts get the picture and the facts of what is selected.
    """

    rights = ('show_environment',)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        around = page.read(request, environment_id, may_learn=True)
        choice = choose(around.components, Asked.from_address(request.GET))
        refused = refusals.on_page(request, around)
        selected = next((line for line in around.components if line.id == choice.asked.at), None)
        context = {
            'page_title': literal(_('Topology of %s') % around.environment.name),
            'custom_breadcrumb': [(literal(around.environment.name), self.back())],
            'environment': around.environment,
            'page': around,
            'choice': choice,
            'drawing': drawing(choice, request.path),
            'outline': outline(environment_id, choice),
            'line': selected,
            'row': component_row(request, environment_id, selected, refused) if selected else None,
            'refusals': refused,
        }
        template = '_view.html' if is_ajax(request) else 'page.html'
        answer = render(request, f'murano_panel/environments/topology/{template}', context)
        patch_vary_headers(answer, ['X-Requested-With'])
        return answer


class PictureView(GuardedView):
    """The picture as a file: what its page shows, without logos. The same calls."""

    rights = ('show_environment',)

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        around = page.read(request, environment_id)
        choice = choose(around.components, Asked.from_address(request.GET))
        page_url = reverse(TOPOLOGY, args=[environment_id])
        context = {
            'environment': around.environment,
            'drawing': drawing(choice, page_url, with_logos=False),
        }
        text = render_to_string('murano_panel/environments/topology/picture.svg', context, request)
        return answers.attachment(in_xml(text).encode(), 'topology.svg', 'image/svg+xml')
