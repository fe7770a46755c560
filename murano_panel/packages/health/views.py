"""The page on the health of packages, and what its script asks for: to read on."""

import time

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.packages.health import listing
from murano_panel.packages.health.listing import HealthFilters
from murano_panel.packages.health.survey import Survey
from murano_panel.web.addresses import PACKAGES
from murano_panel.web.views import BackgroundView, GuardedView

# Seconds for which the page without scripts reads on where it is asked to.
PATIENCE = 10.0


class HealthOfPackages(GuardedView):
    """What looks into packages."""

    rights = ('get_package', 'download_package')

    def back(self) -> str:
        return reverse(PACKAGES)


class IndexView(HealthOfPackages):
    """The table, of what is known. Two calls at most: for packages unless all are kept, and for environments.

    ``on``: reads on before it answers, which is how it goes on without scripts.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        filters = HealthFilters.read(request.GET)
        survey = Survey.of(request)
        if 'on' in request.GET:
            survey.read_on(listing.made(request, survey, filters).section.rows, seconds=PATIENCE)
        context = {
            'page_title': _('Health of packages'),
            'list': listing.made(request, survey, filters),
        }
        return render(request, 'murano_panel/packages/health.html', context)


class ReadOnView(BackgroundView, HealthOfPackages):
    """Reads on for some seconds: calls as ``Survey.read_on()``. The query is the page's own: its rows are read first.

    {unread: how many things are still to be read; whole: whether all packages are listed; known: how many things are
    known by now; rest: milliseconds to wait before the next time, as many as this has taken}
    """

    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        survey = Survey.of(request)
        shown = listing.made(request, survey, HealthFilters.read(request.GET)).section.rows
        survey.read_on(shown)
        rest = max(1.0, time.monotonic() - began)
        return JsonResponse(
            {
                'unread': survey.unread,
                'whole': survey.roster.is_whole,
                'known': len(survey.sheets),
                'rest': round(rest * 1000),
            }
        )
