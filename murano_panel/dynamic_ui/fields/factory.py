"""Builds the Django field for a field definition."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.definition.model import CLASS_KIND, CLOUD_KINDS, FieldDefinition
from murano_panel.dynamic_ui.fields import cloud as cloud_choices
from murano_panel.dynamic_ui.fields import types as fields
from murano_panel.dynamic_ui.fields import validators
from murano_panel.dynamic_ui.fields.attributes import Attributes
from murano_panel.dynamic_ui.language.patterns import Pattern, PatternError, parse_author_pattern
from murano_panel.dynamic_ui.sources import Sources

_SAFE_WIDGET_ATTRIBUTES = frozenset(
    {
        'rows',
        'cols',
        'placeholder',
        'size',
        'title',
        'autocomplete',
        'spellcheck',
        'step',
        'inputmode',
        'lang',
        'dir',
        'wrap',
    }
)


def build_field(
    definition: FieldDefinition,
    attributes: Attributes,
    sources: Sources,
    region: str | None,
    evaluate: Callable[[Any, Any], Any],
) -> forms.Field:
    """The field of a definition. ``evaluate(expression, value)`` runs a validator's expression."""
    enabled = attributes.flag('enabled', True)
    label = attributes.text('label')
    # Django prettifies the field's name when there is no label
    options: dict[str, Any] = {
        'label': label or None,
        'help_text': attributes.text('help_text'),
        'required': enabled and _required(definition, attributes),
        'error_messages': {str(key): str(text) for key, text in attributes.mapping('error_messages').items()},
    }
    field = _typed(definition, attributes, options, sources, region)
    if attributes.has('initial') and field.initial is None:
        field.initial = attributes.get('initial')
    field.kind = definition.kind
    field.class_names = definition.class_names
    field.is_secret = definition.is_secret
    field.description = attributes.text('description')
    field.description_title = attributes.text('description_title') or label
    if not enabled:
        field.validators = []
    elif definition.kind != 'flavor':  # an author's check would see the flavor's id; such checks were never run
        _add_validators(field, definition, attributes, evaluate)
    _dress(field, definition, attributes)
    return field


def confirmation_of(original: forms.Field) -> fields.PasswordField:
    """The field in which a password is typed a second time."""
    clone = fields.PasswordField(
        label=_('Confirm password'),
        required=original.required,
        widget=_password_widget(),
        help_text=_('Type the same password again.'),
        error_messages={'required': _('Type the password again.')},
    )
    clone.kind = 'confirm'
    clone.is_secret = True
    clone.description_title = original.description_title
    clone.widget.attrs['class'] = 'form-control'
    return clone


def wants_confirmation(definition: FieldDefinition, attributes: Attributes) -> bool:
    is_typed = definition.kind == 'password' and not attributes.flag('hidden', False)
    return is_typed and attributes.flag('confirm_input', True)


def _required(definition: FieldDefinition, attributes: Attributes) -> bool:
    return definition.kind != 'boolean' and attributes.flag('required', True)


def _typed(
    definition: FieldDefinition, attributes: Attributes, options: dict[str, Any], sources: Sources, region: str | None
) -> forms.Field:
    kind = definition.kind
    if kind in CLOUD_KINDS or kind == CLASS_KIND:
        return cloud_choices.build(definition, attributes, options, sources, region)
    if kind == 'integer':
        return fields.IntegerField(
            min_value=attributes.number('min_value'), max_value=attributes.number('max_value'), **options
        )
    if kind == 'boolean':
        return fields.BooleanField(**options)
    if kind == 'choice':
        return fields.SelectField(options=[fields.Option(*pair) for pair in attributes.choices()], **options)
    if kind == 'password':
        return _password(definition, attributes, options)
    if kind == 'clusterip':
        return fields.IpField(**options)
    if kind == 'databaselist':
        return fields.DatabaseListField(**options)
    widget = forms.Textarea() if kind == 'text' else _password_widget() if definition.is_secret else forms.TextInput()
    return fields.TextField(
        widget=widget, min_length=attributes.number('min_length'), max_length=attributes.number('max_length'), **options
    )


def _password(definition: FieldDefinition, attributes: Attributes, options: dict[str, Any]) -> forms.Field:
    shortest, longest = attributes.number('min_length'), attributes.number('max_length')
    own_rule = bool(definition.validators) or attributes.raw('regexp_validator') is not None
    if not own_rule:
        shortest = validators.PASSWORD_LENGTH[0] if shortest is None else shortest
        longest = validators.PASSWORD_LENGTH[1] if longest is None else longest
        options['help_text'] = options['help_text'] or _(
            'At least %(length)d characters, among them a lower-case letter, an upper-case letter, a digit and one of '
            '%(characters)s'
        ) % {'length': shortest, 'characters': validators.PASSWORD_CHARACTERS}
    field = fields.PasswordField(widget=_password_widget(), min_length=shortest, max_length=longest, **options)
    if not own_rule:
        field.validators.insert(0, validators.password_rule)
    return field


def _password_widget() -> forms.PasswordInput:
    return forms.PasswordInput(render_value=False, attrs={'autocomplete': 'new-password'})


def _add_validators(
    field: forms.Field, definition: FieldDefinition, attributes: Attributes, evaluate: Callable[[Any, Any], Any]
) -> None:
    added: list[Callable[[Any], None]] = []
    pattern = _pattern(attributes)
    if pattern:
        added.append(validators.PatternValidator(pattern))
    for validator in definition.validators:
        message = str(validator.message)
        if validator.pattern:
            added.append(validators.PatternValidator(validator.pattern, message))
        else:
            added.append(validators.ExpressionValidator(partial(evaluate, validator.expression), message))
    patterns = [validator.pattern for validator in added if isinstance(validator, validators.PatternValidator)]
    if len(patterns) == 1:
        field.js_pattern = patterns[0].for_javascript()
    field.validators = [*added, *field.validators]


def _pattern(attributes: Attributes) -> Pattern | None:
    raw = attributes.raw('regexp_validator')
    if raw is None or isinstance(raw, Pattern):
        return raw
    try:
        return parse_author_pattern(str(attributes.get('regexp_validator', '')))
    except PatternError as error:
        attributes.wrong('regexp_validator', str(error))
        return None


def _dress(field: forms.Field, definition: FieldDefinition, attributes: Attributes) -> None:
    """Hidden fields, and the HTML attributes that authors may set."""
    if attributes.flag('hidden', False):
        hidden = forms.HiddenInput()
        hidden.is_required = field.required
        field.widget = hidden
        return
    if definition.kind != 'boolean':
        field.widget.attrs.setdefault('class', 'form-control')
    for key, value in attributes.mapping('widget_attrs').items():
        if str(key).lower() in _SAFE_WIDGET_ATTRIBUTES and isinstance(value, (str, int)):
            field.widget.attrs[str(key).lower()] = str(value)
