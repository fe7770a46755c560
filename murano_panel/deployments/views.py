"""The history of the whole project."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from murano_panel.api import deployments
from murano_panel.deployments import history
from murano_panel.web.views import GuardedView


class IndexView(GuardedView):
    """One call, however long the history is; Murano cannot page it."""

    rights = ('list_deployments_all_environments',)

    def get(self, request: HttpRequest) -> HttpResponse:
        filters = history.Filters.from_query(request.GET)
        return render(
            request,
            'murano_panel/deployments/index.html',
            {
                'page_title': _('Deployments'),
                'filters': filters,
                'listing': history.listing(deployments.list_all(request), filters),
                'states': [('running', _('Running')), ('success', _('Succeeded')), ('failed', _('Failed'))],
            },
        )
