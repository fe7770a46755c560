"""An environment that begins with a blueprint."""

from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import blueprints
from murano_panel.domain.model.blueprint import with_questions
from murano_panel.domain.model.withheld import Emptied
from murano_panel.domain.records import Blueprint
from murano_panel.environments.made_of import MadeOfView
from murano_panel.web import applications
from murano_panel.web.addresses import BLUEPRINT


class FromBlueprintView(MadeOfView):
    """Two calls to ask, four to make it, and those for its secrets.

    Murano's own way would give the objects of all environments of a blueprint the same ids.
    """

    rights = ('show_env_template', 'list_environments')

    def back(self) -> str:
        return reverse(BLUEPRINT, args=[self.kwargs['blueprint_id']])

    @cached_property
    def blueprint(self) -> Blueprint:
        """One call. Raises NotFound."""
        return blueprints.get(self.request, self.kwargs['blueprint_id'])

    @cached_property
    def given(self) -> Emptied:
        components = self.blueprint.components
        return with_questions(components, applications.names(self.request, components))

    @property
    def proposed(self) -> dict[str, str]:
        return {'name': self.blueprint.name, 'description': self.blueprint.description}

    def show(self, context: dict[str, Any]) -> HttpResponse:
        context |= {'page_title': _('Create environment from a blueprint'), 'blueprint': self.blueprint}
        return render(self.request, 'murano_panel/environments/from_blueprint.html', context)
