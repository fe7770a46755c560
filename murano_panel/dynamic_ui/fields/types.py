"""Django form fields for the types of form definitions."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv4_address
from django.forms.boundfield import BoundField
from django.utils import html
from django.utils.translation import gettext_lazy as _

from murano_panel.dynamic_ui.fields.widgets import FormSelect
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.javascript import JavaScriptPattern
from murano_panel.dynamic_ui.problems import ExpressionError

SEARCHABLE_FROM = 16
AUTO_NETWORK = 'auto'
CLONE_SUFFIX = '-clone'

_SQL_NAME = re.compile(r'^[A-Za-z_][A-Za-z0-9_@#$]*$')


class AuthorText(str):
    """A text that is escaped in HTML even where a template calls it safe, as Django's own do with help texts."""

    def __str__(self) -> str:  # so that filters do not make a plain text of it
        return self

    def __html__(self) -> str:
        return html.escape(str.__str__(self))


class DynamicBoundField(BoundField):
    """A field as templates see it: Django's bound field and what form definitions add to it."""

    def __init__(self, form: forms.BaseForm, field: Any, name: str):
        super().__init__(form, field, name)
        self.help_text = AuthorText(field.help_text or '')

    @property
    def kind(self) -> str:
        """The type of the definition ('string', 'flavor', 'class', …), or 'confirm' for the second password."""
        return self.field.kind

    @property
    def description(self) -> str:
        return self.field.description

    @property
    def description_title(self) -> str:
        return self.field.description_title

    @property
    def unavailable(self) -> str | None:
        """Why there is nothing to choose from (a service is missing, nothing fits), else None."""
        return self.field.unavailable

    @property
    def is_class_reference(self) -> bool:
        """Whether it can refer to another component, which may still have to be made."""
        return bool(self.field.class_names)

    @property
    def class_names(self) -> tuple[str, ...]:
        return self.field.class_names

    @property
    def is_secret(self) -> bool:
        return self.field.is_secret

    @property
    def is_kept(self) -> bool:
        """A secret that stays as it is unless it is typed again."""
        return self.field.is_kept

    @property
    def js_pattern(self) -> JavaScriptPattern | None:
        """The field's pattern for the browser, when it means the same there; the server's check stays the judge."""
        return self.field.js_pattern

    @property
    def js_message(self) -> str:
        return str(self.field.error_messages.get('invalid') or _('Enter a valid value.'))

    @property
    def is_searchable(self) -> bool:
        """A choice with so many options that it needs a search."""
        return len(getattr(self.field, 'choices', ())) >= SEARCHABLE_FROM


class DynamicField:
    """What every field of a definition carries, mixed into Django's fields."""

    kind = 'string'
    description = ''
    description_title = ''
    unavailable: str | None = None
    class_names: tuple[str, ...] = ()
    is_secret = False
    is_kept = False
    # what a secret that is left empty stands for
    if_empty: Any = None
    section = ''
    # the name of the object or list that it is part of, and where it stands there
    parent = ''
    place = ''
    js_pattern: JavaScriptPattern | None = None

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> DynamicBoundField:
        return DynamicBoundField(form, self, field_name)


class TextField(DynamicField, forms.CharField):
    """``string`` and ``text``. A mapping as initial value is shown as JSON, which Heat takes for its ``json`` type."""

    def prepare_value(self, value: Any) -> Any:
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


class IntegerField(DynamicField, forms.IntegerField):
    """``integer``."""


class BooleanField(DynamicField, forms.BooleanField):
    """``boolean`` and ``floatingip``; never required."""


class NumberField(DynamicField, forms.FloatField):
    """A number that need not be whole; only schemas have it."""


