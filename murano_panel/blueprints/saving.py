"""Saving an environment, or the user's draft of it, as a blueprint."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.api import environments, errors
from murano_panel.blueprints import page
from murano_panel.blueprints.forms import SaveForm
from murano_panel.blueprints.page import Components
from murano_panel.components import people_set
from murano_panel.components.people_set import PeopleSet
from murano_panel.domain.model.changes import changes
from murano_panel.domain.records import Blueprint, Environment
from murano_panel.domain.refusal import Refused
from murano_panel.drafts import seen
from murano_panel.web import applications, dialogs, failures
from murano_panel.web.addresses import BLUEPRINT, ENVIRONMENT
from murano_panel.web.place import in_environments

# What is saved, as ``?of=`` says.
DEPLOYED = 'deployed'

_EMPTY = failures.refusal(
    errors.Conflict,
    _('The environment has no components: there is nothing to save.'),
    advice=_('Add applications to it first.'),
)


@dataclass(frozen=True)
class Source:
    """What is saved. drafted: how many changes the user's draft makes; with_draft: they are in it."""

    environment: Environment
    drafted: int
    with_draft: bool
    people: PeopleSet
    components: Components


class SaveView(dialogs.Dialog):
    """What people have set, without secrets. ``?of=deployed`` leaves the user's draft out.

    The environment and its deployments: two calls, one more with a draft, and one for each class of which it is not
    known what it gives out. Two more to save.
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
        committed = environments.get(request, self.kwargs['environment_id'])
        mine = seen.read_beside(request, committed)
        drafted = len(changes(committed.components, mine.environment.components)) if mine.draft else 0
        with_draft = bool(drafted) and request.GET.get('of') != DEPLOYED
        people = people_set.read(request, committed, mine.environment.components if with_draft else None)
        if not people.components:
            raise Refused(_EMPTY)
        components = page.components_of(people.components, applications.known(request, people.components))
        return Source(committed, drafted, with_draft, people, components)

    @property
    def submit_url(self) -> str:
        return self.request.get_full_path()

    @property
    def cancel_url(self) -> str:
        return self.back()

    def after(self, handled: Blueprint) -> str:
        return reverse(BLUEPRINT, args=[handled.id])

    def get_initial(self) -> dict[str, Any]:
        return {'name': self.source.environment.name, 'description': self.source.environment.description}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'components': self.source.people.components}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(source=self.source, environment=self.source.environment, **kwargs)
