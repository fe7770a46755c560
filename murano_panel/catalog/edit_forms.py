"""The forms that a component which exists can be edited with: its package's, or one made from its class."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from django.core.exceptions import ValidationError

from murano_panel import dynamic_ui
from murano_panel.catalog.package_form import Answers, PackageForm, SchemaForm, UiForm
from murano_panel.domain import object_model, secrets
from murano_panel.domain.records import ObjectModel
from murano_panel.dynamic_ui import Edit, SecretsNeeded, StepDefinition
from murano_panel.dynamic_ui.fields import JsonField, kept_secret
from murano_panel.dynamic_ui.schema import STEP

BY_FORM, BY_CLASS = 'form', 'class'


class EditForm(PackageForm, Protocol):
    """``before`` and ``edit`` raise ``NotEditable``; ``edit`` ``SecretsNeeded`` and ``ExpressionError`` too."""

    def before(self, component: ObjectModel, parameters: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
        """The answers that make the component what it is; secrets stand as placeholders."""

    def edit(self, component: ObjectModel, answers: Answers, parameters: Mapping[str, Any] | None) -> Edit:
        """What the answers change in the component as it is now."""


@dataclass(frozen=True)
class UiEdit(UiForm):
    """The package's form, filled with the answers kept with the component."""

    def before(self, component: ObjectModel, parameters: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
        kept = dynamic_ui.kept_answers(component, self.definition)
        # With nothing edited this only says whether the answers still make the component.
        dynamic_ui.edit_component(self.definition, component, kept, kept.answers, parameters=parameters)
        return kept.answers

    def edit(self, component: ObjectModel, answers: Answers, parameters: Mapping[str, Any] | None) -> Edit:
        kept = dynamic_ui.kept_answers(component, self.definition)
        return dynamic_ui.edit_component(self.definition, component, kept, answers, parameters=parameters)


@dataclass(frozen=True)
class SchemaEdit(SchemaForm):
    """The form of the class, filled with the component's properties. Secrets within objects and lists are masked."""

    @cached_property
    def steps(self) -> Sequence[StepDefinition]:
        return (dynamic_ui.schema_form(self.schema).step,)

    def before(self, component: ObjectModel, parameters: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
        form = dynamic_ui.schema_form(self.schema, model=component)
        shown = {name: _shown(field, name, component[name]) for name, field in form.fields.items() if name in component}
        form = dynamic_ui.schema_form(self.schema, model=shown)
        secret = {name: kept_secret(STEP, name) for name in form.secret_names if shown.get(name)}
        return {STEP: {name: _as_left(form, name) for name in form.fields} | secret}

    def edit(self, component: ObjectModel, answers: Answers, parameters: Mapping[str, Any] | None) -> Edit:
        before = self.before(component, parameters)[STEP]
        given = {
            name: component.get(name) if answer == before.get(name) else _unmasked(name, answer, component.get(name))
            for name, answer in answers[STEP].items()
        }
        return Edit(*dynamic_ui.edit_from_schema(self.schema, component, given))


def _shown(field: Any, name: str, value: Any) -> Any:
    """A property as the form shows it."""
    return secrets.masked(value, name) if isinstance(field, JsonField) else _reference(value)


def _reference(value: Any) -> Any:
    """A field for a reference shows the id of the object, wherever that stands."""
    return object_model.component_id(value) or value if isinstance(value, dict) else value


def _as_left(form: dynamic_ui.StepForm, name: str) -> Any:
    """What a field gives when nobody touches it: not always what was put in, 80 for '80'."""
    bound = form[name]
    try:
        return bound.field.clean(bound.value())
    except ValidationError:
        return bound.value()


def _unmasked(name: str, answer: Any, current: Any) -> Any:
    """The answer with the secrets that were masked for its author."""
    if answer == secrets.MASK:
        if current in (None, ''):
            raise SecretsNeeded([(STEP, name)])
        return current
    if isinstance(answer, dict):
        found = current if isinstance(current, dict) else {}
        return {key: _unmasked(name, item, found.get(key)) for key, item in answer.items()}
    if isinstance(answer, list):
        found = current if isinstance(current, list) else []
        return [
            _unmasked(name, item, found[index] if index < len(found) else None) for index, item in enumerate(answer)
        ]
    return answer
