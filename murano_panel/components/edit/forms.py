"""The forms that a component which exists can be edited with: its package's, or one made from its class."""

from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from murano_panel import dynamic_ui
from murano_panel.components.package.form import PackageForm, SchemaForm, StepContext, UiForm
from murano_panel.components.target.base import BY_CLASS, BY_FORM
from murano_panel.domain.model import object_model, secrets
from murano_panel.domain.model.tree import ABSENT, apply_changes
from murano_panel.domain.model.words import with_words, words_of
from murano_panel.domain.records import ObjectModel
from murano_panel.dynamic_ui import (
    NAME_FIELD,
    NAME_FORM,
    SCHEMA_FORM,
    Answers,
    Change,
    Edit,
    JsonField,
    SecretsNeeded,
    Titles,
    kept_secret,
)


class EditForm(PackageForm):
    """``before`` and ``edit`` raise ``NotEditable``; ``edit`` ``SecretsNeeded`` and ``ExpressionError`` too."""

    # BY_FORM or BY_CLASS
    edited_with: ClassVar[str]

    @abstractmethod
    def before(self, component: ObjectModel, parameters: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
        """The answers that make the component what it is; secrets stand as placeholders."""

    @abstractmethod
    def edit(
        self, component: ObjectModel, answers: Answers, parameters: Mapping[str, Any] | None, titles: Titles
    ) -> Edit:
        """What the answers change in the component as it is now; ``titles`` are what steps showed for them."""


@dataclass(frozen=True)
class UiEdit(UiForm, EditForm):
    """The package's form, filled with the answers kept with the component."""

    edited_with: ClassVar[str] = BY_FORM

    def before(self, component: ObjectModel, parameters: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
        answers = dynamic_ui.kept_answers(component, self.definition).answers
        # With nothing edited this only says whether the answers still make the component.
        self.edit(component, answers, parameters, {})
        return answers

    def edit(
        self, component: ObjectModel, answers: Answers, parameters: Mapping[str, Any] | None, titles: Titles
    ) -> Edit:
        kept = dynamic_ui.kept_answers(component, self.definition)
        return dynamic_ui.edit_component(
            self.definition,
            component,
            kept,
            answers,
            parameters=parameters,
            encryptor=self.encryptor_of_models,
            titles=titles,
        )


@dataclass(frozen=True)
class SchemaEdit(SchemaForm, EditForm):
    """The form of the class, filled with the component's properties and its name. Secrets within texts are masked."""

    edited_with: ClassVar[str] = BY_CLASS

    def build(self, context: StepContext) -> dynamic_ui.StepForm:
        form = super().build(context)
        if context.index:
            # A name that was given by other means may have any characters, as long as it is not changed.
            field, kept = form.fields[NAME_FIELD], (context.initial or {}).get(NAME_FIELD)
            field.validators = [partial(_unless_kept, kept, check) for check in field.validators]
        return form

    def before(self, component: ObjectModel, parameters: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
        answers = dynamic_ui.answers_of(self.schema, component, self.schemas)
        # Built twice: only a form tells which of its fields are secret, and only one that shows no secret may be used.
        form = dynamic_ui.schema_form(self.schema, schemas=self.schemas, answers=answers)
        names = secrets.recorded(component)
        shown = {name: _masked(form.fields[name], name, value, names) for name, value in answers.items()}
        secret = {name: kept_secret(SCHEMA_FORM, name) for name in form.secret_names if shown.get(name)}
        form = dynamic_ui.schema_form(self.schema, schemas=self.schemas, answers=shown, secrets_kept=secret)
        untouched = {name: _untouched(form, name) for name in form.fields}
        return {SCHEMA_FORM: untouched | secret, NAME_FORM: {NAME_FIELD: object_model.component_name(component)}}

    def edit(
        self, component: ObjectModel, answers: Answers, parameters: Mapping[str, Any] | None, titles: Titles
    ) -> Edit:
        before = self.before(component, parameters)
        raw = dynamic_ui.answers_of(self.schema, component, self.schemas)
        was, given = (
            {
                name: _unmasked(name, answer, raw.get(name), before[SCHEMA_FORM].get(name))
                for name, answer in values.items()
            }
            for values in (before[SCHEMA_FORM], answers[SCHEMA_FORM])
        )
        changes, model = dynamic_ui.edit_from_schema(self.schema, component, was, given, self.schemas)
        name = answers[NAME_FORM][NAME_FIELD]
        if name != before[NAME_FORM][NAME_FIELD]:
            renaming = Change(('?', 'name'), object_model.header(component).get('name', ABSENT), name)
            changes, model = (*changes, renaming), apply_changes(model, (renaming,))
        # What its own form called things, if it was made by one, counts before the titles of its class.
        kept, words = words_of(component).standing_in(model), self.words(answers, titles)
        words = replace(words, labels={**words.labels, **kept.labels}, choices=kept.merged(words).choices)
        return Edit(changes, with_words(model, words))


def _unless_kept(kept: str | None, check: Callable[[str], None], value: str) -> None:
    if value != kept:
        check(value)


def _masked(field: Any, name: str, value: Any, names: Collection[str]) -> Any:
    """A property as the form shows it."""
    recorded = next((part for part in name.split('.') if part in names), name)
    return secrets.masked(value, recorded, names) if isinstance(field, JsonField) else value


def _untouched(form: dynamic_ui.StepForm, name: str) -> Any:
    """What a field gives when nobody touches it: not always what was put in, 80 for '80'."""
    bound = form[name]
    try:
        return bound.field.clean(bound.value())
    except ValidationError:
        return bound.value()


def _unmasked(name: str, answer: Any, current: Any, shown: Any) -> Any:
    """The answer with the secrets that were masked for its author. ``shown`` is ``current`` as the author saw it."""
    if answer == secrets.MASK:
        if current in (None, ''):
            raise SecretsNeeded([(SCHEMA_FORM, name)])
        return current
    if isinstance(answer, dict):
        found, seen = (value if isinstance(value, dict) else {} for value in (current, shown))
        return {key: _unmasked(name, item, found.get(key), seen.get(key)) for key, item in answer.items()}
    if isinstance(answer, list):
        both_lists = isinstance(current, list) and isinstance(shown, list)
        pairs = list(zip(current, shown, strict=False)) if both_lists else []
        places = [_place(answer, number, [item for _, item in pairs]) for number in range(len(answer))]
        return [
            _unmasked(name, item, *((None, None) if place is None else pairs[place]))
            for item, place in zip(answer, places, strict=True)
        ]
    return answer


def _place(answer: Sequence[Any], number: int, shown: Sequence[Any]) -> int | None:
    """Where an item of a list stood that may have got or lost others; None when that cannot be told."""
    same = [place for place, item in enumerate(shown) if item == answer[number]]
    if len(answer) == len(shown):
        return same[0] if len(same) == 1 else number
    return same[0] if len(same) == 1 else None
