"""The dashboard's first page: what runs, what is undone, where to go on. One call; its poll asks for news besides."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from murano_panel.api import environments
from murano_panel.domain.records import Environment
from murano_panel.drafts import store
from murano_panel.environments import news
from murano_panel.environments.rows import Row, rows
from murano_panel.web import rights
from murano_panel.web.views import BackgroundView, GuardedView

# Environments that changed last, and failed ones.
RECENT = 6
FAILED = 6


class IndexView(GuardedView):
    rights = ('list_environments',)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = environments.list_all(request)
        context = {
            'page_title': _('Overview'),
            'cards': cards(rows(request, found)),
            'why_not_create': rights.why_not(request, 'create_environment'),
        }
        store.forget_others(request, found)
        return render(request, 'murano_panel/overview/index.html', context)


class LiveView(BackgroundView, GuardedView):
    """The poll, while something runs or a reason is wanted.

    ``{'html': the cards, 'states': {id: what to say of it}, 'again': whether anything runs}``
    """

    rights = ('list_environments',)
    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        found = environments.list_all(request)
        told = news.of_rows(request, *_news_worthy(found))
        shown = rows(request, found, told)
        return JsonResponse(
            {
                'html': render_to_string('murano_panel/overview/_cards.html', {'cards': cards(shown)}, request),
                'states': {row.id: f'{row.name}: {_(row.state.label)}' for row in shown},
                'again': any(item.busy for item in found),
            }
        )


def cards(known: list[Row]) -> Mapping[str, Any]:
    """What each card lists, the latest change first."""
    known = sorted(known, key=lambda row: row.environment.updated, reverse=True)
    return {
        'running': [row for row in known if row.environment.busy],
        'failed': [row for row in known if row.state.is_bad][:FAILED],
        'drafts': [row for row in known if row.draft],
        'recent': [row for row in known if not row.environment.busy][:RECENT],
        'total': len(known),
    }


def _news_worthy(found: Iterable[Environment]) -> tuple[list[Environment], set[str]]:
    """What runs before what has failed, as only the first ten are asked about."""
    ordered = sorted(found, key=lambda item: (item.busy, item.updated), reverse=True)
    return ordered, {item.id for item in ordered}
