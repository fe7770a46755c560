"""Adding a component to a blueprint, and editing one of it: with the forms that environments have."""

from murano_panel.api import blueprints
from murano_panel.blueprints.refusals import against
from murano_panel.components import views
from murano_panel.components.refusals import blueprint_link
from murano_panel.components.target.base import Target
from murano_panel.components.target.blueprint import BlueprintTarget
from murano_panel.domain.refusal import Refused
from murano_panel.web import turns


class BlueprintForms(views.FormView):
    """What differs from the forms of an environment: where the component goes. Nobody has a draft of a blueprint."""

    rights = ('get_package', 'show_env_template', 'update_env_template')

    @property
    def key(self) -> str:
        return BlueprintTarget.key_of(self.kwargs['blueprint_id'])

    @property
    def home(self) -> tuple[str, str]:
        return blueprint_link(self.kwargs['blueprint_id'])

    def target(self) -> Target:
        """One call. Raises NotFound, and Refused for what belongs to another project."""
        found = blueprints.get(self.request, self.kwargs['blueprint_id'])
        refusal = against(self.request, found).edit
        if refusal:
            raise Refused(refusal)
        return BlueprintTarget(found)

    def take_turn(self) -> None:
        turns.take_in_project(self.request, self.kwargs['blueprint_id'])

    def enter(self) -> None:
        """Its address is that of the panel."""


class AddView(BlueprintForms):
    """Pages of the form of a new component."""


class AddStepView(BlueprintForms, views.StepView):
    """The same for scripts."""


class ComponentView(BlueprintForms, views.EditView):
    """Pages of the form of a component that is there."""


class ComponentStepView(BlueprintForms, views.EditStepView):
    """The same for scripts."""
