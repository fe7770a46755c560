"""A user's way through the form of a component with which a new environment begins."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from murano_panel.components import refusals
from murano_panel.components.inputs import StepInputs, input_name, prefix
from murano_panel.components.new_environment import NewEnvironmentForm
from murano_panel.components.target.base import Crumb, Link
from murano_panel.components.wizard import ShowStep, Wizard
from murano_panel.dynamic_ui import StepForm
from murano_panel.web.addresses import CATALOG_PACKAGE


def start_address(package_id: str, choices: dict[str, str], *, scripts: bool = False) -> str:
    """Where an application begins an environment; ``choices`` are of ``NewEnvironmentForm``."""
    query = QueryDict(mutable=True)
    query.update({name: value for name, value in choices.items() if value})
    url = reverse(f'horizon:app-catalog:catalog:{"start_validate" if scripts else "start"}', args=[package_id])
    return f'{url}?{query.urlencode()}'


@dataclass
class StartWizard(Wizard):
    """Its review asks for the environment as well: what it is called may have been taken meanwhile.

    build_form: of a NewEnvironmentForm.
    """

    build_form: Callable[..., NewEnvironmentForm]

    @property
    def home(self) -> Link:
        return refusals.application_link(self.package.id)

    @property
    def crumbs(self) -> list[Crumb]:
        return [(self.package.name, reverse(CATALOG_PACKAGE, args=[self.package.id]))]

    def address(self, *, scripts: bool = False) -> str:
        return self.address_of(self.package.id, scripts=scripts)

    def address_of(self, package_id: str, *, scripts: bool = False) -> str:
        return start_address(package_id, self._chosen, scripts=scripts)

    # The environment ------------------------------------------------------------------------------------------------

    def show(self, index: int, *, notice: str = '') -> ShowStep:
        shown = super().show(index, notice=notice)
        return replace(shown, environment_form=self._form_as_left()) if self._asks_at(index) else shown

    def leave(self, index: int, inputs: StepInputs) -> StepForm | None:
        if self._asks_at(index) and inputs:
            self.state.typed[index] = inputs
        return super().leave(index, inputs)

    def check_environment(self, inputs: StepInputs) -> NewEnvironmentForm:
        """The form of the environment with what was sent with the review."""
        self.leave(self.last, inputs)
        return self.build_form(MultiValueDict(inputs), prefix=prefix(self.last))

    def refuse_environment(self, form: NewEnvironmentForm, *, half_made: str = '') -> ShowStep:
        """The review, with what is wrong with the environment; ``half_made`` is one that is there, empty."""
        return ShowStep(self, self.last, environment_form=form, half_made=half_made)

    def _asks_at(self, index: int) -> bool:
        return index == self.last and not self.state.outer

    @property
    def _chosen(self) -> dict[str, str]:
        new = self.state.new_environment
        assert new
        return {'name': new.name, 'network': new.network, 'region': new.region}

    def _form_as_left(self) -> NewEnvironmentForm:
        typed = self.state.typed.get(self.last, {})
        chosen = {name: (typed.get(input_name(self.last, name)) or [value])[-1] for name, value in self._chosen.items()}
        form = self.build_form(initial=chosen, prefix=prefix(self.last))
        # The review begins with its heading.
        form.fields['name'].widget.attrs.pop('autofocus', None)
        return form
