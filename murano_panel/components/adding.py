"""Adding a component: its form begun, resumed from a page, and what it makes written into the draft."""

from functools import partial

from django.http import HttpRequest

from murano_panel.api import deployments, drafts
from murano_panel.api import packages as package_api
from murano_panel.components import refusals
from murano_panel.components.new_environment import NewEnvironmentForm
from murano_panel.components.package import definitions, requirements
from murano_panel.components.package.providers import Providers
from murano_panel.components.package.sources import FormSources
from murano_panel.components.start.wizard import StartWizard
from murano_panel.components.state import FormState, NewEnvironment, StateError, new_state, unseal_state
from murano_panel.components.wizard import Wizard
from murano_panel.domain.model import object_model
from murano_panel.domain.model.versions import completed
from murano_panel.domain.records import ObjectModel, Package
from murano_panel.domain.state import environment as status
from murano_panel.drafts import seen, store
from murano_panel.drafts.seen import Seen
from murano_panel.web import applications


def target_of(request: HttpRequest, environment_id: str, *, tell_since: bool) -> Seen:
    """The environment, if it can be changed now. One call; one more to tell since when it cannot. Raises NotNow."""
    target = seen.read(request, environment_id)
    if target.environment.busy:
        running = status.running(deployments.list_for(request, environment_id)) if tell_since else None
        raise refusals.busy(target.environment, running)
    if target.outdated:
        raise refusals.outdated(target.environment)
    return target


def begin(
    request: HttpRequest,
    package: Package,
    target: Seen,
    *,
    outer: FormState | None = None,
    founds: NewEnvironment | None = None,
) -> Wizard:
    """A form that nobody has answered yet; ``outer`` is the one below it, ``founds`` what it makes. Raises Refused."""
    state = new_state(package, target.environment.id)
    state.outer, state.founds = outer, founds
    wizard = _wizard(request, package, target, state)
    wizard.requires = requirements.complaints(requirements.read(request, package))
    wizard.state.parameters = definitions.parameters_of(request, package, wizard.package_form)
    return wizard


def resume(request: HttpRequest, package_id: str, target: Seen, token: str) -> Wizard:
    """The form as a page left it. Raises StateError, Refused."""
    package = package_api.get(request, package_id)
    state = unseal_state(request, token, package=package, environment_id=target.environment.id)
    return _wizard(request, package, target, state)


def resume_unsealed(request: HttpRequest, target: Seen, state: FormState) -> Wizard:
    """A form that lay below another one. Raises StateError when its package has changed, Refused."""
    package = package_api.get(request, state.package_id)
    if package.updated.isoformat() != state.package_updated:
        raise StateError
    return _wizard(request, package, target, state)


def _wizard(request: HttpRequest, package: Package, target: Seen, state: FormState) -> Wizard:
    refusals.require_usable(package)
    applications.remember(request, [package])
    form, sources = definitions.form_of(request, package), FormSources(request, target)
    if state.new_environment:
        return StartWizard(package, form, target, sources, state, partial(NewEnvironmentForm, request))
    return Wizard(package, form, target, sources, state)


def add(request: HttpRequest, wizard: Wizard, component: ObjectModel) -> bool:
    """Adds the component to the user's draft; False when it is there already, as the same form has been sent before.

    The component's id tells: it is fixed when the form is opened, and who is second has waited (``web.turns``). Up to
    three calls, and one for each package that the component is made of whose version nobody knows yet. Raises
    NotEncrypted.
    """
    component_id = object_model.component_id(component)
    if object_model.find(wizard.target.environment.components, component_id):
        return False
    written = finished(request, wizard, component)
    with store.writing(request, wizard.target) as draft:
        drafts.add_component(request, draft, written)
    return True


def finished(request: HttpRequest, wizard: Wizard, component: ObjectModel) -> ObjectModel:
    """The component as it is written. A call for each package whose version nobody knows yet. Raises NotEncrypted."""
    return wizard.package_form.encrypted(completed(component, Providers(request, [wizard.package]).version_of))
