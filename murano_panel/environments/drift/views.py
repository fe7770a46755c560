"""What the comparison with the cloud has found: a part of a page that comes after it, or a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from horizon.utils.http import is_ajax

from murano_panel.api import environments
from murano_panel.environments.drift.comparing import compare
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView


class DriftView(GuardedView):
    """Of an environment; ``component``: the id of the only one that is compared.

    A part of a page for scripts, else a page. Two calls to Murano at most, one to each service it has things in.
    """

    rights = ('show_environment',)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        committed = environments.get(request, environment_id)
        context = {
            'page_title': _('Compared with the cloud'),
            'custom_breadcrumb': [(literal(committed.name), self.back())],
            'environment': committed,
            # What is being made or deleted is neither here nor there.
            'compared': None if committed.busy else compare(request, committed, request.GET.get('component', '')),
            'again': request.get_full_path(),
        }
        template = '_found.html' if is_ajax(request) else 'page.html'
        answer = render(request, f'murano_panel/environments/drift/{template}', context)
        patch_vary_headers(answer, ['X-Requested-With'])
        return answer
