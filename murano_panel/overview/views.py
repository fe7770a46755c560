"""The dashboard's first page: what runs, what is undone, where to go on."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from murano_panel.api import environments
from murano_panel.drafts import store
from murano_panel.drafts.listed import ListedEnvironment, listed
from murano_panel.web import latest, rights, watched
from murano_panel.web.addresses import OVERVIEW
from murano_panel.web.views import BackgroundView, GuardedView

# How many a card shows: environments in progress, those that changed last, and failed ones.
MAX_RUNNING = 12
MAX_RECENT = 6
MAX_FAILED = 6


class IndexView(GuardedView):
    """The page. One call, however many environments there are; see ``store.forget_gone()`` for one more."""

    rights = ('list_environments',)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = environments.list_all(request)
        watched.note_environments(request, found)
        store.forget_gone(request, found)
        context = {
            'page_title': _('Overview'),
            'cards': cards(request, listed(request, found)),
            'why_not_create': rights.why_not(request, 'create_environment'),
        }
        return render(request, 'murano_panel/overview/index.html', context)


class CardsView(BackgroundView, GuardedView):
    """The poll, while something runs or a reason is wanted. One call at most, and one for each of those, ten in all.

    ``{'html': the cards, 'states': {id: what to say of it}, 'again': whether anything runs}``
    """

    rights = ('list_environments',)
    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        # What runs before what has failed, as only the first ten are asked about.
        found = sorted(
            watched.environments_of_project(request),
            key=lambda environment: (environment.busy, environment.updated),
            reverse=True,
        )
        known = latest.read_some(request, found, {environment.id for environment in found})
        shown = listed(request, found, known)
        return JsonResponse(
            {
                'html': render_to_string(
                    'murano_panel/overview/_cards.html', {'cards': cards(request, shown)}, request
                ),
                'states': {item.id: f'{item.name}: {_(item.state.label)}' for item in shown},
                'again': any(item.busy for item in found) or any(item.lacks_reason for item in known.values()),
            }
        )


class LoginView(GuardedView):
    """Ends a login that Murano no longer takes, and asks for another. ``next`` is where that leads. No call.

    Horizon's own login page would say to who seems to be logged in that the page is not for them.
    """

    def post(self, request: HttpRequest) -> HttpResponseBase:
        url = request.POST.get('next', '')
        safe = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
        auth.logout(request)
        return redirect_to_login(url if safe else reverse(OVERVIEW), settings.LOGIN_URL)


def cards(request: HttpRequest, environments: list[ListedEnvironment]) -> Mapping[str, Any]:
    """What each card lists, the latest change first; ``total`` and the other counts are of all."""
    newest_first = sorted(environments, key=lambda item: item.environment.updated, reverse=True)
    running = [item for item in newest_first if item.is_in_progress]
    alarming = [item for item in newest_first if item.needs_attention]
    failed = alarming[:MAX_FAILED]
    return {
        'running': running[:MAX_RUNNING],
        'running_count': len(running),
        'failed': failed,
        'failed_count': len(alarming),
        'drafts': [item for item in newest_first if item.has_draft],
        # Each environment once.
        'recent': [item for item in newest_first if not item.environment.busy and item not in failed][:MAX_RECENT],
        'total': len(newest_first),
        'why_not_abandon': rights.why_not(request, 'delete_environment'),
    }
