"""Builds the Django field for a field definition."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.definition.model import (
    CLASS_KIND,
    CLOUD_KINDS,
    HEAT_KIND,
    NAME_FIELD,
    NAME_FORM,
    OWN_KIND,
    UNKNOWN_KIND,
    FieldDefinition,
)
from murano_panel.dynamic_ui.definition.slips import exclude_each_other, refuses_own_initial
from murano_panel.dynamic_ui.fields.attributes import Attributes
from murano_panel.dynamic_ui.fields.choices import Option, SelectField
from murano_panel.dynamic_ui.fields.cloud import Wanted, cloud_field
from murano_panel.dynamic_ui.fields.heat import heat_field
from murano_panel.dynamic_ui.fields.own import own_field
from murano_panel.dynamic_ui.fields.types import (
    BooleanField,
    DatabaseListField,
    IntegerField,
    IpField,
    LinesField,
    PasswordField,
    SecretInput,
    TextField,
)
from murano_panel.dynamic_ui.fields.validators import (
    PASSWORD_CHARACTERS,
    PASSWORD_LENGTH,
    ExpressionValidator,
    PasswordRule,
    PatternValidator,
)
from murano_panel.dynamic_ui.sources import Sources

# HTML attributes that authors may set: none that runs code, loads anything or changes what is sent.
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
    *,
    is_kept: bool = False,
) -> forms.Field:
    """The field of a definition. ``evaluate(expression, value)`` runs a validator's expression.

    ``is_kept``: a secret that stays as it is when it is left empty. What is wrong with attributes is reported by
    ``attributes``; only ``ResourceLimitExceeded`` is raised.
    """
    is_enabled = attributes.flag('enabled', True)
    label = attributes.text('label')
    options: dict[str, Any] = {
        'kind': definition.kind,
        'label': label or None,  # without one Django makes words of the field's name
        'help_text': attributes.text('help_text'),
        'required': is_enabled and definition.kind != 'boolean' and attributes.flag('required', True),
        'error_messages': {str(key): str(text) for key, text in attributes.mapping('error_messages').items()},
        'class_names': definition.class_names,
        'is_secret': definition.is_secret,
        'is_kept': is_kept,
        'description': attributes.text('description'),
        'description_title': attributes.text('description_title') or label,
        'checks': _checks(definition, attributes, evaluate) if is_enabled else (),
    }
    if definition.kind in CLOUD_KINDS or definition.kind == CLASS_KIND:
        field = cloud_field(Wanted(definition, attributes, sources, region), options)
    elif definition.kind == HEAT_KIND:
        field = heat_field(definition.type_name, attributes, sources, options)
    elif definition.kind in (OWN_KIND, UNKNOWN_KIND):
        field = own_field(definition, attributes, sources, options)
    else:
        field = _simple_field(definition, attributes, options)
    if attributes.has('initial') and field.initial is None:
        # A text such as "false" is a no, as it is for Heat.
        is_boolean = definition.kind == 'boolean'
        field.initial = attributes.flag('initial', False) if is_boolean else attributes.get('initial')
    is_hidden = attributes.flag('hidden', False)
    if definition.kind in (OWN_KIND, UNKNOWN_KIND) and field.initial in (None, ''):
        # What was to be filled without its user has to be typed in where it cannot.
        is_hidden = False
    # Nobody can correct what stands there: the form could never be sent.
    if not is_enabled or (is_hidden and refuses_own_initial(definition)):
        field.validators = []
    _set_widget(field, attributes, is_hidden)
    return field


def confirmation_of(original: forms.Field) -> PasswordField:
    """The field in which a password is typed a second time."""
    return PasswordField(
        kind='confirm',
        label=_('Confirm password'),
        required=original.required,
        help_text=_('Type the same password again.'),
        error_messages={'required': _('Type the password again.')},
        description_title=original.description_title,
        is_secret=True,
    )


def wants_confirmation(definition: FieldDefinition, attributes: Attributes) -> bool:
    """Whether the field is a password that has to be typed twice: any, unless its author says no or hides it."""
    is_typed = definition.kind == 'password' and not attributes.flag('hidden', False)
    return is_typed and attributes.flag('confirm_input', True)


def _simple_field(definition: FieldDefinition, attributes: Attributes, options: dict[str, Any]) -> forms.Field:
    kind = definition.kind
    least, most = _bounds(attributes, 'min_value', 'max_value')
    if kind == 'integer':
        return IntegerField(min_value=least, max_value=most, **options)
    if kind == 'boolean':
        return BooleanField(**options)
    if kind == 'choice':
        offered = [Option(*pair) for pair in attributes.choices()]
        nothing = None if offered else _('The package has nothing to choose from here.')
        return SelectField(options=offered, unavailable=nothing, **options)
    if kind == 'clusterip':
        return IpField(**options)
    if kind == 'databaselist':
        return DatabaseListField(**options)
    shortest, longest = _bounds(attributes, 'min_length', 'max_length')
    if kind == 'password':
        return _password(definition, attributes, options, shortest, longest)
    if kind == 'text':
        return LinesField(min_length=shortest, max_length=longest, **options)
    widget = SecretInput() if definition.is_secret else forms.TextInput()
    # Nobody means the blanks around a name.
    is_name = (definition.form, definition.name) == (NAME_FORM, NAME_FIELD)
    return TextField(strip=is_name, widget=widget, min_length=shortest, max_length=longest, **options)


def _bounds(attributes: Attributes, low: str, high: str) -> tuple[int | float | None, int | float | None]:
    """The two, or none of them where no value would lie between."""
    bounds = attributes.number(low), attributes.number(high)
    if not exclude_each_other(*bounds):
        return bounds
    attributes.wrong(low, _('at most %s') % bounds[1])
    return None, None


def _password(
    definition: FieldDefinition,
    attributes: Attributes,
    options: dict[str, Any],
    shortest: int | float | None,
    longest: int | float | None,
) -> PasswordField:
    """A password: where its author has no rule for it, ours holds."""
    if not definition.validators and attributes.raw('regexp_validator') is None:
        shortest = PASSWORD_LENGTH[0] if shortest is None else shortest
        longest = PASSWORD_LENGTH[1] if longest is None else longest
        rule = _(
            'At least %(length)d characters, among them a lower-case letter, an upper-case letter, a digit and one of '
            '%(characters)s'
        ) % {'length': shortest, 'characters': PASSWORD_CHARACTERS}
        options = {**options, 'help_text': options['help_text'] or rule, 'checks': [*options['checks'], PasswordRule()]}
    return PasswordField(min_length=shortest, max_length=longest, **options)


def _checks(
    definition: FieldDefinition, attributes: Attributes, evaluate: Callable[[Any, Any], Any]
) -> list[Callable[[Any], None]]:
    """The author's checks of a field, its ``regexpValidator`` first."""
    if definition.kind == 'flavor':  # a check would see the flavor's id; such checks were never run
        return []
    checks: list[Callable[[Any], None]] = []
    pattern = attributes.pattern('regexp_validator')
    if pattern:
        checks.append(PatternValidator(pattern))
    for validator in definition.validators:
        message = str(validator.message)
        if validator.pattern:
            checks.append(PatternValidator(validator.pattern, message))
        else:
            checks.append(ExpressionValidator(partial(evaluate, validator.expression), message))
    return checks


def _set_widget(field: forms.Field, attributes: Attributes, is_hidden: bool) -> None:
    """Hides the field, or gives it the HTML attributes that its author set."""
    if is_hidden:
        field.widget = forms.HiddenInput()
        # What nobody can answer must not keep the form from being sent.
        field.required = field.required and field.initial not in (None, '')
        field.widget.is_required = field.required
        return
    for key, value in attributes.mapping('widget_attrs').items():
        if str(key).lower() in _SAFE_WIDGET_ATTRIBUTES and isinstance(value, (str, int)):
            field.widget.attrs[str(key).lower()] = str(value)
