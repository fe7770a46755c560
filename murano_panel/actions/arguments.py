"""The form for the arguments of a method, and what its answers give to the method."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
from murano_panel.actions.methods import Definition
from murano_panel.components import list_fields
from murano_panel.components.inputs import inputs_of
from murano_panel.components.package.form import PackageForm, StepContext
from murano_panel.components.state import FormState
from murano_panel.components.step_forms import StepForms
from murano_panel.dynamic_ui import SCHEMA_FORM, Answers, Schema, Sources, StepDefinition, StepForm, Titles

# The only argument of the form for a method of which nothing is known.
_ANYTHING = 'arguments'


@dataclass(frozen=True)
class ArgumentsForm(PackageForm):
    """One step; its ``model()`` are the arguments. is_free: all of them are written as one text."""

    schema: Schema
    is_free: bool = False
    is_reshaped: ClassVar[bool] = True

    @property
    def steps(self) -> tuple[StepDefinition, ...]:
        return (StepDefinition(SCHEMA_FORM, '', 0, None, ()),)

    @property
    def stamp(self) -> str:
        """Tells the form of a page from one that is made of other contracts."""
        return hashlib.sha256(json.dumps(self.schema, default=str).encode()).hexdigest()[:16]

    @property
    def has_fields(self) -> bool:
        """Whether there is anything to fill in."""
        return bool(self.schema['properties'])

    def secret_fields(self, index: int, answers: Mapping[str, Any]) -> list[str]:
        return dynamic_ui.secret_names(self.schema, answers)

    def build(self, context: StepContext) -> StepForm:
        return dynamic_ui.schema_form(
            self.schema,
            sources=context.sources,
            data=context.data,
            prefix=context.prefix,
            answers=context.initial,
        )

    def model(self, answers: Answers, parameters: Mapping[str, Any] | None, titles: Titles) -> dict[str, Any]:
        given = dynamic_ui.built_arguments(self.schema, answers[SCHEMA_FORM])
        return given.get(_ANYTHING) or {} if self.is_free else given


def form_of(definition: Definition, secrets: frozenset[str], schema: Schema | None = None) -> ArgumentsForm:
    """``schema``: Murano's own, where it tells one. secrets: names that count as secret, whatever they say."""
    if schema is None and definition.method and definition.source:
        schema = dynamic_ui.arguments_schema(definition.method.arguments, definition.source)
    if schema is None:
        return _free()
    form = ArgumentsForm(dynamic_ui.mark_secrets({'properties': {}, **schema}, secrets))
    try:
        _forms(form, dynamic_ui.NoSources()).to_show(0)
    except dynamic_ui.ExpressionError:
        # An author's contracts that are too much for a form.
        return _free()
    return form


def blank(form: ArgumentsForm, sources: Sources, given: Mapping[str, Any] | None = None) -> StepForm:
    """As it is proposed; with the arguments ``given`` to an earlier run, but for secrets."""
    forms = _forms(form, sources)
    if given:
        answers = {_ANYTHING: dict(given)} if form.is_free else dynamic_ui.answers_of(form.schema, given)
        hidden = form.secret_fields(0, answers)
        forms.state.answers = {SCHEMA_FORM: {name: value for name, value in answers.items() if name not in hidden}}
    return forms.answered(0)


def reshaped(form: ArgumentsForm, sources: Sources, posted: QueryDict, word: str, number: int) -> StepForm:
    """With what was typed, but for secrets, after a list has grown or shrunk or another kind was chosen. Unchecked."""
    forms = _forms(form, sources)
    forms.state.typed[0] = _without_secrets(form, forms.completed(0, inputs_of(posted, 0)))
    change = {'grow': list_fields.grow, 'shrink': list_fields.shrink}.get(word)
    if change:
        change(forms, 0, number)
    return forms.to_show(0)


def sent(form: ArgumentsForm, sources: Sources, posted: QueryDict) -> StepForm:
    """What was sent, to be checked."""
    forms = _forms(form, sources)
    return forms.sent(0, forms.completed(0, inputs_of(posted, 0)))


def _without_secrets(form: ArgumentsForm, inputs: dict[str, list[str]]) -> dict[str, list[str]]:
    """They do not travel back to the browser; typed once more."""
    answers = {name.partition('-')[2]: values[-1] for name, values in inputs.items() if values}
    hidden = form.secret_fields(0, answers)
    return {name: values for name, values in inputs.items() if name.partition('-')[2] not in hidden}


def _forms(form: ArgumentsForm, sources: Sources) -> StepForms:
    return StepForms(form, sources, FormState('', '', '', ''))


def _free() -> ArgumentsForm:
    about = {
        'type': 'object',
        'title': _('Arguments'),
        'helpText': _('Names and values, as JSON: {"name": value}. Empty for none.'),
    }
    return ArgumentsForm({'type': 'object', 'properties': {_ANYTHING: about}}, is_free=True)
