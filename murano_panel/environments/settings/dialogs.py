"""What these dialogs have in common: they show what the user's draft has by now, and write into it."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from horizon import forms

from murano_panel.api import errors
from murano_panel.components.target.draft import changeable
from murano_panel.domain.model import object_model
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.domain.refusal import Refused
from murano_panel.drafts.seen import Seen
from murano_panel.web import answers, applications, dialogs, turns
from murano_panel.web.addresses import COMPONENT, ENVIRONMENT
from murano_panel.web.text import literal


class DraftForm(forms.SelfHandlingForm):
    """Changes the draft; what stands against that is told on top of the form, and what was typed stays."""

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> bool:
        """Up to three calls; see ``write()``. False, with the error in the form, when it was not done."""
        try:
            self.write(request, data)
        except errors.Expired:
            raise
        except (errors.ApiError, Refused) as error:
            self.api_error(answers.sentence(error))
        return self.is_valid()

    def write(self, request: HttpRequest, data: dict[str, Any]) -> None:
        """What is done, and the message that tells it."""
        raise NotImplementedError


class DraftDialog(dialogs.Dialog):
    """About an environment as the user's draft sees it: one call to ask. While something runs there is nothing to ask.

    Changes of a user come one after the other: the second one finds what the first has done.
    """

    rights = ('show_environment',)
    write_rights = ('update_environment',)
    form_class: type[DraftForm]
    url_name = ''

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        turns.take(request, self.kwargs['environment_id'])
        return super().post(request, *args, **kwargs)

    @cached_property
    def mine(self) -> Seen:
        """Raises NotFound, NotNow."""
        return changeable(self.request, self.kwargs['environment_id'], tell_since=False)

    @property
    def environment(self) -> Environment:
        return self.mine.environment

    @property
    def submit_url(self) -> str:
        return reverse(f'horizon:app-catalog:environments:{self.url_name}', kwargs=self.kwargs)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    @property
    def success_url(self) -> str:
        return self.back()

    @property
    def cancel_url(self) -> str:
        return self.back()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'mine': self.mine}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        breadcrumb = [(literal(self.environment.name), reverse(ENVIRONMENT, args=[self.environment.id]))]
        return super().get_context_data(environment=self.environment, custom_breadcrumb=breadcrumb, **kwargs)


class ComponentDialog(DraftDialog):
    """About one component of the draft. Raises NotFound where that has none of this id (any more)."""

    def back(self) -> str:
        return reverse(COMPONENT, kwargs=self.kwargs)

    @cached_property
    def component(self) -> ObjectModel:
        """As the draft has it."""
        found = object_model.find(self.environment.components, self.kwargs['component_id'])
        if found is None:
            raise errors.NotFound(_('The environment has no such component.'), code=404)
        return object_model.without_status(found)

    @property
    def component_name(self) -> str:
        """What it is called beside the others."""
        own_id, present = object_model.component_id(self.component), self.environment.components
        return told_apart(present, applications.names(self.request, present))[own_id]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'component': self.component}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(component_name=self.component_name, **kwargs)
        context['custom_breadcrumb'].append((literal(self.component_name), self.back()))
        return context


def with_component(mine: Seen, component: ObjectModel) -> list[ObjectModel]:
    """All components of the draft, this one in the place of the one with its id."""
    own_id = object_model.component_id(component)
    return [
        component if object_model.component_id(item) == own_id else object_model.without_status(item)
        for item in mine.environment.components
    ]
