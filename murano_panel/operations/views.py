"""The environments of all projects, what their script asks for, abandoning one, and Murano's counters."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.api import environments
from murano_panel.api import statistics as statistics_api
from murano_panel.domain.records import Environment
from murano_panel.operations import listing, news
from murano_panel.operations.forms import AbandonForm
from murano_panel.operations.listing import OperationsQuery
from murano_panel.web import dialogs, owners
from murano_panel.web.addresses import OPERATIONS
from murano_panel.web.views import BackgroundView, GuardedView

# Of the table of those that ask the most.
MAX_PROJECTS = 20


class OperationsView(GuardedView):
    """For whoever looks after all projects."""

    rights: tuple[str, ...] = ('list_environments_all_tenants',)

    def back(self) -> str:
        return reverse(OPERATIONS)


class IndexView(OperationsView):
    """The table. One call, however many there are; ``?look=on``, for those without scripts: see NewsView."""

    def get(self, request: HttpRequest) -> HttpResponse:
        query = OperationsQuery.read(request.GET)
        found = environments.list_all(request, of_all_projects=True)
        if 'look' in request.GET:
            news.look(request, found)
            return redirect(query.address)
        page = listing.make(request, query, found)
        context = {'page_title': _('Environments of all projects'), 'list': page, 'query': query}
        return render(request, 'murano_panel/operations/index.html', context)


class NewsView(BackgroundView, OperationsView):
    """Reads how far some are that run → ``{'unread': of how many nothing is known yet}``.

    One call, and two for each of five: which deployment it is, and its reports. Whoever asks again gets on.
    """

    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        found = environments.list_all(request, of_all_projects=True)
        return JsonResponse({'unread': news.look(request, found)})


class AbandonView(OperationsView, dialogs.Dialog):
    """One call to ask, two to do."""

    write_rights = ('delete_environment',)
    form_class = AbandonForm
    template_name = 'murano_panel/operations/abandon.html'
    page_title = _('Abandon an environment')
    submit_label = _('Abandon')
    typed = ('reason',)

    @cached_property
    def environment(self) -> Environment:
        """One call. Raises NotFound."""
        return environments.outline(self.request, self.kwargs['foreign_id'])

    @property
    def success_url(self) -> str:
        """Back to the table, as it was filtered."""
        return dialogs.list_below(self.request, OPERATIONS) or reverse(OPERATIONS)

    cancel_url = success_url

    @property
    def submit_url(self) -> str:
        return self.request.path

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'environment': self.environment}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        project = owners.names(self.request, [self.environment.project_id])[self.environment.project_id]
        return super().get_context_data(environment=self.environment, project=project, **kwargs)


class StatisticsView(OperationsView):
    """What Murano counts about itself. One call."""

    def get(self, request: HttpRequest) -> HttpResponse:
        hosts = statistics_api.of_api(request)
        counts: dict[str, int] = {}
        for host in hosts:
            for project_id, number in host.requests_of.items():
                counts[project_id] = counts.get(project_id, 0) + number
        busiest = sorted(counts.items(), key=lambda pair: -pair[1])[:MAX_PROJECTS]
        names = owners.names(request, [project_id for project_id, _number in busiest])
        context = {
            'page_title': _("Murano's API"),
            'hosts': hosts,
            'projects': [(names[project_id], number) for project_id, number in busiest],
        }
        return render(request, 'murano_panel/operations/statistics.html', context)
