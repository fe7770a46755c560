"""Forms for classes without a ``ui.yaml``, from the JSON schema of ``GET /schemas/{class}``.

The schema is draft 4 with Murano's additions: sections and an order, titles and help, and references to objects
(``type: muranoObject``). It has no ``required``: a property is required when null is not allowed and there is no
default.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from murano_panel.domain.secrets import is_secret
from murano_panel.dynamic_ui import cloud_choices, fields, limits
from murano_panel.dynamic_ui.attributes import Attributes
from murano_panel.dynamic_ui.definition import CLASS_KIND, FieldDefinition, StepDefinition
from murano_panel.dynamic_ui.evaluation import Evaluation, IdSource, RandomIds
from murano_panel.dynamic_ui.fields import Option, kept_secret
from murano_panel.dynamic_ui.forms import StepForm
from murano_panel.dynamic_ui.model_diff import ABSENT, Change, apply_changes
from murano_panel.dynamic_ui.patterns import PatternError, compile_pattern
from murano_panel.dynamic_ui.problems import WARNING, Problem, ResourceLimitExceeded
from murano_panel.dynamic_ui.sources import NoSources, Sources
from murano_panel.dynamic_ui.validators import PatternValidator

STEP = 'schema'
_JSON_TYPES: dict[str, tuple[type, ...]] = {'object': (dict,), 'array': (list,)}
_ANY_JSON = (dict, list, str, int, float, bool)


class _Property:
    """One property of the schema, with the questions the form asks about it."""

    def __init__(self, name: str, spec: Mapping[str, Any]):
        self.name = name
        self.spec = spec
        types = spec.get('type')
        listed = [str(item) for item in types] if isinstance(types, list) else [] if types is None else [str(types)]
        self.nullable = 'null' in listed
        named = [item for item in listed if item != 'null']
        self.type = named[0] if len(named) == 1 else ''
        self.has_default = 'default' in spec
        self.required = not self.nullable and not self.has_default and bool(listed)

    @property
    def is_secret(self) -> bool:
        return self.type == 'string' and is_secret(self.name)

    def text(self, key: str) -> str:
        value = self.spec.get(key)
        return value if isinstance(value, str) else ''

    def number(self, key: str) -> Any:
        value = self.spec.get(key)
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def schema_form(schema: Mapping[str, Any], *, sources: Sources | None = None, data: Any = None,
                prefix: str | None = None, model: Mapping[str, Any] | None = None) -> StepForm:
    """The form of a class. ``schema`` is the class's own (the value under ``''`` of what Murano answers).

    ``model`` is the component to edit: its values are shown, its secrets stay unless they are typed again. The form's
    ``sections`` follow the schema. Raises ``ResourceLimitExceeded`` for a schema that is too large.
    """
    problems: list[Problem] = []
    form_fields: dict[str, forms.Field] = {}
    with limits.work_limit():
        for item in _properties(schema):
            field = _field(item, sources or NoSources(), problems)
            field.section = _section_title(schema, item)
            if model is not None and item.name in model:
                _show_current(field, model[item.name])
            form_fields[item.name] = field
    step = StepDefinition(STEP, str(schema.get('title') or ''), 0, None, ())
    return StepForm(step, form_fields, None, problems, data=data, prefix=prefix)


def build_from_schema(schema: Mapping[str, Any], class_name: str, answers: Mapping[str, Any], *, name: str = '',
                      ids: IdSource | None = None) -> dict[str, Any]:
    """A new component of the class. What was left empty is left to the class's defaults."""
    ids = ids or RandomIds()
    identity = {'id': ids.object_id('$'), 'type': class_name, **({'name': name} if name else {})}
    model: dict[str, Any] = {'?': identity}
    for item in _properties(schema):
        value = answers.get(item.name)
        if value is not None or (item.nullable and not item.has_default):
            model[item.name] = _with_ids(value, ids, item.name)
    return model


def edit_from_schema(schema: Mapping[str, Any], model: Mapping[str, Any], answers: Mapping[str, Any]) \
        -> tuple[tuple[Change, ...], dict[str, Any]]:
    """The changes that the answers make to a component, and its model with them applied.

    A property that was not answered and is not in the model stays out; a kept secret stays.
    """
    ids = RandomIds()
    changes = []
    for item in _properties(schema):
        value, current = answers.get(item.name), model.get(item.name, ABSENT)
        is_reference = item.type == 'muranoObject' and not isinstance(value, dict)
        shown = _reference_id(current) if is_reference else current
        if value == shown or value == kept_secret(STEP, item.name) or (value is None and current is ABSENT):
            continue
        changes.append(Change((item.name,), current, _with_ids(value, ids, item.name)))
    return tuple(changes), apply_changes(model, tuple(changes))


def _properties(schema: Mapping[str, Any]) -> list[_Property]:
    """The visible properties in the order of their sections and indexes."""
    found = schema.get('properties')
    found = found if isinstance(found, Mapping) else {}
    if len(found) > limits.MAX_FIELDS:
        raise ResourceLimitExceeded('The schema has too many properties')
    visible = [_Property(str(name), spec) for name, spec in found.items()
               if isinstance(spec, Mapping) and spec.get('visible') is not False]
    return sorted(visible, key=lambda item: (_section_index(schema, item), item.number('formIndex') is None,
                                             item.number('formIndex') or 0))


