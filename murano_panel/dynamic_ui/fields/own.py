"""Fields of types that are none of Murano's: those that the operator has registered, and unknown ones."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from murano_panel.domain.cloud import Choice, Found
from murano_panel.dynamic_ui.definition.model import UNKNOWN_KIND, FieldDefinition
from murano_panel.dynamic_ui.fields.attributes import Attributes
from murano_panel.dynamic_ui.fields.base import DynamicField
from murano_panel.dynamic_ui.fields.choices import Option, SelectField
from murano_panel.dynamic_ui.fields.types import TextField
from murano_panel.dynamic_ui.sources import Sources


class FilledField(DynamicField, forms.Field):
    """Filled by the dashboard: nobody sees it, and nothing that a browser sends counts. Once answered it stays."""

    def __init__(self, *, initial: Any, **kwargs: Any):
        kwargs |= {'widget': forms.HiddenInput, 'required': False, 'checks': ()}
        super().__init__(initial=initial, disabled=True, **kwargs)


def own_field(
    definition: FieldDefinition, attributes: Attributes, sources: Sources, options: dict[str, Any]
) -> forms.Field:
    """The field of such a type; a text to be typed in where nobody knows the type, or its value cannot be had.

    ``options`` are arguments for the field's constructor.
    """
    found = _offered(definition, sources)
    if found.unavailable:
        return TextField(strip=True, unavailable=found.unavailable, **options)
    if len(found.items) == 1 and attributes.flag('hidden', False):
        return FilledField(initial=found.items[0].value, **options)
    choices = [Option(str(choice.value), choice.title, choice.value) for choice in found.items]
    field = SelectField(options=choices, **options)
    if len(choices) == 1:
        field.initial = choices[0].value
    return field


def _offered(definition: FieldDefinition, sources: Sources) -> Found[Choice]:
    if definition.kind == UNKNOWN_KIND:
        return Found(unavailable=_('The type %s is not known here; enter its value as text.') % definition.type_name)
    found = sources.own_type(definition.type_name)
    return found if found.items or found.unavailable else Found(unavailable=_('There is nothing to choose from.'))
