"""Checks of values: authors' patterns and expressions, and the rule for passwords."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from murano_panel.dynamic_ui.language.javascript import JavaScriptPattern
from murano_panel.dynamic_ui.language.patterns import Pattern
from murano_panel.dynamic_ui.problems import ExpressionError

PASSWORD_CHARACTERS = '!@#$%^&*()_+|\\/.,~?><:{}-'
PASSWORD_LENGTH = (7, 255)

PASSWORDS_DIFFER = _('The passwords differ.')
_WEAK_PASSWORD = _(
    'Use at least one lower-case letter, one upper-case letter, one digit and one of these characters: %(characters)s'
)
_UNCHECKED = _('This value could not be checked: %(reason)s')


class PatternValidator:
    """Checks a text against an author's pattern."""

    def __init__(self, pattern: Pattern, message: str = ''):
        self.pattern = pattern
        self._message = message

    def for_javascript(self, invalid: str) -> tuple[JavaScriptPattern, str] | None:
        """The check for the browser with its message, None where it means something else there.

        ``invalid``: what the field itself says.
        """
        pattern = self.pattern.for_javascript()
        return (pattern, self._message or invalid) if pattern else None

    def __call__(self, value: Any) -> None:
        try:
            matches = self.pattern.search(str(value))
        except ExpressionError as error:
            raise ValidationError(_UNCHECKED, params={'reason': str(error)}) from None
        if not matches:
            # with the code "invalid" the field's own message takes over
            raise ValidationError(self._message or _('Enter a valid value.'), code=None if self._message else 'invalid')


class ExpressionValidator:
    """Checks a value with an author's expression; ``evaluate`` gets the value and returns what the expression says."""

    def __init__(self, evaluate: Callable[[Any], Any], message: str = ''):
        self._evaluate = evaluate
        self._message = message

    def __call__(self, value: Any) -> None:
        try:
            accepted = self._evaluate(value)
        except ExpressionError as error:
            raise ValidationError(_UNCHECKED, params={'reason': str(error)}) from None
        if not accepted:
            raise ValidationError(self._message or _('Enter a valid value.'))


class PasswordRule:
    """The rule for passwords whose author did not give one."""

    def __call__(self, value: Any) -> None:
        if not re.search(_password_pattern(r'\d'), value):
            raise ValidationError(_WEAK_PASSWORD, params={'characters': PASSWORD_CHARACTERS}, code='invalid')

    def for_javascript(self, invalid: str) -> tuple[JavaScriptPattern, str]:
        """The same for the browser."""
        message = str(_WEAK_PASSWORD) % {'characters': PASSWORD_CHARACTERS}
        return JavaScriptPattern(_password_pattern(r'\p{Nd}'), 'u'), message


def _password_pattern(digit: str) -> str:
    """One of each, wherever they stand; ``digit`` as the language spells any digit."""
    special = re.sub(r'([\\\]^/-])', r'\\\1', PASSWORD_CHARACTERS)
    return '^' + ''.join(rf'(?=[\s\S]*{each})' for each in (digit, '[a-z]', '[A-Z]', f'[{special}]'))
