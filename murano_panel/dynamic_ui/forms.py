"""Forms of one step, built from a definition."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from murano_panel.domain.model.names import unused
from murano_panel.dynamic_ui.definition.application import evaluate_parameters
from murano_panel.dynamic_ui.definition.model import (
    CLOUD_KINDS,
    HEAT_KIND,
    OWN_KIND,
    Answers,
    Definition,
    StepDefinition,
    ValidatorDefinition,
)
from murano_panel.dynamic_ui.fields.attributes import Attributes
from murano_panel.dynamic_ui.fields.choices import SelectField
from murano_panel.dynamic_ui.fields.factory import build_field, confirmation_of, wants_confirmation
from murano_panel.dynamic_ui.fields.types import CLONE_SUFFIX
from murano_panel.dynamic_ui.fields.validators import PASSWORDS_DIFFER, ExpressionValidator
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.evaluation import Evaluation
from murano_panel.dynamic_ui.placeholders import kept_secret
from murano_panel.dynamic_ui.problems import Problem, ResourceLimitExceeded
from murano_panel.dynamic_ui.sources import NoSources, Sources

# Whose choices only the moment knows; those of authors stand in their definition.
_WITH_TITLES = CLOUD_KINDS | {OWN_KIND, HEAT_KIND}


class StepForm(forms.Form):
    """The form of one step.

    ``problems`` are what was met in the definition while building it: the form works, but not wholly as meant.
    After ``is_valid()``, ``answers`` is what the user answered, ready for JSON, secrets included.
    """

    def __init__(
        self,
        step: StepDefinition,
        form_fields: Mapping[str, forms.Field],
        evaluation: _StepEvaluation | None,
        problems: list[Problem],
        **kwargs: Any,
    ):
        super().__init__(**kwargs)
        self.fields.update(form_fields)
        self.step = step
        self.problems = problems
        self._evaluation = evaluation

    @property
    def answers(self) -> dict[str, Any]:
        """The cleaned answers by the names of fields; a password typed twice is one answer."""
        return {name: value for name, value in self.cleaned_data.items() if self.fields[name].kind != 'confirm'}

    @property
    def titles(self) -> dict[str, str]:
        """What is shown for answers that are choices of the cloud, as far as it is not the answer itself."""
        chosen = {
            name: field.title_of(self.answers[name])
            for name, field in self.fields.items()
            if field.kind in _WITH_TITLES and isinstance(field, SelectField) and self.answers.get(name)
        }
        return {name: title for name, title in chosen.items() if title not in ('', self.answers[name])}

    @property
    def secret_names(self) -> set[str]:
        """Names of the fields whose values must not be shown, kept or logged."""
        return {name for name, field in self.fields.items() if field.is_secret}

    @property
    def secrets_answered(self) -> set[str]:
        """Those of them that are among the answers."""
        return self.secret_names & self.answers.keys()

    @property
    def introductions(self) -> list[tuple[str, str]]:
        """``(title, text)`` of hidden fields: authors use them for what stands above the form."""
        return [
            (field.description_title, field.description)
            for field in self.fields.values()
            if field.widget.is_hidden and field.description
        ]

    def as_shown(self) -> StepForm:
        """This form for a page that only shows it: what was typed stays, and nothing is checked or complained about.

        A step that is shown again half-filled is not scolded for it before it is sent.
        """
        self._errors = ErrorDict()
        return self

    def full_clean(self) -> None:
        """Django's check of everything, in bounded time."""
        with limits.work_limit():
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        """What Django asks for once each field is checked by itself."""
        cleaned = super().clean() or self.cleaned_data
        self._fill_in_secrets(cleaned)
        self._compare_passwords(cleaned)
        # The author's checks of the whole form may take for granted that each answer is right.
        if not self.errors and self._evaluation:
            for validator in self.step.validators:
                check = ExpressionValidator(partial(self._evaluation.form_check, validator), str(validator.message))
                try:
                    check(self.answers)
                except ValidationError as error:
                    self.add_error(None, error)
        return cleaned

    def _fill_in_secrets(self, cleaned: dict[str, Any]) -> None:
        """A secret that was left empty stays as it is, or is what the package proposes, which no page shows."""
        proposed = {item.name for item in self.step.fields if item.empty_means_initial}
        for name, field in self.fields.items():
            if field.kind == 'confirm' or cleaned.get(name):
                continue
            if field.is_kept:
                cleaned[name] = kept_secret(self.step.name, name)
            elif name in proposed and name in cleaned and field.initial is not None:
                cleaned[name] = field.initial

    def _compare_passwords(self, cleaned: dict[str, Any]) -> None:
        for name in list(cleaned):
            clone = name + CLONE_SUFFIX
            is_typed = self.fields[name].kind == 'password' and cleaned[name] != kept_secret(self.step.name, name)
            if is_typed and clone in self.fields and clone in cleaned and cleaned[name] != cleaned[clone]:
                self.add_error(clone, PASSWORDS_DIFFER)


