"""The table of blueprints, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import blueprints
from murano_panel.blueprints import listing, page
from murano_panel.blueprints.listing import BlueprintQuery
from murano_panel.blueprints.page import PageQuery
from murano_panel.blueprints.refusals import against
from murano_panel.web import owners, rights
from murano_panel.web.addresses import BLUEPRINTS
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView


class IndexView(GuardedView):
    """Those of the project, and those that all projects see. One call."""

    rights = ('list_env_templates',)

    def back(self) -> str:
        return reverse(BLUEPRINTS)

    def get(self, request: HttpRequest) -> HttpResponse:
        query = BlueprintQuery.read(request.GET)
        context = {
            'page_title': _('Blueprints'),
            'list': listing.make(request, query, blueprints.list_all(request)),
            'query': query,
            'why_not_save': rights.why_not(request, 'create_env_template'),
        }
        return render(request, 'murano_panel/blueprints/index.html', context)


class DetailView(GuardedView):
    """Three calls, two more against an environment, and those of ``page.read()``. ``?against=`` is that one's id."""

    rights = ('show_env_template',)

    def back(self) -> str:
        return reverse(BLUEPRINTS)

    def get(self, request: HttpRequest, blueprint_id: str) -> HttpResponse:
        blueprint = blueprints.get(request, blueprint_id)
        owner = owners.names(request, [blueprint.project_id])[blueprint.project_id]
        context = {
            'page_title': literal(blueprint.name),
            'blueprint': blueprint,
            'owner': owner,
            'is_own': blueprint.project_id == request.user.project_id,
            'page': page.read(request, blueprint, PageQuery.read(blueprint_id, request.GET)),
            'refusals': against(request, blueprint),
        }
        return render(request, 'murano_panel/blueprints/detail.html', context)
