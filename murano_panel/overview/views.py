"""The dashboard's first page: what runs, what is undone, where to go on. One call."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import View

from murano_panel import rights
from murano_panel.api import environments
from murano_panel.environments.rows import rows
from murano_panel.environments.views import forget_gone
from murano_panel.failures import GuardedView

# Environments that changed last.
RECENT = 6


class IndexView(GuardedView, View):
    rights = ('list_environments',)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = environments.list_all(request)
        known = sorted(rows(request, found), key=lambda row: row.environment.updated, reverse=True)
        context = {
            'page_title': _('Overview'),
            'running': [row for row in known if row.environment.busy],
            'failed': [row for row in known if 'failed' in row.groups],
            'drafts': [row for row in known if row.draft],
            'recent': [row for row in known if not row.environment.busy][:RECENT],
            'total': len(found),
            'why_not_create': rights.why_not(request, 'create_environment'),
        }
        response = render(request, 'murano_panel/overview/index.html', context)
        forget_gone(response, request, found)
        return response
