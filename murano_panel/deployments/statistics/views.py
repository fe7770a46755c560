"""What a project's deployments come to, and the poll that reads on what is not known yet."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from murano_panel.api import environments
from murano_panel.deployments.history_views import RIGHTS
from murano_panel.deployments.statistics import reading
from murano_panel.deployments.statistics.page import StatisticsPage, StatisticsQuery, statistics_page
from murano_panel.domain.records import Environment
from murano_panel.web import watched
from murano_panel.web.views import BackgroundView, GuardedView

# Seconds between two polls while something is still to be read.
PAUSE = 3


class IndexView(GuardedView):
    """The page, with what is known. One call, however much there is to be read.

    ``read``: a portion is read first, which is how it gets on without scripts.
    """

    rights = RIGHTS

    def get(self, request: HttpRequest) -> HttpResponse:
        found = environments.list_all(request)
        watched.note_environments(request, found)
        context = {
            'page_title': _('Statistics'),
            'page': _page(request, found, reads='read' in request.GET),
        }
        return render(request, 'murano_panel/deployments/statistics.html', context)


class FiguresView(BackgroundView, GuardedView):
    """The poll, while something is still to be read: one call at most, and those of a portion.

    ``{'html': the figures, 'unread': how many environments are still to be read, 'pause': milliseconds to wait}``
    """

    rights = RIGHTS
    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        page = _page(request, watched.environments_of_project(request), reads=True)
        html = render_to_string('murano_panel/deployments/_figures.html', {'page': page}, request)
        return JsonResponse({'html': html, 'unread': page.progress.unread, 'pause': 1000 * PAUSE})


def _page(request: HttpRequest, found: Sequence[Environment], *, reads: bool) -> StatisticsPage:
    query = StatisticsQuery.from_address(request.GET)
    known = reading.recall(query.chosen(found), query.since)
    if reads:
        reading.read_on(request, known)
    return statistics_page(found, reading.progress(known), query)
