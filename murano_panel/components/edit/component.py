"""Opening a component to be edited, going on with it, and writing it into the draft."""

import hashlib
from collections.abc import Collection

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
from murano_panel.api import drafts, errors
from murano_panel.api import packages as package_api
from murano_panel.components import opening, refusals
from murano_panel.components import state as form_state
from murano_panel.components.adding import first
from murano_panel.components.edit import wizard as edit_flow
from murano_panel.components.edit.forms import BY_CLASS, BY_FORM, EditForm, SchemaEdit, UiEdit
from murano_panel.components.edit.wizard import EditFlow
from murano_panel.components.package import definitions
from murano_panel.components.package.form import UiForm
from murano_panel.components.state import FormState
from murano_panel.domain.model import object_model, secrets
from murano_panel.domain.records import Draft, ObjectModel, Package
from murano_panel.domain.refusal import Refused
from murano_panel.drafts import store
from murano_panel.drafts.seen import Seen
from murano_panel.dynamic_ui import Schema


def component_of(where: Seen, component_id: str) -> ObjectModel:
    """Raises Refused."""
    found = object_model.find(where.environment.components, component_id)
    if found is None:
        raise refusals.component_gone(where.environment)
    return object_model.without_status(found)


def package_of(request: HttpRequest, where: Seen, component: ObjectModel) -> Package:
    """The package that defines the component's class, the project's own one first. One call. Raises Refused."""
    class_name = object_model.class_name(component)
    found = package_api.by_class_name(request, class_name)
    if not found:
        raise refusals.package_gone(where.environment, class_name)
    named = object_model.package_name(component) or class_name
    return max(found, key=lambda item: (item.fqn == named, item.owner_id == request.user.project_id))


def begin(request: HttpRequest, where: Seen, component_id: str, by: str) -> EditFlow:
    """The form as the component is now. Raises Refused."""
    component = component_of(where, component_id)
    package = package_of(request, where, component)
    form = _form(request, package, component, by)
    state = form_state.start(package, where.environment.id)
    state.component_id = component_id
    state.edits = BY_CLASS if isinstance(form, SchemaEdit) else BY_FORM
    if isinstance(form, UiEdit):
        state.parameters = opening.parameters(request, package, form.definition)
    try:
        state.before = form.before(component, state.parameters)
    except dynamic_ui.NotEditable as error:
        raise refused(where, component_id, error) from error
    state.answers = {name: dict(values) for name, values in state.before.items()}
    state.accepted = len(form.steps)
    return EditFlow(request, package, form, where, state, component)


def go_on(request: HttpRequest, where: Seen, state: FormState) -> EditFlow:
    """The form as a page left it; when the component changed meanwhile, the user's changes are carried over."""
    component = component_of(where, state.component_id)
    package = package_of(request, where, component)
    flow = EditFlow(request, package, _form(request, package, component, state.edits), where, state, component)
    try:
        flow.catch_up()
    except dynamic_ui.NotEditable as error:
        raise refused(where, state.component_id, error) from error
    return flow


def save(request: HttpRequest, flow: EditFlow, component: ObjectModel, token: str) -> Draft | None:
    """Writes the component into the draft and returns that; None when the same form is being sent twice. Three calls.

    Murano replaces no single component: the others are sent back as they are. Raises NotEncrypted.
    """
    where = flow.target
    identity = object_model.component_id(component)
    with first('murano_panel:editing:' + hashlib.sha256(token.encode()).hexdigest()) as is_first:
        if not is_first:
            return None
        with store.writing(request, where) as draft:
            if draft.base_version > where.environment.version:
                raise errors.Outdated(_('The environment was deployed at this very moment.'))
            written = flow.form_of_package.encrypted(component)
            drafts.replace_components(
                request,
                draft,
                [
                    written if object_model.component_id(item) == identity else object_model.without_status(item)
                    for item in where.environment.components
                ],
            )
        return draft


def _form(request: HttpRequest, package: Package, component: ObjectModel, by: str) -> EditForm:
    if by != BY_CLASS:
        form = opening.form_of(request, package)
        if isinstance(form, UiForm):
            return UiEdit(form.definition, form.encryptor)
    try:
        schema = definitions.schema(request, package, object_model.class_name(component))
        parts = definitions.parts_of(request, package)
    except errors.NotFound as error:
        raise refusals.no_form(package) from error
    names = secrets.recorded(component)
    return SchemaEdit(package, dynamic_ui.mark_secrets(schema, names), lambda name: _marked(parts(name), names))


def _marked(schema: Schema | None, names: Collection[str]) -> Schema | None:
    return None if schema is None else dynamic_ui.mark_secrets(schema, names)


def refused(where: Seen, component_id: str, error: dynamic_ui.NotEditable) -> Refused:
    class_form = edit_flow.address(where.environment.id, component_id, BY_CLASS)
    return refusals.not_editable(where.environment, error, class_form)
