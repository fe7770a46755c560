"""A user's way through the form of a component that exists: all steps are open, and only what differs is applied."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.components import refusals, reviewed
from murano_panel.components.edit.forms import EditForm
from murano_panel.components.edit.review import EditResult, result_of
from murano_panel.components.inputs import StepInputs, as_sent, is_same
from murano_panel.components.target.base import BY_CLASS, Crumb
from murano_panel.components.wizard import ShowStep, Wizard
from murano_panel.domain.model import object_model
from murano_panel.domain.model.blueprint import ASKED_FOR
from murano_panel.domain.model.changes import names_of
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.dynamic_ui import Edit, NotEditable, SecretsNeeded, StepForm, contains_kept_secret


@dataclass
class EditWizard(Wizard):
    """``component`` is as the target has it now; ``obstacle`` is why it could not be deployed whatever is changed."""

    package_form: EditForm
    component: ObjectModel
    obstacle: Refusal | None = field(default=None, kw_only=True)
    # What each step's page sent when nobody touched it, if the component has changed since.
    _untouched_before: Sequence[StepInputs] = ()

    @property
    def title(self) -> str:
        return _('Edit %s') % self.component_name

    @property
    def component_name(self) -> str:
        """What it is called beside the others."""
        return told_apart(self.target.components)[object_model.component_id(self.component)]

    @property
    def crumbs(self) -> list[Crumb]:
        return [self.target.crumb, (self.component_name, self.target.component_address(self.state.component_id))]

    def address(self, *, scripts: bool = False) -> str:
        return self.target.edit_address(self.state.component_id, self.state.edited_with, scripts=scripts)

    @property
    def notice(self) -> str:
        told = f'{self.obstacle} {self.obstacle.advice}' if self.obstacle else ''
        return f'{told} {super().notice}'.strip()

    @property
    def begun(self) -> bool:
        return bool(self.state.typed or self.state.outer) or self.is_edited

    @property
    def is_edited(self) -> bool:
        """Whether any accepted answer is another one than in the beginning."""
        return self.state.answers != self.state.answers_before

    @contextmanager
    def faults_explained(self) -> Iterator[None]:
        try:
            with super().faults_explained():
                yield
        except NotEditable as error:
            raise self.not_editable(error) from error

    def not_editable(self, error: NotEditable) -> Refused:
        """The form does not fit the component (any more); the one of its class always does."""
        by_class = self.target.edit_address(self.state.component_id, BY_CLASS)
        return refusals.not_editable(self.target.link, error, by_class)

    # Showing --------------------------------------------------------------------------------------------------------

    def show(self, index: int, *, notice: str = '') -> ShowStep:
        """As for a new component; the review gives way to a step that has to ask for a secret. Raises NotEditable."""
        if index == self.last:
            return self.show_result(self.result())
        return super().show(index, notice=notice or self._moved_notice)

    def refuse(self, index: int, form: StepForm, *, unseen: bool = False) -> ShowStep:
        return replace(super().refuse(index, form, unseen=unseen), notice=self._moved_notice)

    @property
    def _moved_notice(self) -> str:
        """Above a step; the review says so itself."""
        return _('The component or its package was changed meanwhile. Your changes are kept.') if self.moved else ''

    def show_result(self, result: EditResult | ShowStep) -> ShowStep:
        """The review of what would be written, or the step that is in its way."""
        return result if isinstance(result, ShowStep) else ShowStep(self, self.last, changes=result.changes)

    def show_new(self, index: int, inputs: StepInputs) -> ShowStep:
        """The step that was sent is kept at least."""
        self.leave(index, inputs)
        return self.show(
            self.reachable(index),
            notice=_(
                'Too much time has passed: what you changed in other steps is gone, they show the component as it is '
                'now.'
            ),
        )

    def result(self) -> EditResult | ShowStep:
        """What would be written, or the step that has to ask for a secret before. Raises NotEditable, ExpressionError.

        Builds the component twice, from the old and from the new answers.
        """
        try:
            edit = self._edit()
        except SecretsNeeded as needed:
            return self._ask_for_secrets(needed)
        components = self.target.components
        names = names_of(components, [*components, edit.model])
        return result_of(self.component, edit, self._typed_secrets(), names)

    def _edit(self) -> Edit:
        """Raises SecretsNeeded as well."""
        answers, state = self.state.answers, self.state
        try:
            return self.package_form.edit(self.component, answers, state.parameters, state.titles)
        except SecretsNeeded:
            if self.target.keeps_secrets:
                raise
        # What is part of a value that changes is asked for later, with the whole of it.
        open_answers = {
            form: {name: ASKED_FOR if contains_kept_secret(value) else value for name, value in values.items()}
            for form, values in answers.items()
        }
        return self.package_form.edit(self.component, open_answers, state.parameters, state.titles)

    def _ask_for_secrets(self, needed: SecretsNeeded) -> ShowStep:
        """The first of the steps that have to ask."""
        if not needed.fields:
            raise NotEditable(str(needed)) from needed
        form_name = needed.fields[0][0]
        index = next(step.index for step in self.steps if step.name == form_name)
        form = self.forms.sent(index, self._untouched(index))
        for name in [field_name for of_form, field_name in needed.fields if of_form == form_name]:
            form.add_error(name, _('Type this secret again: it is part of a value that changes.'))
        return self.refuse(index, form, unseen=True)

    def _typed_secrets(self) -> list[str]:
        """Secrets that were typed during this edit: wherever they end up in the model, they are not shown."""
        typed = [
            str(value)
            for index, step in enumerate(self.steps)
            for answers in [self.state.answers.get(step.name, {})]
            for name in {
                *self.package_form.secret_fields(index, answers),
                *(item.name for item in step.fields if item.holds_secret),
            }
            if (value := answers.get(name)) and not contains_kept_secret(value)
        ]
        return [*typed, ASKED_FOR]

    # Accepting ------------------------------------------------------------------------------------------------------

    def open_steps(self) -> None:
        """Every step has answers: those after an accepted one are open too, up to one that is no longer valid."""
        while self.accepted < self.last and self.accepted not in self.state.typed:
            form = self.forms.sent(self.accepted, self._untouched(self.accepted))
            if not form.is_valid():
                # Something that it depends on was changed, or its package was.
                return
            self._accept_one(self.accepted, form)

    def _accept(self, index: int, form: StepForm) -> None:
        self._accept_one(index, form)
        self.open_steps()

    def _accept_one(self, index: int, form: StepForm) -> None:
        super()._accept(index, form)
        name = form.step.name
        self.state.reviewed[name] = reviewed.reviewed_changes(
            form, self.state.answers_before.get(name, {}), self.state.answers[name], self.target.for_secrets
        )

    # What changed meanwhile -----------------------------------------------------------------------------------------

    def catch_up(self) -> None:
        """Carries what the user changed over to what the component is by now. Raises NotEditable."""
        current = self.package_form.before(self.component, self.state.parameters)
        updated = self.package.updated.isoformat()
        if (current, updated) == (self.state.answers_before, self.state.package_updated):
            return
        # Before the answers give way: this is what the user's page looks like.
        self._untouched_before = [self._untouched(index) for index in range(self.last)]
        self.state.answers = _carried_over(self.state.answers, self.state.answers_before, current)
        self.state.typed = {
            index: self._caught_up(index, inputs) for index, inputs in self.state.typed.items() if index < self.last
        }
        self.state.answers_before, self.state.reviewed, self.moved = current, {}, True
        self.state.package_id, self.state.package_updated = self.package.id, updated
        self.state.accepted = 0
        self.open_steps()

    def _untouched(self, index: int) -> StepInputs:
        """What a browser sends of a step when nobody touches it."""
        form = self.forms.answered(index)
        inputs = {bound.html_name: as_sent(bound.value()) for bound in form if not bound.is_secret}
        return {name: values for name, values in inputs.items() if values}

    def _completed(self, index: int, inputs: StepInputs) -> StepInputs:
        return super()._completed(index, self._caught_up(index, inputs) if self._untouched_before else inputs)

    def _caught_up(self, index: int, inputs: StepInputs) -> StepInputs:
        """What was sent by a page that shows the component as it was: inputs left alone mean what it is now."""
        old, new = self._untouched_before[index], self._untouched(index)
        left_alone = {name for name in {*old, *new} if is_same(inputs.get(name), old.get(name))}
        sent = {name: values for name, values in inputs.items() if name not in left_alone}
        return sent | {name: values for name, values in new.items() if name in left_alone}


def _carried_over(mine: Mapping[str, Any], before: Mapping[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """The current answers, with those of mine on top that differ from the ones I began with."""
    return {
        form: values
        | {
            name: value
            for name, value in mine.get(form, {}).items()
            if name not in before.get(form, {}) or value != before[form][name]
        }
        for form, values in current.items()
    }
