"""Adding a component: its form begun, resumed from a page, and what it makes written."""

from functools import partial

from django.http import HttpRequest

from murano_panel.api import packages as package_api
from murano_panel.components import refusals
from murano_panel.components.new_environment import NewEnvironmentForm
from murano_panel.components.package import definitions, requirements
from murano_panel.components.package.sources import FormSources
from murano_panel.components.start.wizard import StartWizard
from murano_panel.components.state import FormState, NewEnvironment, StateError, new_state, unseal_state
from murano_panel.components.target.base import Target
from murano_panel.components.wizard import Wizard
from murano_panel.domain.model import object_model
from murano_panel.domain.records import ObjectModel, Package
from murano_panel.web import applications


def begin(
    request: HttpRequest,
    package: Package,
    target: Target,
    *,
    outer: FormState | None = None,
    founds: NewEnvironment | None = None,
) -> Wizard:
    """A form that nobody has answered yet; ``outer`` is the one below it, ``founds`` what it makes. Raises Refused."""
    state = new_state(package, target.key)
    state.outer, state.founds = outer, founds
    wizard = _wizard(request, package, target, state)
    wizard.requires = requirements.complaints(requirements.read(request, package))
    wizard.state.parameters = definitions.parameters_of(request, package, wizard.package_form)
    return wizard


def resume(request: HttpRequest, package_id: str, target: Target, token: str) -> Wizard:
    """The form as a page left it. Raises StateError, Refused."""
    package = package_api.get(request, package_id)
    state = unseal_state(request, token, package=package, target=target.key)
    return _wizard(request, package, target, state)


def resume_unsealed(request: HttpRequest, target: Target, state: FormState) -> Wizard:
    """A form that lay below another one. Raises StateError when its package has changed, Refused."""
    package = package_api.get(request, state.package_id)
    if package.updated.isoformat() != state.package_updated:
        raise StateError
    return _wizard(request, package, target, state)


def _wizard(request: HttpRequest, package: Package, target: Target, state: FormState) -> Wizard:
    refusals.require_usable(package)
    applications.remember(request, [package])
    target = target.with_components(state.bottom.together)
    form, sources = definitions.form_of(request, package), FormSources(request, target.components)
    if state.new_environment:
        return StartWizard(package, form, target, sources, state, partial(NewEnvironmentForm, request))
    return Wizard(package, form, target, sources, state)


def add(request: HttpRequest, wizard: Wizard, component: ObjectModel) -> bool:
    """Writes the component; False when it is there already, as the same form has been sent before.

    The component's id tells: it is fixed when the form is opened, and who is second has waited (``web.turns``). The
    calls of ``Target.prepared()`` and ``Target.add()``. Raises NotEncrypted.
    """
    if object_model.find(wizard.target.components, object_model.component_id(component)):
        return False
    wizard.target.add(request, prepared(request, wizard, component))
    return True


def prepared(request: HttpRequest, wizard: Wizard, component: ObjectModel) -> ObjectModel:
    """As ``Target.prepared()``."""
    return wizard.target.prepared(request, wizard.package, wizard.package_form, component)
