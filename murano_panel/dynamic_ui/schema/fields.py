"""The Django field for a place of a schema form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from murano_panel.domain.model.tree import ABSENT
from murano_panel.dynamic_ui.definition.model import CLASS_KIND
from murano_panel.dynamic_ui.fields.base import Position
from murano_panel.dynamic_ui.fields.choices import ComponentField, Option, SelectField
from murano_panel.dynamic_ui.fields.types import (
    BooleanField,
    IntegerField,
    JsonField,
    LinesField,
    ListField,
    NumberField,
    PasswordField,
    TextField,
)
from murano_panel.dynamic_ui.fields.validators import PatternValidator
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.patterns import PatternError, compile_pattern
from murano_panel.dynamic_ui.problems import WARNING, Problem, ResourceLimitExceeded
from murano_panel.dynamic_ui.schema.cloud import cloud_field_of, cloud_kind
from murano_panel.dynamic_ui.schema.places import AS_TEXT, NEW, Place
from murano_panel.dynamic_ui.schema.properties import LIST, OBJECT, TEXT, Property
from murano_panel.dynamic_ui.sources import Sources

# Classes of Murano's own library that are no applications.
_LIBRARY = ('io.murano.resources.', 'io.murano.system.')
_JSON_TYPES: dict[str, tuple[type, ...]] = {'object': (dict,), 'array': (list,), 'muranoObject': (dict,)}
_ANY_JSON = (dict, list, str, int, float, bool)


class FieldBuilder:
    """Builds the fields of one form.

    ``answers`` are earlier ones, which are shown; secrets in ``secrets_kept`` stay unless they are typed again. Of the
    classes in ``parts`` no component can be made. ``problems`` gets what is wrong with the schema.
    """

    def __init__(
        self,
        sources: Sources,
        problems: list[Problem],
        answers: Mapping[str, Any],
        secrets_kept: Collection[str],
        parts: Collection[str],
    ):
        self._sources = sources
        self._problems = problems
        self._answers = answers
        self._secrets_kept = secrets_kept
        self._parts = parts

    def build(self, place: Place, label: str, position: Position) -> forms.Field:
        """The field of a place."""
        item = place.item
        options: dict[str, Any] = {
            'label': label,
            'help_text': item.text('helpText'),
            'required': item.required,
            'description': item.text('description'),
            'description_title': item.text('title'),
            'position': position,
        }
        if place.kind == OBJECT:
            return self._object(place, options)
        if place.kind == LIST:
            return ListField(**options | {'kind': LIST, 'required': False, 'initial': _unless_nothing(place.value)})
        given = self._answers.get(place.name, place.default)
        if given is not ABSENT:
            options['initial'] = given
        if place.kind == TEXT:
            unknown = _('Murano does not tell what this class consists of.') if place.classes else None
            return _json_field(item, options | {'required': True, 'unavailable': unknown})
        return self._value(place, options)

    def _value(self, place: Place, options: dict[str, Any]) -> forms.Field:
        """The field of one plain value."""
        item = place.item
        if isinstance(item.spec.get('enum'), list):
            return _choice(item, options)
        if item.type == 'muranoObject':
            return self._reference(place, options)
        if item.type == 'boolean':
            return _boolean(item, options)
        if item.type == 'integer':
            return _integer(item, options)
        if item.type == 'number':
            return _number(item, options)
        if kind := cloud_kind(place):
            known = self._answers.get(place.name)
            return cloud_field_of(kind, place, options, self._sources, self._problems, known)
        if item.type == 'string':
            return self._text(place, options)
        return _json_field(item, options)

    def _object(self, place: Place, options: dict[str, Any]) -> forms.Field:
        """What an object is: another component, described in fields of its own or in a text, or left out."""
        item, is_mapping = place.item, place.item.type == 'object'
        can_be_shared = not is_mapping and not item.spec.get('owned')
        offered = self._components(place) if can_be_shared else []
        proposed = offered[0].value if len(offered) == 1 and item.required else None
        for name in place.classes:
            label = _('described here') if is_mapping else _('%s, described here') % name.rpartition('.')[2]
            offered.append(Option(NEW + name, label, attributes={'title': name} if name else None))
        if not is_mapping or not place.classes:
            offered.append(Option(AS_TEXT, _('written as JSON')))
        if not item.required:
            offered.insert(0, Option('', _('as the class has it') if item.has_default else _('none')))
        elif len(offered) > 1:
            offered.insert(0, Option('', _('Select one')))
        is_decided = len(offered) == 1
        if is_decided:
            proposed = offered[0].value
        given = _unless_nothing(place.value)
        field = SelectField(
            kind=OBJECT,
            options=offered,
            initial=proposed if given is None else given,
            class_names=self._applications(item) if can_be_shared else (),
            **options,
        )
        if is_decided:
            field.widget = forms.HiddenInput()
        return field

    def _reference(self, place: Place, options: dict[str, Any]) -> forms.Field:
        """A component, which is always one of its own."""
        item = place.item
        offered = self._components(place)
        proposed = offered[0].value if len(offered) == 1 and item.required else None
        nothing = Option('', _('Select one') if item.required else _('none'))
        return ComponentField(
            kind=CLASS_KIND,
            options=[nothing, *offered],
            class_names=self._applications(item),
            **{'initial': proposed, **options},
        )

    def _applications(self, item: Property) -> tuple[str, ...]:
        """The classes of which a component could be made, to refer to it."""
        name = item.text('muranoType')
        return () if name.startswith(_LIBRARY) or name in self._parts else (name,)

    def _components(self, place: Place) -> list[Option]:
        """The components to refer to. The object that is referred to now may be part of one, and is offered too."""
        found = self._sources.components((place.item.text('muranoType'),)).items
        offered = [Option(component.id, component.name) for component in found]
        known = self._answers.get(place.name)
        if not isinstance(known, str) or known in ('', AS_TEXT) or known.startswith(NEW):
            return offered
        if known not in [option.value for option in offered]:
            name = self._sources.object_name(known)
            label = _('"%s", as it is now') % name if name else _('the object %s, as it is now') % known
            offered.append(Option(known, label))
        return offered

    def _text(self, place: Place, options: dict[str, Any]) -> forms.Field:
        item = place.item
        options |= {
            'min_length': item.number('minLength'),
            'max_length': item.number('maxLength'),
            'empty_value': None if item.nullable or item.is_secret else '',
        }
        known = self._answers.get(place.name)
        if item.is_secret:
            is_kept = place.name in self._secrets_kept
            field: forms.Field = PasswordField(
                **options | {'kind': 'password', 'is_secret': True, 'is_kept': is_kept, 'initial': None}
            )
        elif isinstance(known, str) and '\n' in known:
            # An input of one line would lose the ends of lines as soon as it is shown.
            field = LinesField(kind='text', **options)
        else:
            field = TextField(kind='string', **options)
        if item.text('pattern'):
            try:
                field.validators.append(PatternValidator(compile_pattern(item.text('pattern'))))
            except PatternError as error:
                self._problems.append(Problem(WARNING, None, item.name, None, str(error)))
        return field


def _unless_nothing(value: Any) -> Any:
    return None if value is ABSENT else value


def _json_field(item: Property, options: dict[str, Any]) -> forms.Field:
    """A value that has no field of its own; what is shown of it is JSON too, so that a text stands in quotes."""
    hint = {
        'muranoObject': _('An object of the class %s, as JSON.') % item.text('muranoType'),
        'object': _('Names and values, as JSON: {"name": value}'),
        'array': _('A list, as JSON: [value, value]'),
    }
    options = {
        **options,
        'help_text': options['help_text'] or hint.get(item.type, _('A value, as JSON.')),
        'initial': JsonField.written(options.get('initial')),
    }
    types = _JSON_TYPES.get(item.type, _ANY_JSON)
    return JsonField(kind='text', json_types=types, expected=item.type or 'JSON', **options)


def _choice(item: Property, options: dict[str, Any]) -> forms.Field:
    values = [value for value in item.spec['enum'] if value is not None]
    if len(values) > limits.MAX_AUTHOR_OPTIONS:
        raise ResourceLimitExceeded(_('The schema offers too many choices'))
    offered = [Option(str(value), str(value), value) for value in values]
    if not item.required or None in item.spec['enum']:
        offered.insert(0, Option('', '—'))
    return SelectField(kind='choice', options=offered, **options)


def _boolean(item: Property, options: dict[str, Any]) -> forms.Field:
    if not item.nullable:
        return BooleanField(**options | {'kind': 'boolean', 'required': False})
    # A check box cannot say that nothing was said.
    offered = [Option('', '—'), Option('true', _('Yes'), True), Option('false', _('No'), False)]
    return SelectField(kind='choice', options=offered, **options)


def _integer(item: Property, options: dict[str, Any]) -> forms.Field:
    least, most = item.number('minimum'), item.number('maximum')
    least = least + 1 if least is not None and item.spec.get('exclusiveMinimum') else least
    most = most - 1 if most is not None and item.spec.get('exclusiveMaximum') else most
    return IntegerField(kind='integer', min_value=least, max_value=most, **options)


def _number(item: Property, options: dict[str, Any]) -> forms.Field:
    least, most = item.number('minimum'), item.number('maximum')
    bounds = ((least, 'exclusiveMinimum'), (most, 'exclusiveMaximum'))
    open_ends = [
        partial(_must_differ, bound) for bound, exclusive in bounds if bound is not None and item.spec.get(exclusive)
    ]
    return NumberField(kind='number', min_value=least, max_value=most, validators=open_ends, **options)


def _must_differ(bound: float, value: float) -> None:
    """The check for the bound of an open interval."""
    if value == bound:
        raise forms.ValidationError(_('The value must not be %(bound)s.'), params={'bound': bound})
