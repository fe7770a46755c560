"""The list of environments with its poll, and the page of one environment."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import environments
from murano_panel.drafts import store
from murano_panel.environments import news, page, tables
from murano_panel.environments.rows import newest, rows
from murano_panel.templatetags.murano import literal
from murano_panel.web import rights
from murano_panel.web.views import BackgroundView, GuardedView


class IndexView(GuardedView):
    rights = ('list_environments',)
    write_rights = ('delete_environment',)

    def back(self) -> str:
        return reverse('horizon:app-catalog:overview:index')

    def get(self, request: HttpRequest) -> HttpResponse:
        found = environments.list_all(request)
        table = tables.for_user(request, rows(request, found))
        context = {
            'page_title': _('Environments'),
            'table': table,
            'environments': found,
            'newest': newest(found),
            'why_not_create': rights.why_not(request, 'create_environment'),
        }
        store.forget_others(request, found)
        return render(request, 'murano_panel/environments/index.html', context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The table's own form: deleting what is selected."""
        return tables.EnvironmentsTable(request, data=[]).maybe_preempt() or self.get(request)


class RowsView(BackgroundView, GuardedView):
    """The poll of the list. ``view``: ids of rows whose news are wanted; ``since``: rows changed before need not come.

    ``{'rows': {id: HTML}, 'ids': all that exist, 'since': for the next poll, 'again': whether anything runs}``
    """

    rights = ('list_environments',)
    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        found = environments.list_all(request)
        told = news.of_rows(request, found, set(request.GET.getlist('view')))
        since = request.GET.get('since', '')
        fresh = [item for item in found if item.busy or item.id in told or item.updated.isoformat() >= since]
        table = tables.for_user(request, rows(request, fresh, told))
        return JsonResponse(
            {
                'rows': {row.datum.id: row.render() for row in table.get_rows()},
                'ids': [item.id for item in found],
                'since': newest(found),
                'again': any(item.busy for item in found),
            }
        )


class DetailView(GuardedView):
    rights = ('show_environment',)

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        shown = page.load(request, environment_id)
        context = {
            'page_title': literal(shown.environment.name),
            'page': shown,
            'environment': shown.environment,
            'refusals': page.refusals(request, shown),
        }
        if shown.draft_gone:
            store.forget(request, environment_id)
        return render(request, 'murano_panel/environments/detail.html', context)
