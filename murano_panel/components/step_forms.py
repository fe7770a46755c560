"""Builds the forms of a wizard's steps from what is known of them: answers, what was typed, secrets."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.datastructures import MultiValueDict

from murano_panel.components.inputs import StepInputs, as_sent, input_name, prefix
from murano_panel.components.package.form import PackageForm, StepContext
from murano_panel.components.state import FormState
from murano_panel.dynamic_ui import CLONE_SUFFIX, Sources, StepForm


@dataclass
class StepForms:
    """Every method that gives a form builds it anew, which evaluates expressions and may ask the cloud for choices.

    keeps_secrets: else no secret has to be typed.
    """

    package_form: PackageForm
    sources: Sources
    state: FormState
    keeps_secrets: bool = True

    def to_show(self, index: int) -> StepForm:
        """As the step was left, with its answers, or new."""
        inputs = self.state.typed.get(index)
        return self._build(index, None if inputs is None else MultiValueDict(inputs)).as_shown()

    def answered(self, index: int) -> StepForm:
        """The step with its answers, as if nothing had been typed since."""
        return self._build(index, None)

    def sent(self, index: int, inputs: StepInputs) -> StepForm:
        """The step with these inputs, to be checked."""
        return self._build(index, MultiValueDict(inputs))

    def numbered_field(self, index: int, number: int) -> Any:
        """The bound field with that number in a step as it was left, None when there is none."""
        form = self.to_show(index)
        names = list(form.fields)
        return form[names[number]] if number < len(names) else None

    def completed(self, index: int, inputs: StepInputs) -> StepInputs:
        """What was sent for a step, and what the page could not send."""
        completed = self._with_secrets_left(index, inputs)
        if not self.package_form.is_reshaped:
            return completed
        return self.with_new_fields(index, completed, self.to_show(index).fields)

    def with_new_fields(self, index: int, inputs: StepInputs, on_page: Collection[str]) -> StepInputs:
        """Fields that appear because of what was typed were not on the page: they begin with what they propose."""
        form = self.sent(index, inputs)
        proposed = {
            form[name].html_name: as_sent(field.prepare_value(field.initial))
            for name, field in form.fields.items()
            if name not in on_page and not field.is_secret
        }
        return {**{name: values for name, values in proposed.items() if values}, **inputs}

    def _build(self, index: int, data: MultiValueDict | None) -> StepForm:
        steps = self.package_form.steps
        earlier = {step.name for step in steps[:index]}
        answers, left = self.state.answers.get(steps[index].name, {}), self._texts_left(index)
        return self.package_form.build(
            StepContext(
                index=index,
                answers={name: values for name, values in self.state.answers.items() if name in earlier},
                initial=self.state.answers.get(steps[index].name),
                sources=self.sources,
                parameters=self.state.parameters,
                secrets_kept={
                    name
                    for name in self._secret_fields(index)
                    if not self.keeps_secrets or answers.get(name) or left.get(name)
                },
                data=data,
                prefix=prefix(index),
            )
        )

    def _secret_fields(self, index: int) -> list[str]:
        answers = self.state.answers.get(self.package_form.steps[index].name, {})
        return self.package_form.secret_fields(index, {**answers, **self._texts_left(index)})

    def _texts_left(self, index: int) -> dict[str, str]:
        """What was typed into the fields of a step that was left half-way."""
        left = self.state.typed.get(index, {})
        return {name.removeprefix(f'{prefix(index)}-'): values[-1] for name, values in left.items() if values}

    def _with_secrets_left(self, index: int, inputs: StepInputs) -> StepInputs:
        """A step that was left half-way kept its passwords; a field that is still empty means them."""
        left = self.state.typed.get(index, {})
        merged = dict(inputs)
        for field in self._secret_fields(index) if left else ():
            name = input_name(index, field)
            if not any(inputs.get(name, ())):
                merged |= {key: values for key, values in left.items() if key in (name, name + CLONE_SUFFIX)}
        return merged
