"""Checks of values: authors' patterns and expressions, and the rule for passwords."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from murano_panel.dynamic_ui.language.patterns import Pattern
from murano_panel.dynamic_ui.problems import ExpressionError

PASSWORD_CHARACTERS = '!@#$%^&*()_+|\\/.,~?><:{}-'
PASSWORD_LENGTH = (7, 255)

_UNCHECKED = _('This value could not be checked: %(reason)s')


class PatternValidator:
    """Checks a text against an author's pattern."""

    def __init__(self, pattern: Pattern, message: str = ''):
        self.pattern = pattern
        self._message = message

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


def password_rule(value: str) -> None:
    """The rule for passwords whose author did not give one."""
    if not (
        re.search(r'\d', value)
        and re.search('[a-z]', value)
        and re.search('[A-Z]', value)
        and any(character in PASSWORD_CHARACTERS for character in value)
    ):
        raise ValidationError(
            _(
                'Use at least one lower-case letter, one upper-case letter, one digit and one of these characters: '
                '%(characters)s'
            ),
            params={'characters': PASSWORD_CHARACTERS},
            code='invalid',
        )
