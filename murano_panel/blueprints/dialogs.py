"""Editing, cloning and deleting a blueprint; duplicating and removing a component: dialogs, and pages."""

import uuid
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murano_panel.api import blueprints, errors
from murano_panel.blueprints.forms import CloneForm, DeleteForm, DuplicateForm, EditForm, RemoveForm
from murano_panel.blueprints.refusals import against
from murano_panel.domain.model.duplicate import proposed_name
from murano_panel.domain.model.names import told_apart, unused
from murano_panel.domain.model.object_model import component_id, component_name, find, users
from murano_panel.domain.records import Blueprint
from murano_panel.domain.refusal import Refused
from murano_panel.web import applications, dialogs, failures, turns
from murano_panel.web.addresses import BLUEPRINT, BLUEPRINTS
from murano_panel.web.fields import MAX_NAME


class BlueprintDialog(dialogs.Dialog):
    """About one blueprint, which it reads once. ``button``: its name in Refusals."""

    rights: tuple[str, ...] = ('show_env_template',)
    write_rights: tuple[str, ...] = ('update_env_template',)
    button = 'edit'
    typed: tuple[str, ...] = ('name', 'description')

    def back(self) -> str:
        return reverse(BLUEPRINTS)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.require()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        turns.take_in_project(request, self.kwargs['blueprint_id'])
        self.require()
        return super().post(request, *args, **kwargs)

    def require(self) -> None:
        """Raises what stands against it, beyond what ``blueprint`` raises."""

    @cached_property
    def blueprint(self) -> Blueprint:
        """One call, however often it is asked for. Raises NotFound, and Refused where this may not be done to it."""
        found = blueprints.get(self.request, self.kwargs['blueprint_id'])
        refusal = getattr(against(self.request, found), self.button)
        if refusal:
            raise Refused(refusal)
        return found

    @property
    def submit_url(self) -> str:
        return self.request.path

    @property
    def success_url(self) -> str:
        """Back to the table, as it was filtered, or to the blueprint."""
        return dialogs.list_below(self.request, BLUEPRINTS) or reverse(BLUEPRINT, args=[self.blueprint.id])

    cancel_url = success_url

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'blueprint': self.blueprint}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(blueprint=self.blueprint, **kwargs)


class EditView(BlueprintDialog):
    """One call to ask, two to change."""

    form_class = EditForm
    template_name = 'murano_panel/blueprints/edit.html'
    page_title = gettext_lazy('Edit blueprint')
    submit_label = gettext_lazy('Save')

    def get_initial(self) -> dict[str, Any]:
        found = self.blueprint
        return {'name': found.name, 'description': found.description, 'is_public': found.is_public}


class CloneView(BlueprintDialog):
    """Two calls to ask, for a name that is free; two to do."""

    rights = ('show_env_template', 'list_env_templates')
    write_rights = ('create_env_template',)
    button = 'clone'
    form_class = CloneForm
    template_name = 'murano_panel/blueprints/clone.html'
    page_title = gettext_lazy('Clone blueprint')
    submit_label = gettext_lazy('Clone')

    def get_initial(self) -> dict[str, Any]:
        if self.request.method == 'POST':
            return {}
        listed = blueprints.list_all(self.request)
        taken = {item.name for item in listed if item.project_id == self.request.user.project_id}
        name = unused(self.blueprint.name, taken, lambda text: len(text) <= MAX_NAME)
        return {'name': name, 'description': self.blueprint.description}

    def after(self, handled: Blueprint) -> str:
        return reverse(BLUEPRINT, args=[handled.id])


class DeleteView(BlueprintDialog):
    """One call to ask, two to delete."""

    write_rights = ('delete_env_template',)
    button = 'delete'
    form_class = DeleteForm
    template_name = 'murano_panel/blueprints/delete.html'
    page_title = gettext_lazy('Delete blueprint')
    submit_label = gettext_lazy('Delete')

    @property
    def cancel_url(self) -> str:
        return super().success_url

    @property
    def success_url(self) -> str:
        """Its own page is gone by then."""
        return dialogs.list_below(self.request, BLUEPRINTS) or reverse(BLUEPRINTS)


class ComponentDialog(BlueprintDialog):
    """About one component of a blueprint. Raises NotFound where that has none of this id (any more)."""

    def require(self) -> None:
        if find(self.blueprint.components, self.kwargs['component_id']) is None:
            raise errors.NotFound(_('The blueprint has no such component (any more).'), code=404)

    @cached_property
    def component_name(self) -> str:
        """What it is called in the blueprint."""
        components = self.blueprint.components
        return told_apart(components, applications.names(self.request, components))[self.kwargs['component_id']]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(component_name=self.component_name, **kwargs)


class DuplicateView(ComponentDialog):
    """One call to ask, two to do."""

    form_class = DuplicateForm
    template_name = 'murano_panel/blueprints/duplicate.html'
    page_title = gettext_lazy('Duplicate component')
    submit_label = gettext_lazy('Duplicate')
    typed = ('name',)

    def get_initial(self) -> dict[str, Any]:
        taken = set(map(component_name, self.blueprint.components))
        return {'name': proposed_name(self.component_name, taken), 'copy_id': uuid.uuid4().hex}

    def get_form_kwargs(self) -> dict[str, Any]:
        original = find(self.blueprint.components, self.kwargs['component_id'])
        return {**super().get_form_kwargs(), 'original': original}


class RemoveView(ComponentDialog):
    """One call to ask, two to do. What others use is not removed."""

    form_class = RemoveForm
    template_name = 'murano_panel/blueprints/remove.html'
    page_title = gettext_lazy('Remove from the blueprint')
    submit_label = gettext_lazy('Remove')

    def require(self) -> None:
        """Raises Refused as well where others would refer to nothing."""
        super().require()
        components = self.blueprint.components
        using = users(components).get(self.kwargs['component_id'])
        if using:
            names = told_apart(components)
            reason = _('These use it: %s.') % ', '.join(names[user] for user in using)
            raise Refused(failures.refusal(errors.Conflict, reason, advice=_('Remove those first.')))

    def get_form_kwargs(self) -> dict[str, Any]:
        own_id = self.kwargs['component_id']
        kept = [item for item in self.blueprint.components if component_id(item) != own_id]
        return {**super().get_form_kwargs(), 'kept': kept}
