"""Editing a component, step by step like adding one: as whole pages, and for scripts."""

from murano_panel.components.edit import editing
from murano_panel.components.edit.buttons import EDIT_BUTTONS
from murano_panel.components.edit.forms import BY_CLASS, BY_FORM
from murano_panel.components.edit.wizard import EditWizard
from murano_panel.components.state import StateError, unseal_in_environment
from murano_panel.components.views import FormView, StepView
from murano_panel.components.wizard import Wizard


class EditView(FormView):
    """Pages. The component is found by its id, its package by its class, anew with each request: both may change."""

    buttons = EDIT_BUTTONS

    def begin(self) -> Wizard:
        edited_with = BY_CLASS if self.request.GET.get('form') == BY_CLASS else BY_FORM
        return editing.begin(self.request, self.target(), self.kwargs['component_id'], edited_with)

    def resume(self, button: str) -> EditWizard:
        target = self.target()
        state = unseal_in_environment(self.request, self.token, target.environment.id)
        if not state.edited_with or state.component_id != self.kwargs['component_id']:
            raise StateError
        return editing.resume(self.request, target, state)


class EditStepView(EditView, StepView):
    """The same for scripts."""
