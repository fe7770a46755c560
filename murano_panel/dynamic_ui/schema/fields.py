"""The Django field for a place of a schema form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.definition.model import CLASS_KIND
from murano_panel.dynamic_ui.fields import types as fields
from murano_panel.dynamic_ui.fields.types import Option
from murano_panel.dynamic_ui.fields.validators import PatternValidator
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.patterns import PatternError, compile_pattern
from murano_panel.dynamic_ui.problems import WARNING, Problem, ResourceLimitExceeded
from murano_panel.dynamic_ui.schema import cloud as schema_cloud
from murano_panel.dynamic_ui.schema import places as tree
from murano_panel.dynamic_ui.schema.places import Place
from murano_panel.dynamic_ui.schema.properties import LIST, OBJECT, TEXT, Property
from murano_panel.dynamic_ui.sources import Sources

STEP = 'schema'
# Classes of Murano's own library that are no applications.
_LIBRARY = ('io.murano.resources.', 'io.murano.system.')
_JSON_TYPES: dict[str, tuple[type, ...]] = {'object': (dict,), 'array': (list,), 'muranoObject': (dict,)}
_ANY_JSON = (dict, list, str, int, float, bool)


def build(place: Place, label: str, sources: Sources, problems: list[Problem], known: Any = None) -> Any:
    """The field of a place, without what stands in it. ``known`` is what stood in it before."""
    item = place.item
    options: dict[str, Any] = {'label': label, 'help_text': item.text('helpText'), 'required': item.required}
    field = _typed(place, options, sources, problems, known)
    field.description, field.description_title = item.text('description'), item.text('title')
    if field.kind != 'boolean' and not field.widget.is_hidden:
        field.widget.attrs.setdefault('class', 'form-control')
    return field


def _typed(place: Place, options: dict[str, Any], sources: Sources, problems: list[Problem], known: Any) -> Any:
    item = place.item
    if place.kind == OBJECT:
        return _object(place, options, sources, known)
    if place.kind == LIST:
        return _kind(LIST, fields.ListField(**options | {'required': False}))
    if place.kind == TEXT:
        field = _as_json(item, options | {'required': True})
        if place.classes:
            field.unavailable = _('Murano does not tell what this class consists of.')
        return field
    if isinstance(item.spec.get('enum'), list):
        return _choice(item, options)
    if item.type == 'muranoObject':
        return _reference(item, options, sources, known)
    if item.type == 'boolean':
        if item.nullable:
            return _kind(
                'choice',
                fields.SelectField(
                    options=[Option('', '—'), Option('true', _('Yes'), True), Option('false', _('No'), False)],
                    **options,
                ),
            )
        return _kind('boolean', fields.BooleanField(**options | {'required': False}))
    if item.type in ('integer', 'number'):
        return _number(item, options)
    if kind := schema_cloud.kind_of(place):
        return schema_cloud.build(kind, place, options, sources, problems, known)
    if item.type == 'string':
        return _text(item, options, problems, known)
    return _as_json(item, options)


def _kind(kind: str, field: Any) -> Any:
    field.kind = kind
    return field


def _object(place: Place, options: dict[str, Any], sources: Sources, known: Any) -> Any:
    """What an object is: another component, described in fields of its own or in a text, or left out."""
    item, is_mapping = place.item, place.item.type == 'object'
    can_be_shared = not is_mapping and not item.spec.get('owned')
    offered = _components(item, sources, known) if can_be_shared else []
    only = offered[0].value if len(offered) == 1 and item.required else None
    for name in place.classes:
        label = _('described here') if is_mapping else _('%s, described here') % name.rpartition('.')[2]
        offered.append(Option(tree.NEW + name, label, attributes={'title': name} if name else None))
    if not is_mapping or not place.classes:
        offered.append(Option(tree.AS_TEXT, _('written as JSON')))
    if not item.required:
        offered.insert(0, Option('', _('as the class has it') if item.has_default else _('none')))
    elif len(offered) > 1:
        offered.insert(0, Option('', _('Select one')))
    field = _kind(OBJECT, fields.SelectField(options=offered, **options))
    if len(offered) == 1:
        field.widget = forms.HiddenInput()
    field.initial = offered[0].value if len(offered) == 1 else only
    if can_be_shared:
        field.class_names = _applications(item)
    return field


def _reference(item: Property, options: dict[str, Any], sources: Sources, known: Any) -> Any:
    offered = _components(item, sources, known)
    nothing = Option('', _('Select one') if item.required else _('none'))
    field = fields.ComponentField(options=[nothing, *offered], **options)
    field.initial = offered[0].value if len(offered) == 1 and item.required else None
    field.class_names = _applications(item)
    return _kind(CLASS_KIND, field)


def _applications(item: Property) -> tuple[str, ...]:
    """The classes of which a component could be made, to refer to it."""
    name = item.text('muranoType')
    return () if name.startswith(_LIBRARY) else (name,)


def _components(item: Property, sources: Sources, known: Any) -> list[Option]:
    """The components to refer to. The object that is referred to now may be part of one, and is offered too."""
    found = sources.components((item.text('muranoType'),)).items
    offered = [Option(component.id, component.name) for component in found]
    is_reference = isinstance(known, str) and known not in ('', tree.AS_TEXT) and not known.startswith(tree.NEW)
    if is_reference and known not in [option.value for option in offered]:
        offered.append(Option(known, _('the object %s, as it is now') % known))
    return offered


def _as_json(item: Property, options: dict[str, Any]) -> Any:
    hint = {
        'muranoObject': _('An object of the class %s, as JSON.') % item.text('muranoType'),
        'object': _('Names and values, as JSON: {"name": value}'),
        'array': _('A list, as JSON: [value, value]'),
    }
    options['help_text'] = options['help_text'] or hint.get(item.type, _('A value, as JSON.'))
    types = _JSON_TYPES.get(item.type, _ANY_JSON)
    return _kind('text', fields.JsonField(json_types=types, expected=item.type or 'JSON', **options))


def _choice(item: Property, options: dict[str, Any]) -> Any:
    values = [value for value in item.spec['enum'] if value is not None]
    if len(values) > limits.MAX_AUTHOR_OPTIONS:
        raise ResourceLimitExceeded('The schema offers too many choices')
    offered = [Option(str(value), str(value), value) for value in values]
    if not item.required or None in item.spec['enum']:
        offered.insert(0, Option('', '—'))
    return _kind('choice', fields.SelectField(options=offered, **options))


def _number(item: Property, options: dict[str, Any]) -> Any:
    least, most = item.number('minimum'), item.number('maximum')
    if item.type == 'integer':
        least = least + 1 if least is not None and item.spec.get('exclusiveMinimum') else least
        most = most - 1 if most is not None and item.spec.get('exclusiveMaximum') else most
        return _kind('integer', fields.IntegerField(min_value=least, max_value=most, **options))
    field = fields.NumberField(min_value=least, max_value=most, **options)
    for bound, exclusive in ((least, 'exclusiveMinimum'), (most, 'exclusiveMaximum')):
        if bound is not None and item.spec.get(exclusive):
            field.validators.append(_Not(bound))
    return _kind('number', field)


class _Not:
    """The bound of an open interval."""

    def __init__(self, bound: float):
        self._bound = bound

    def __call__(self, value: Any) -> None:
        if value == self._bound:
            raise forms.ValidationError(_('The value must not be %(bound)s.'), params={'bound': self._bound})


def _text(item: Property, options: dict[str, Any], problems: list[Problem], known: Any) -> Any:
    options |= {
        'min_length': item.number('minLength'),
        'max_length': item.number('maxLength'),
        'empty_value': None if item.nullable or item.is_secret else '',
    }
    if item.is_secret:
        field: Any = _kind(
            'password',
            fields.PasswordField(
                widget=forms.PasswordInput(render_value=False, attrs={'autocomplete': 'new-password'}), **options
            ),
        )
        field.is_secret = True
    elif isinstance(known, str) and '\n' in known:
        # An input of one line would lose the ends of lines as soon as it is shown.
        field = _kind('text', fields.LinesField(**options))
    else:
        field = _kind('string', fields.TextField(**options))
    if item.text('pattern'):
        try:
            pattern = compile_pattern(item.text('pattern'))
        except PatternError as error:
            problems.append(Problem(WARNING, None, item.name, None, str(error)))
        else:
            field.validators.append(PatternValidator(pattern))
            field.js_pattern = pattern.for_javascript()
    return field