class _StepEvaluation:
    """Evaluates what belongs to one step: attributes over the answers before it, checks over what was just typed."""

    def __init__(self, definition: Definition, step: StepDefinition, answers: Answers, variables: Mapping[str, Any]):
        self._definition = definition
        self._step = step
        self._answers = {name: dict(values) for name, values in answers.items() if name != step.name}
        self._variables = variables
        self.attributes = self._over(self._answers)

    def field_check(self, expression: Any, value: Any) -> Any:
        """What a check of a field says; ``$`` is the field's value."""
        return self._over(value).value(expression)

    def form_check(self, validator: ValidatorDefinition, answers: Mapping[str, Any]) -> Any:
        """What a check of the form says; ``$`` are all answers, these of the step among them."""
        return self._over({**self._answers, self._step.name: dict(answers)}).value(validator.expression)

    def _over(self, data: Any) -> Evaluation:
        return Evaluation(
            data,
            variables=self._variables,
            templates=self._definition.templates,
            application_name=self._definition.application_name(self._answers),
        )


def build_form(
    definition: Definition,
    step_index: int,
    *,
    answers: Answers,
    sources: Sources | None = None,
    parameters: Mapping[str, Any] | None = None,
    data: Any = None,
    prefix: str | None = None,
    secrets_kept: Collection[str] = (),
    initial: Mapping[str, Any] | None = None,
) -> StepForm:
    """The form of one step, bound to ``data`` (a QueryDict or mapping) when given.

    ``answers`` are the cleaned answers of the steps before (``{form name: {field: value}}``), ``parameters`` the result
    of the parameters source. ``initial`` are earlier answers of this step to show again (secrets among them are left
    out). ``secrets_kept`` names secret fields of this step that stay as they are when left empty.

    Raises ``ResourceLimitExceeded`` when the definition asks for too much; other faults end up in ``form.problems``.
    """
    step = definition.steps[step_index]
    initial, sources = initial or {}, sources or NoSources()
    problems: list[Problem] = []
    with limits.work_limit():
        variables = evaluate_parameters(definition, answers, parameters, problems)
        evaluation = _StepEvaluation(definition, step, answers, variables)
        form_fields: dict[str, forms.Field] = {}
        options = 0
        for item in step.fields:
            attributes = Attributes(item, evaluation.attributes, problems)
            field = build_field(
                item,
                attributes,
                sources,
                step.region,
                evaluation.field_check,
                is_kept=item.is_secret and item.name in secrets_kept,
            )
            if (step.name, item.name) in definition.name_fields:
                _propose_unused(field, sources.component_names())
            # The cloud's choices are bounded where they are read; these are the author's.
            options += len(getattr(field, 'options', ())) if item.kind == 'choice' else 0
            if options > limits.MAX_AUTHOR_OPTIONS:
                raise ResourceLimitExceeded(_('The form offers too many choices')).at(form=step.name, field=item.name)
            form_fields[item.name] = field
            if wants_confirmation(item, attributes):
                form_fields[item.name + CLONE_SUFFIX] = confirmation_of(field)
    # Django would show a secret that is an initial value.
    known = {item.name: initial[item.name] for item in step.fields if item.name in initial and not item.is_secret}
    return StepForm(step, form_fields, evaluation, problems, data=data, prefix=prefix, initial=known)


def _propose_unused(field: forms.Field, taken: Collection[str]) -> None:
    """The proposed name, changed so that no component of the environment has it."""

    def is_accepted(name: str) -> bool:
        try:
            field.clean(name)
        except ValidationError:
            return False
        return True

    if isinstance(field.initial, str):
        field.initial = unused(field.initial, taken, is_accepted)
