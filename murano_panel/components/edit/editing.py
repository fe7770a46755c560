"""Editing a component: its form begun, resumed from a page, and what it makes written."""

from collections.abc import Collection

from django.http import HttpRequest

from murano_panel import dynamic_ui
from murano_panel.api import key_manager
from murano_panel.api import packages as package_api
from murano_panel.components import deployable, refusals
from murano_panel.components.edit.forms import EditForm, SchemaEdit, UiEdit
from murano_panel.components.edit.wizard import EditWizard
from murano_panel.components.package import definitions
from murano_panel.components.package.providers import Providers
from murano_panel.components.package.sources import FormSources
from murano_panel.components.state import FormState, new_state
from murano_panel.components.target.base import BY_CLASS, Target
from murano_panel.domain.model import object_model, secrets
from murano_panel.domain.records import ObjectModel, Package
from murano_panel.dynamic_ui import Schema
from murano_panel.web import applications


def begin(request: HttpRequest, target: Target, component_id: str, edited_with: str) -> EditWizard:
    """The form as the component is now. Raises Refused."""
    component = _component_of(target, component_id)
    package = _package_of(request, target, component)
    form = _form_of(request, package, component, edited_with)
    state = new_state(package, target.key)
    state.component_id, state.edited_with = component_id, form.edited_with
    state.parameters = definitions.parameters_of(request, package, form)
    wizard = EditWizard(package, form, target, FormSources(request, target.components), state, component)
    with wizard.faults_explained():
        state.answers_before = form.before(component, state.parameters)
    state.answers = {name: dict(values) for name, values in state.answers_before.items()}
    state.accepted = len(form.steps)
    wizard.obstacle = deployable.without_package([], [component], Providers(request, [package]).of)
    return wizard


def resume(request: HttpRequest, target: Target, state: FormState) -> EditWizard:
    """The form as a page left it; what the user changed is carried over when the component changed meanwhile.

    Raises Refused.
    """
    target = target.with_components(state.bottom.together)
    component = _component_of(target, state.component_id)
    package = _package_of(request, target, component)
    form = _form_of(request, package, component, state.edited_with)
    wizard = EditWizard(package, form, target, FormSources(request, target.components), state, component)
    with wizard.faults_explained():
        wizard.catch_up()
    return wizard


def save(request: HttpRequest, wizard: EditWizard, component: ObjectModel) -> None:
    """Writes the component. The calls of ``Target.prepared()`` and ``Target.replace()``. Raises NotEncrypted."""
    target = wizard.target
    target.replace(request, target.prepared(request, wizard.package, wizard.package_form, component))


def _component_of(target: Target, component_id: str) -> ObjectModel:
    found = object_model.find(target.components, component_id)
    if found is None:
        raise target.component_gone
    return target.as_edited(object_model.without_status(found))


def _package_of(request: HttpRequest, target: Target, component: ObjectModel) -> Package:
    """The package that defines the component's class, the project's own one first. One call."""
    class_name = object_model.class_name(component)
    found = package_api.by_class_name(request, class_name)
    if not found:
        raise refusals.package_gone(target.link, class_name)
    applications.remember(request, found)
    named = object_model.package_name(component) or class_name
    return max(found, key=lambda item: (item.fqn == named, item.owner_id == request.user.project_id))


def _form_of(request: HttpRequest, package: Package, component: ObjectModel, edited_with: str) -> EditForm:
    """The package's form, or the one of the component's class where that is wanted or there is no other."""
    definition = None if edited_with == BY_CLASS else definitions.definition_of(request, package)
    if definition:
        return UiEdit(definition, key_manager.encryptor())
    secret_names = secrets.recorded(component)
    schema = definitions.schema_or_refuse(request, package, object_model.class_name(component))
    schema_of_part = definitions.parts_of(request, package)
    return SchemaEdit(
        package,
        dynamic_ui.mark_secrets(schema, secret_names),
        lambda class_name: _marked(schema_of_part(class_name), secret_names),
    )


def _marked(schema: Schema | None, secret_names: Collection[str]) -> Schema | None:
    return None if schema is None else dynamic_ui.mark_secrets(schema, secret_names)
