"""The list of environments and the page of one, with what their scripts ask for."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from murano_panel.api import environments
from murano_panel.api.cloud import CloudServices
from murano_panel.domain.model import quota
from murano_panel.drafts import store
from murano_panel.environments import component_list, list_page, page, quota_query, refusals, stamp
from murano_panel.environments.component_rows import component_row
from murano_panel.environments.rows import html_by_id, last_change, roll, rows
from murano_panel.web import latest, rights, watched
from murano_panel.web.addresses import OVERVIEW
from murano_panel.web.paging import ROWS_PER_PAGE
from murano_panel.web.text import literal
from murano_panel.web.views import BackgroundView, GuardedView

# Characters of a report that a notice shows.
MAX_LINE_SHOWN = 300


class IndexView(GuardedView):
    """The list. One call, however long it is; see ``store.forget_gone()`` for one more."""

    rights = ('list_environments',)

    def back(self) -> str:
        return reverse(OVERVIEW)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = environments.list_all(request)
        watched.note_environments(request, found)
        store.forget_gone(request, found)
        context = {
            'page_title': _('Environments'),
            'list': list_page.read(request, found),
            'newest': last_change(found),
            'roll': roll(found),
            'may_select': rights.may(request, 'delete_environment'),
            'why_not_create': rights.why_not(request, 'create_environment'),
        }
        return render(request, 'murano_panel/environments/list/page.html', context)


class RowsView(BackgroundView, GuardedView):
    """The poll of the list. One call at most, and one for each row whose news is asked for, ten at most.

    ``row``: ids of the rows that are shown; ``view``: of those whose latest deployment is wanted; ``since``: rows that
    changed before need not come.
    ``{'rows': {id: HTML}, 'roll': see ``rows.roll()``, 'since': for the next poll, 'again': whether any of them runs}``
    """

    rights = ('list_environments',)
    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        found = watched.environments_of_project(request)
        asked = set(request.GET.getlist('row')[:ROWS_PER_PAGE])
        shown = [item for item in found if item.id in asked]
        known = latest.read_some(request, shown, set(request.GET.getlist('view')))
        since = request.GET.get('since', '')
        # Those that run come always: their age and their line change without a word from Murano.
        changed = [item for item in shown if item.busy or item.id in known or item.updated.isoformat() >= since]
        return JsonResponse(
            {
                'rows': html_by_id(rows(request, changed, known)),
                'roll': roll(found),
                'since': last_change(found),
                'again': any(item.busy for item in shown),
            }
        )


class DetailView(GuardedView):
    """The page of one environment. Two calls, three with a draft, while a deployment runs, or to learn applications."""

    rights = ('show_environment',)

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        shown = page.read(request, environment_id, may_learn=True)
        if shown.draft_gone or shown.draft_deployed:
            store.forget(request, environment_id)
        components = component_list.read(request.GET, shown.components)
        refused = refusals.on_page(request, shown)
        has_references = shown.has_references
        context = {
            'page_title': literal(shown.environment.name),
            'page': shown,
            'environment': shown.environment,
            'components': components,
            'component_rows': [
                component_row(request, environment_id, line, refused, has_references=has_references)
                for line in components.rows
            ],
            'refusals': refused,
        }
        return render(request, 'murano_panel/environments/detail.html', context)


class ProgressView(BackgroundView, GuardedView):
    """What the page of one environment asks again and again. One call at most, two while something runs.

    ``stamp`` is the page's own.
    ``{'running': whether anything runs, 'state': code of the verdict on it, '' for not known, 'line': its newest line,
    'news': what has happened that the page does not show}``; 404 when the environment is gone, which is how a deletion
    ends.
    """

    rights = ('show_environment',)
    json_only = True

    def get(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        environment = watched.environment(request, environment_id)
        told = latest.read(request, environment) if environment.busy else None
        news = stamp.news(environment, request.GET.get('stamp', ''), store.valid(request, environment))
        return JsonResponse(
            {
                'running': environment.busy,
                'state': told.state.code if told and told.is_read else '',
                'line': Truncator(told.line).chars(MAX_LINE_SHOWN) if told else '',
                'news': news,
            }
        )


class QuotaView(BackgroundView, GuardedView):
    """What deploying the draft would do to the project's quota. Asks Nova, not Murano, after the page has been shown.

    For the query see ``quota_query`` → ``{'html': '' where Nova does not tell}``.
    """

    rights = ('show_environment',)
    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        demand = quota_query.unpacked(request.GET)
        services = CloudServices(request)
        usage, flavors = services.compute_usage(None), services.flavors(None)
        # Packages name a flavor by its name or by its id.
        sizes = {key: quota.Size(item.vcpus, item.ram_mb) for item in flavors.items for key in (item.id, item.name)}
        context = {
            'outlook': quota.outlook(usage.items, sizes, demand),
            'unknown': quota.unknown(sizes, demand) if not flavors.unavailable else [],
        }
        html = render_to_string('murano_panel/environments/_quota.html', context, request) if usage.items else ''
        return JsonResponse({'html': html})
