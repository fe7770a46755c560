"""Getting a form onto the page: the package, its form, the environment, and what has been answered before."""

from django.http import HttpRequest

from murano_panel import dynamic_ui
from murano_panel.api import errors, static_actions
from murano_panel.api import packages as package_api
from murano_panel.components import refusals
from murano_panel.components import state as form_state
from murano_panel.components.package import definitions
from murano_panel.components.package.form import PackageForm, UiForm
from murano_panel.components.state import FormState
from murano_panel.components.wizard import Flow
from murano_panel.domain.model import object_model
from murano_panel.domain.records import Package
from murano_panel.drafts import seen
from murano_panel.drafts.seen import Seen
from murano_panel.dynamic_ui import Definition


def form_of(request: HttpRequest, package: Package) -> PackageForm:
    """Raises Refused where there is no usable form."""
    try:
        return definitions.form_of(request, package)
    except errors.NotFound as error:
        raise refusals.no_form(package) from error
    except dynamic_ui.DefinitionError as error:
        raise refusals.faulty_form(package, error.problems) from error


def target_of(request: HttpRequest, environment_id: str) -> Seen:
    """The environment, if a component can be added to it now. Raises Refused."""
    found = seen.read(request, environment_id)
    if found.environment.busy:
        raise refusals.busy(request, found.environment)
    if found.outdated:
        raise refusals.outdated(found.environment)
    return found


def new(request: HttpRequest, package: Package, where: Seen, *, outer: FormState | None = None) -> Flow:
    """A form that nobody has answered yet."""
    form = form_of(request, package)
    state = form_state.start(package, where.environment.id)
    state.outer = outer
    if isinstance(form, UiForm):
        state.parameters = parameters(request, package, form.definition)
    return Flow(request, package, form, where, state)


def resumed(request: HttpRequest, package_id: str, where: Seen, token: str) -> Flow:
    """The form as a page left it. Raises StateError."""
    package = package_api.get(request, package_id)
    state = form_state.unseal(request, token, package=package, environment_id=where.environment.id)
    return Flow(request, package, form_of(request, package), where, state)


def below(flow: Flow, where: Seen) -> Flow:
    """The form below this one, whose field is waiting. Raises StateError when its package has changed."""
    state = flow.state.outer
    if state is None:
        raise form_state.StateError
    package = package_api.get(flow.request, state.package_id)
    if package.updated.isoformat() != state.package_updated:
        raise form_state.StateError
    return Flow(flow.request, package, form_of(flow.request, package), where, state)


def parameters(request: HttpRequest, package: Package, definition: Definition) -> dict | None:
    """What the package's own code contributes: once per form, as it may take seconds and need not be the same again."""
    if definition.parameters_source is None:
        return None
    class_name, method = definition.parameters_source
    class_name = class_name or object_model.class_name(dict(definition.application)) or package.fqn
    try:
        found = static_actions.call(request, class_name, method, package_name=package.fqn)
    except errors.Expired:
        raise
    except errors.ApiError as error:
        raise refusals.failed_preparation(package, error) from error
    return found if isinstance(found, dict) else {}
