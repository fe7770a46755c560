"""Django form fields for what is typed in: texts, numbers, secrets, lists."""

from __future__ import annotations

import json
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv4_address
from django.utils.translation import gettext_lazy as _

from murano_panel.dynamic_ui.fields.base import DynamicField
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.problems import ExpressionError

# What is added to a password's name for the field in which it is typed again.
CLONE_SUFFIX = '-clone'

_BLANKS = _('It begins or ends with a blank.')
_SQL_NAME = re.compile(r'^[A-Za-z_][A-Za-z0-9_@#$]*$')


class SecretInput(forms.PasswordInput):
    """An input whose value never goes back to the browser, and which browsers do not fill in by themselves."""

    def __init__(self) -> None:
        super().__init__(render_value=False, attrs={'autocomplete': 'new-password'})


class TextField(DynamicField, forms.CharField):
    """``string``: what is typed is what is deployed, blanks included, unless a field strips them.

    A mapping or a list as initial value is shown as JSON, which Heat takes for its ``json`` type.
    """

    def __init__(self, *, strip: bool = False, **kwargs: Any):
        super().__init__(strip=strip, **kwargs)

    def clean(self, value: Any) -> Any:
        """Django's checks. Blanks around a text that is refused are pointed out: nobody sees them."""
        try:
            return super().clean(value)
        except ValidationError as error:
            if self.strip or not isinstance(value, str) or value == value.strip() or not value.strip():
                raise
            raise ValidationError([*error.error_list, ValidationError(_BLANKS, code='blanks')]) from None

    def validate(self, value: Any) -> None:
        """Blanks alone answer nothing."""
        super().validate(value.strip() if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        """The value as it is shown."""
        return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else value


class IntegerField(DynamicField, forms.IntegerField):
    """``integer``."""


class BooleanField(DynamicField, forms.BooleanField):
    """``boolean`` and ``floatingip``; never required."""

    is_checked_as_typed = False


class NumberField(DynamicField, forms.FloatField):
    """A number that need not be whole; only schemas have it."""


class JsonField(TextField):
    """A value that has no field of its own, written as JSON; ``json_types`` are the Python types it may have."""

    is_checked_as_typed = False

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
        """The parsed value, None for nothing. Raises Django's ``ValidationError``, with the place where JSON ends."""
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

    is_checked_as_typed = False

    widget = forms.HiddenInput


class LinesField(TextField):
    """``text``: several lines, kept as they are; browsers send other ends of lines than they got."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """The text with the ends of lines that it had before it went to the browser."""
        value = super().to_python(value)
        return value.replace('\r\n', '\n') if isinstance(value, str) else value


class PasswordField(TextField):
    """``password``."""

    widget = SecretInput


class IpField(TextField):
    """``clusterip``."""

    default_validators = [validate_ipv4_address]

    def __init__(self, **kwargs: Any):
        super().__init__(strip=True, **kwargs)


class DatabaseListField(TextField):
    """``databaselist``: names of databases, separated by commas; cleaned to a list."""

    is_checked_as_typed = False

    default_error_messages = {
        'invalid': _('Start each name with a letter or an underscore; then letters, digits and _ @ # $ may follow.'),
    }

    def to_python(self, value: Any) -> list[str]:
        """The names, which the object model gets as a list."""
        text = super().to_python(value)
        return [name.strip() for name in text.split(',')] if text else []

    def validate(self, value: list[str]) -> None:
        """Every name has to be one that databases take without quotes."""
        super().validate(value)
        if not all(_SQL_NAME.match(name) for name in value):
            raise ValidationError(self.error_messages['invalid'], code='invalid')

    def prepare_value(self, value: Any) -> Any:
        """The names as they are typed."""
        return ', '.join(map(str, value)) if isinstance(value, list) else value


class FreeNetworkField(TextField):
    """A network typed in because Neutron could not be asked: ``network id`` or ``network id/subnet id``."""

    is_checked_as_typed = False

    def clean(self, value: Any) -> Any:
        """``[network id, subnet id]``, None for what was not typed."""
        network, _slash, subnet = super().clean(value).partition('/')
        return [network.strip() or None, subnet.strip() or None]

    def prepare_value(self, value: Any) -> Any:
        """The pair as it is typed."""
        return '/'.join(filter(None, value)) if isinstance(value, (list, tuple)) else value


class FreeComponentField(TextField):
    """A reference typed in because components could not be listed: an id, or None."""

    def clean(self, value: Any) -> str | None:
        """The id, None for nothing: an empty text would be a reference to nowhere."""
        return super().clean(value) or None