def _section(schema: Mapping[str, Any], item: _Property) -> Mapping[str, Any]:
    sections = schema.get('formSections')
    section = sections.get(item.text('formSection')) if isinstance(sections, Mapping) else None
    return section if isinstance(section, Mapping) else {}


def _section_index(schema: Mapping[str, Any], item: _Property) -> tuple[bool, float]:
    """Sections by their index; then those without one; what belongs to no section comes last."""
    section = _section(schema, item)
    index = section.get('index')
    return (not section, index if isinstance(index, (int, float)) else float('inf'))


def _section_title(schema: Mapping[str, Any], item: _Property) -> str:
    title = _section(schema, item).get('title')
    return title if isinstance(title, str) else ''


def _field(item: _Property, sources: Sources, problems: list[Problem]) -> Any:
    options: dict[str, Any] = {'label': item.text('title') or None, 'help_text': item.text('helpText'),
                               'required': item.required}
    field = _typed(item, options, sources, problems)
    field.description, field.description_title = item.text('description'), item.text('title')
    if field.initial is None and item.has_default:
        field.initial = item.spec['default']
    if field.kind != 'boolean':
        field.widget.attrs.setdefault('class', 'form-control')
    return field


def _typed(item: _Property, options: dict[str, Any], sources: Sources, problems: list[Problem]) -> Any:
    if isinstance(item.spec.get('enum'), list):
        return _choice(item, options)
    if item.type == 'muranoObject' and not item.spec.get('owned'):
        return _reference(item, options, sources, problems)
    if item.type == 'boolean':
        if item.nullable:
            return _kind('choice', fields.SelectField(options=[
                Option('', '—'), Option('true', _('Yes'), True), Option('false', _('No'), False)], **options))
        return _kind('boolean', fields.BooleanField(**options | {'required': False}))
    if item.type in ('integer', 'number'):
        return _number(item, options)
    if item.type == 'string':
        return _text(item, options, problems)
    types = _JSON_TYPES.get(item.type) or ((dict, str) if item.type == 'muranoObject' else _ANY_JSON)
    if item.type == 'muranoObject':
        options['help_text'] = options['help_text'] or _('An object of the class %s, as JSON with a "?" key.') % \
            item.text('muranoType')
    return _kind('text', fields.JsonField(json_types=types, expected=item.type or 'JSON', **options))


def _kind(kind: str, field: Any) -> Any:
    field.kind = kind
    return field


def _choice(item: _Property, options: dict[str, Any]) -> Any:
    values = [value for value in item.spec['enum'] if value is not None]
    if len(values) > limits.MAX_AUTHOR_OPTIONS:
        raise ResourceLimitExceeded('The schema offers too many choices')
    offered = [Option(str(value), str(value), value) for value in values]
    if not item.required or None in item.spec['enum']:
        offered.insert(0, Option('', '—'))
    return _kind('choice', fields.SelectField(options=offered, **options))


def _reference(item: _Property, options: dict[str, Any], sources: Sources, problems: list[Problem]) -> Any:
    names = (item.text('muranoType'),)
    definition = FieldDefinition(STEP, item.name, CLASS_KIND, class_names=names)
    field = cloud_choices.build(definition, Attributes(definition, Evaluation({}), problems), options, sources, None)
    field.class_names = names
    if not item.required:
        field.initial = None
    return _kind(CLASS_KIND, field)


def _number(item: _Property, options: dict[str, Any]) -> Any:
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


def _text(item: _Property, options: dict[str, Any], problems: list[Problem]) -> Any:
    options |= {'min_length': item.number('minLength'), 'max_length': item.number('maxLength'),
                'empty_value': None if item.nullable or item.is_secret else ''}
    if item.is_secret:
        field: Any = _kind('password', fields.PasswordField(widget=forms.PasswordInput(
            render_value=False, attrs={'autocomplete': 'new-password'}), **options))
        field.is_secret = True
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


def _show_current(field: Any, value: Any) -> None:
    if field.is_secret:
        if value not in (None, ''):
            field.required, field.is_kept = False, True
        return
    if isinstance(field, fields.JsonField) and value is not None:
        value = json.dumps(value, indent=2, ensure_ascii=False)  # a text too: it is shown in quotes
    field.initial = _reference_id(value) if field.kind == CLASS_KIND else value


def _reference_id(value: Any) -> Any:
    return value['?'].get('id') if isinstance(value, dict) and isinstance(value.get('?'), dict) else value


def _with_ids(value: Any, ids: IdSource, path: str) -> Any:
    """A copy in which every object has an id."""
    if isinstance(value, list):
        return [_with_ids(item, ids, f'{path}[{index}]') for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    copied = {key: _with_ids(item, ids, f'{path}.{key}') for key, item in value.items()}
    if isinstance(copied.get('?'), dict):
        copied['?'].setdefault('id', ids.object_id(path))
    return copied
