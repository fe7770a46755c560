"""Saving an environment, or the user's draft of it, as a blueprint."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.api import errors
from murano_panel.blueprints import page
from murano_panel.blueprints.forms import SaveForm
from murano_panel.blueprints.page import Components
from murano_panel.components import people_set
from murano_panel.components.people_set import Taken
from murano_panel.domain.records import Blueprint
from murano_panel.domain.refusal import Refused
from murano_panel.web import applications, dialogs, failures
from murano_panel.web.addresses import BLUEPRINT, ENVIRONMENT
from murano_panel.web.place import in_environments

_EMPTY = failures.refusal(
    errors.Conflict,
    _('The environment has no components: there is nothing to save.'),
    advice=_('Add applications to it first.'),
)


@dataclass(frozen=True)
class Source:
    """What is saved."""

    taken: Taken
    components: Components


class SaveView(dialogs.Dialog):
    """What people have set, without secrets.

    The calls of ``people_set.take()``, which says what ``of`` is; two more to save.
    """

    rights = ('show_environment', 'list_deployments')
    write_rights = ('create_env_template', 'update_env_template')
    form_class = SaveForm
    template_name = 'murano_panel/blueprints/save.html'
    page_title = _('Save as a blueprint')
    submit_label = _('Save')
    typed = ('name', 'description')

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        in_environments(request)
        return super().get(request, *args, **kwargs)

    @cached_property
    def source(self) -> Source:
        """Raises NotFound, and Refused for an environment without components."""
        request = self.request
        taken = people_set.take(request, self.kwargs['environment_id'])
        present = taken.people.components
        if not present:
            raise Refused(_EMPTY)
        return Source(taken, page.components_of(present, applications.known(request, present)))

    @property
    def submit_url(self) -> str:
        return self.request.get_full_path()

    @property
    def cancel_url(self) -> str:
        return self.back()

    def after(self, handled: Blueprint) -> str:
        return reverse(BLUEPRINT, args=[handled.id])

    def get_initial(self) -> dict[str, Any]:
        environment = self.source.taken.committed
        return {'name': environment.name, 'description': environment.description}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'components': self.source.taken.people.components}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(source=self.source, environment=self.source.taken.committed, **kwargs)
