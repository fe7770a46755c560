"""What the page of an application shows, as commands for a terminal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import packages
from murano_panel.catalog.views import CatalogView
from murano_panel.domain import commands
from murano_panel.web.commands import context
from murano_panel.web.text import literal


class CommandsView(CatalogView):
    """One call."""

    def get(self, request: HttpRequest, package_id: str) -> HttpResponse:
        package = packages.get(request, package_id)
        about = {
            'page_title': _('Commands'),
            'custom_breadcrumb': [
                (literal(package.name), reverse('horizon:app-catalog:catalog:detail', args=[package.id]))
            ],
        }
        scripts = context(request, lambda tool, endpoint: commands.of_package(tool, endpoint, package.id, package.fqn))
        return render(request, 'murano_panel/commands.html', about | scripts)
