"""A user's way through the form of a component that exists: all steps are open, and only what differs is applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Field
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from murano_panel.components import rows as presenting
from murano_panel.components.edit import review as edit_outcome
from murano_panel.components.edit.forms import BY_CLASS, EditForm
from murano_panel.components.edit.review import Outcome
from murano_panel.components.wizard import Flow, Typed, as_sent
from murano_panel.domain.model import object_model, secrets
from murano_panel.domain.model.changes import names_of
from murano_panel.domain.records import ObjectModel
from murano_panel.dynamic_ui import NotEditable, SecretsNeeded, StepForm
from murano_panel.dynamic_ui.fields.types import contains_kept_secret


def address(environment_id: str, component_id: str, by: str, *, scripts: bool = False) -> str:
    name = 'edit_validate' if scripts else 'edit'
    url = reverse(f'horizon:app-catalog:catalog:{name}', args=[environment_id, component_id])
    return f'{url}?form={BY_CLASS}' if by == BY_CLASS else url


@dataclass
class EditFlow(Flow):
    """``component`` is as the draft has it now."""

    form_of_package: EditForm
    component: ObjectModel
    # {name of an input: values} of each step as its page showed it, if the component has changed since
    _shown_before: Sequence[Typed] = ()

    @property
    def title(self) -> str:
        return _('Edit %s') % object_model.component_name(self.component)

    def address(self, *, scripts: bool = False) -> str:
        return address(self.target.environment.id, self.state.component_id, self.state.edits, scripts=scripts)

    @property
    def begun(self) -> bool:
        return bool(self.state.typed or self.state.outer) or self.state.answers != self.state.before

    def catch_up(self) -> None:
        """Carries what the user changed over to what the component is by now. Raises NotEditable."""
        current = self.form_of_package.before(self.component, self.state.parameters)
        updated = self.package.updated.isoformat()
        if (current, updated) == (self.state.before, self.state.package_updated):
            return
        self._shown_before = [self._as_shown(index) for index in range(self.last)]
        self.state.answers = _carried_over(self.state.answers, self.state.before, current)
        self.state.typed = {index: self._caught_up(int(index), typed) for index, typed in self.state.typed.items()}
        self.state.before, self.state.shown, self.moved = current, {}, True
        self.state.package_id, self.state.package_updated = self.package.id, updated
        self.state.accepted = 0
        self._open_steps()

    def outcome(self) -> Outcome:
        """What would be written. Raises NotEditable, SecretsNeeded, ExpressionError."""
        edit = self.form_of_package.edit(self.component, self.state.answers, self.state.parameters)
        components = self.target.environment.components
        names = names_of(components, [*components, edit.model])
        return edit_outcome.of(self.component, edit, self._typed_secrets(), names)

    def obstacle(self) -> tuple[int, StepForm] | None:
        """The step that has to ask for a secret before anything can be written, with what it says. Raises as above."""
        try:
            self.outcome()
        except SecretsNeeded as needed:
            places = {name: index for index, step in enumerate(self.steps) for name in [step.name]}
            if not needed.fields:
                raise NotEditable(str(needed)) from needed
            form_name = needed.fields[0][0]
            form = self._again(places[form_name])
            for name in [field for form_of_field, field in needed.fields if form_of_field == form_name]:
                form.add_error(name, _('Type this secret again: it is part of a value that changes.'))
            return places[form_name], form
        return None

    def review(self) -> dict[str, Any]:
        changed = [pair for step in self.steps for pair in self.state.shown.get(step.name, [])]
        return {'outcome': self.outcome(), 'changed_answers': changed, 'moved': self.moved}

    def _accept(self, index: int, form: StepForm) -> None:
        self._take(index, form)
        self._open_steps()

    def _take(self, index: int, form: StepForm) -> None:
        super()._accept(index, form)
        self.state.shown[form.step.name] = self._changed(form)

    def _open_steps(self) -> None:
        """Every step has answers: those after an accepted one are open too, up to one that is no longer valid."""
        while self.accepted < self.last and str(self.accepted) not in self.state.typed:
            form = self._again(self.accepted)
            if not form.is_valid():
                return
            self._take(self.accepted, form)

    def _again(self, index: int) -> StepForm:
        """The form of a step, sent with the answers it has."""
        return self._build(index, MultiValueDict(self._as_shown(index)))

    def _as_shown(self, index: int) -> Typed:
        """What a browser sends of a step when nobody touches it."""
        data = {bound.html_name: as_sent(bound.value()) for bound in self._build(index, None) if not bound.is_secret}
        return {name: values for name, values in data.items() if values}

    def _completed(self, index: int, typed: Typed) -> Typed:
        return super()._completed(index, self._caught_up(index, typed) if self._shown_before else typed)

    def _caught_up(self, index: int, typed: Typed) -> Typed:
        """What was sent by a page that shows the component as it was: inputs left alone mean what it is now."""
        old, new = self._shown_before[index], self._as_shown(index)
        left_alone = {name for name in {*old, *new} if _lines(typed.get(name)) == _lines(old.get(name))}
        sent = {name: values for name, values in typed.items() if name not in left_alone}
        return sent | {name: values for name, values in new.items() if name in left_alone}

    def _changed(self, form: StepForm) -> list[list[str]]:
        """[label, old answer, new answer] of what the user changed in a step."""
        before, answers = self.state.before.get(form.step.name, {}), self.state.answers[form.step.name]
        return [
            [presenting.full_label(form[name]), *(_shown(form, name, values.get(name)) for values in (before, answers))]
            for name in form.answers
            if not form[name].is_hidden and answers.get(name) != before.get(name)
        ]

    def _typed_secrets(self) -> list[str]:
        return [
            str(value)
            for index, step in enumerate(self.steps)
            for answers in [self.state.answers.get(step.name, {})]
            for name in self.form_of_package.secret_fields(index, answers)
            if (value := answers.get(name)) and not contains_kept_secret(value)
        ]


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


def _lines(values: Sequence[str] | None) -> list[str]:
    """Browsers end lines in their own way."""
    return [value.replace('\r\n', '\n') for value in values or ()]


def _shown(form: StepForm, name: str, answer: Any) -> str:
    if form[name].is_secret:
        return secrets.MASK if answer else ''
    if isinstance(answer, bool):
        return _('Yes') if answer else _('No')
    field: Field = form.fields[name]
    value = field.prepare_value(answer)
    labels = {str(key): str(label) for key, label in getattr(field, 'choices', ())}
    return presenting.cut(labels.get(str(value), '' if value is None else str(value)))
