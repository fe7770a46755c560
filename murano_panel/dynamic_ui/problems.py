"""What can be wrong with a form definition, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

ERROR = 'error'
WARNING = 'warning'


@dataclass(frozen=True)
class Problem:
    """One finding about a ``ui.yaml``.

    ``severity`` is 'error' (the form cannot be used) or 'warning' (it can, but something is not as its author meant).
    ``line`` counts from 1 and is None when no place can be named; ``expected`` says what would have been right.
    """

    severity: str
    form: str | None
    field: str | None
    line: int | None
    message: str
    expected: str = ''

    def __str__(self) -> str:
        places = []
        if self.line is not None:
            places.append(_('line %d') % self.line)
        if self.form is not None:
            places.append(_('form %s') % self.form)
        if self.field is not None:
            places.append(_('field %s') % self.field)
        text = f'{", ".join(places)}: {self.message}' if places else self.message
        return (
            _('%(text)s (expected: %(expected)s)') % {'text': text, 'expected': self.expected}
            if self.expected
            else text
        )


class DefinitionError(Exception):
    """The definition cannot be used. ``problems`` holds everything that was found, errors and warnings."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        super().__init__('\n'.join(str(problem) for problem in self.problems))


class ExpressionError(Exception):
    """An expression of the definition could not be evaluated; the attributes name its place when it is known."""

    def __init__(
        self,
        message: str,
        *,
        expression: str | None = None,
        form: str | None = None,
        field: str | None = None,
        line: int | None = None,
    ):
        self.message = message
        self.expression = expression
        self.form = form
        self.field = field
        self.line = line
        super().__init__(message)

    def at(
        self,
        *,
        expression: str | None = None,
        form: str | None = None,
        field: str | None = None,
        line: int | None = None,
    ) -> ExpressionError:
        """Fill in what is not known yet about the place and return the same exception (the innermost place wins)."""
        self.expression = self.expression or expression
        self.form = self.form or form
        self.field = self.field or field
        self.line = self.line or line
        return self

    def as_problem(self, severity: str = ERROR) -> Problem:
        """The error as a finding, with its place as far as that is known."""
        return Problem(severity, self.form, self.field, self.line, str(self))

    def __str__(self) -> str:
        if self.expression is None:
            return self.message
        shown = self.expression if len(self.expression) <= 200 else self.expression[:200] + '…'
        return _('%(message)s, in the expression "%(expression)s"') % {'message': self.message, 'expression': shown}


class NoKeyManager(ExpressionError):
    """Something is to be encrypted, and there is nothing to encrypt with."""


class ResourceLimitExceeded(ExpressionError):
    """The definition asked for more time, memory or depth than one request may spend."""


class NotEditable(Exception):
    """The component cannot be edited with its package's form; the message says why. Use the form of its schema."""


class SecretsNeeded(Exception):
    """A value that has to be built anew contains secrets that are not known here; ``fields`` are ``(form, field)``."""

    def __init__(self, fields: list[tuple[str, str]]):
        self.fields = fields
        super().__init__(_('Type the unchanged secrets again: they are part of a value that changes.'))