class JsonField(TextField):
    """A value that has no field of its own, written as JSON; ``json_types`` are the Python types it may have."""

    default_error_messages = {
        'invalid': _('This is not valid JSON: %(reason)s'),
        'line': _('This is not valid JSON. Line %(line)s, column %(column)s: %(reason)s'),
        'type': _('This JSON value has the wrong type; expected: %(expected)s'),
    }

    def __init__(self, *, json_types: tuple[type, ...], expected: str, **kwargs: Any):
        super().__init__(widget=forms.Textarea(attrs={'rows': 4, 'spellcheck': 'false'}), **kwargs)
        self._types = json_types
        self._expected = expected

    def clean(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return super().clean(value) or None
        try:
            parsed = json.loads(value)
            limits.check_value(parsed)
        except json.JSONDecodeError as error:
            where = {'line': error.lineno, 'column': error.colno, 'reason': error.msg}
            raise ValidationError(self.error_messages['line'], 'invalid', where) from None
        except (ValueError, RecursionError, ExpressionError) as error:
            raise ValidationError(self.error_messages['invalid'], 'invalid', {'reason': str(error)}) from None
        if type(parsed) not in self._types:
            raise ValidationError(self.error_messages['type'], 'type', {'expected': self._expected})
        return parsed

    @staticmethod
    def written(value: Any) -> str | None:
        """A value as it is typed into the field."""
        return None if value is None else json.dumps(value, indent=2, ensure_ascii=False)


class ListField(TextField):
    """The keys of a list's items, separated by commas; the items have fields of their own."""

    widget = forms.HiddenInput


class LinesField(TextField):
    """Several lines, kept as they are; browsers send other ends of lines than they got."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any):
        super().__init__(strip=False, **kwargs)

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.replace('\r\n', '\n') if isinstance(value, str) else value


class PasswordField(TextField):
    """``password``; its value never goes back to the browser."""


class IpField(TextField):
    """``clusterip``."""

    default_validators = [validate_ipv4_address]


class DatabaseListField(TextField):
    """``databaselist``: names of databases, separated by commas; cleaned to a list."""

    default_error_messages = {
        'invalid': _('Start each name with a letter or an underscore; then letters, digits and _ @ # $ may follow.'),
    }

    def to_python(self, value: Any) -> list[str]:
        text = super().to_python(value)
        return [name.strip() for name in text.split(',')] if text else []

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if not all(_SQL_NAME.match(name) for name in value):
            raise ValidationError(self.error_messages['invalid'], code='invalid')

    def prepare_value(self, value: Any) -> Any:
        return ', '.join(map(str, value)) if isinstance(value, list) else value


class SelectField(DynamicField, forms.ChoiceField):
    """A choice. ``options`` are ``Option`` items; the cleaned value is the option's ``model_value``."""

    def __init__(self, *, options: Sequence[Option] = (), **kwargs: Any):
        self.options = {option.value: option for option in options}
        widget = FormSelect(option_attributes={option.value: option.attributes for option in options})
        super().__init__(choices=[(option.value, option.label) for option in options], widget=widget, **kwargs)

    def valid_value(self, value: str) -> bool:
        option = self.options.get(str(value))
        return option is not None and not option.disabled

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        option = self.options.get(str(value))
        return option.model_value if option else value

    def prepare_value(self, value: Any) -> Any:
        """Find the option of an initial value, which may be given as the model knows it or by its label."""
        if value is None or (isinstance(value, str) and value in self.options):
            return value
        for option in self.options.values():
            if option.model_value == value:
                return option.value
        return next((option.value for option in self.options.values() if option.label == value), value)


class ComponentField(SelectField):
    """A reference to a component: its id, or None."""

    def clean(self, value: Any) -> str | None:
        return super().clean(value) or None


class NetworkField(SelectField):
    """``network``: ``[network id, subnet id or None]``; ``[None, None]`` leaves it to Murano."""

    def clean(self, value: Any) -> Any:
        if value in self.empty_values and AUTO_NETWORK in self.options:
            value = AUTO_NETWORK
        return super().clean(value) or [None, None]


class FreeNetworkField(TextField):
    """A network typed in because Neutron could not be asked: ``network id`` or ``network id/subnet id``."""

    def clean(self, value: Any) -> Any:
        network, _slash, subnet = super().clean(value).partition('/')
        return [network.strip() or None, subnet.strip() or None]

    def prepare_value(self, value: Any) -> Any:
        return '/'.join(filter(None, value)) if isinstance(value, (list, tuple)) else value


class FreeComponentField(TextField):
    """A reference typed in because components could not be listed: an id, or None."""

    def clean(self, value: Any) -> str | None:
        return super().clean(value) or None


class Option:
    """One option of a choice.

    ``value`` travels in the form, ``model_value`` is what expressions see, ``attributes`` become HTML attributes.
    """

    def __init__(
        self,
        value: str,
        label: str,
        model_value: Any = None,
        *,
        disabled: bool = False,
        attributes: Mapping[str, str] | None = None,
    ):
        self.value = value
        self.label = label
        self.model_value = value if model_value is None else model_value
        self.disabled = disabled
        self.attributes = dict(attributes or {}, **({'disabled': True} if disabled else {}))


def kept_secret(form: str, field: str) -> str:
    """What stands for a secret that is not known here and must stay as it is; never a value anyone could type."""
    return f'\x00kept secret\x00{form}\x00{field}\x00'


def contains_kept_secret(value: Any) -> bool:
    return isinstance(value, str) and '\x00kept secret\x00' in value
