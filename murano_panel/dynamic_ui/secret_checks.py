"""Checking a secret that is typed again outside its form, as the field of the form would check it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from murano_panel.domain.model.tree import Path
from murano_panel.dynamic_ui.definition.model import Answers, Definition
from murano_panel.dynamic_ui.edit import kept_answers
from murano_panel.dynamic_ui.forms import build_form
from murano_panel.dynamic_ui.problems import ExpressionError, NotEditable
from murano_panel.dynamic_ui.words import followed_places


def secret_field(definition: Definition, component: Mapping[str, Any], path: Path) -> Any:
    """The Django field whose answer stands at a path of a component as it is; None where no field's does."""
    sources = (source for place, source, is_plain in followed_places(definition) if is_plain and place == path)
    form_name, name = next(sources, ('', ''))
    step = next((step for step in definition.steps if step.name == form_name), None)
    if step is None:
        return None
    try:
        return build_form(definition, step.index, answers=_answers(definition, component)).fields.get(name)
    except ExpressionError:
        return None


def complaints(field: Any, text: str) -> list[str]:
    """What the field has against a text, [] for nothing."""
    try:
        field.clean(text)
    except ValidationError as error:
        return list(error.messages)
    return []


def _answers(definition: Definition, component: Mapping[str, Any]) -> Answers:
    try:
        return kept_answers(component, definition).answers
    except NotEditable:
        return {}
