"""The attributes of one field, evaluated when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.definition.model import FieldDefinition, as_number, means_yes
from murano_panel.dynamic_ui.language.evaluation import Evaluation
from murano_panel.dynamic_ui.language.expressions import Expression
from murano_panel.dynamic_ui.language.patterns import Pattern, PatternError, parse_author_pattern
from murano_panel.dynamic_ui.problems import WARNING, ExpressionError, Problem, ResourceLimitExceeded


class Attributes:
    """Reads the attributes of a field definition. A wrong one yields its default and a problem, never an exception."""

    def __init__(self, definition: FieldDefinition, evaluation: Evaluation, problems: list[Problem]):
        self._definition = definition
        self._evaluation = evaluation
        self._problems = problems

    def has(self, name: str) -> bool:
        """Whether the author wrote the attribute, even with nothing behind it."""
        return name in self._definition.attributes

    def get(self, name: str, default: Any = None) -> Any:
        """The value, expressions in it evaluated; ``default`` where that gives nothing."""
        return self._evaluated(self.raw(name), default)

    def raw(self, name: str) -> Any:
        """The value as the author wrote it, which may be or contain an ``Expression``."""
        return self._definition.attributes.get(name)

    def text(self, name: str, default: str = '') -> str:
        """Text to show. An expression that fails is shown as it was written: unquoted text may look like one."""
        value = self.raw(name)
        return str(self.get(name, value.text if isinstance(value, Expression) else default))

    def flag(self, name: str, default: bool) -> bool:
        """Yes or no, also in words as older tools took them."""
        if self.has(name) and self.raw(name) is None:
            return False  # "required:" with nothing behind it
        return means_yes(self.get(name, default))

    def number(self, name: str) -> int | float | None:
        """A number, whole ones as int; None, and a problem, for what is none."""
        value = self.get(name)
        number = as_number(value)
        if number is None and value is not None:
            self.wrong(name, _('a number'))
        return number

    def mapping(self, name: str) -> dict[str, Any]:
        """A mapping; an item whose expression fails is shown as it was written."""
        value = self.raw(name)
        if isinstance(value, Mapping):
            return {str(key): self._evaluated(item, str(item)) for key, item in value.items()}
        value = self.get(name, {})
        if isinstance(value, dict):
            return value
        self.wrong(name, _('a mapping'))
        return {}

    def choices(self) -> list[tuple[str, str]]:
        """Pairs of ``choices``, given as pairs or as a mapping."""
        value = self.get('choices', [])
        if isinstance(value, Mapping):
            return [(str(key), str(label)) for key, label in value.items()]
        pairs = []
        for item in value if isinstance(value, list) else []:
            if isinstance(item, list) and len(item) == 2:
                pairs.append((str(item[0]), str(item[1])))
                continue
            self.wrong('choices', _('pairs of value and label'))
            if isinstance(item, Mapping) and len(item) == 1:
                pairs += ((str(key), str(label)) for key, label in item.items())
            elif isinstance(item, (str, int, float)):
                pairs.append((str(item), str(item)))
        return pairs

    def pattern(self, name: str) -> Pattern | None:
        """A regular expression; None where there is none, or one that cannot be used."""
        raw = self.raw(name)
        if raw is None or isinstance(raw, Pattern):  # plain ones were compiled when the definition was read
            return raw
        try:
            return parse_author_pattern(str(self.get(name, '')))
        except PatternError as error:
            self.wrong(name, str(error))
            return None

    def wrong(self, name: str, expected: str) -> None:
        """Report an attribute that evaluated to something unusable."""
        self._problems.append(
            Problem(
                WARNING,
                self._definition.form,
                self._definition.name,
                self._definition.line,
                _('%s has an unusable value') % name,
                expected,
            )
        )

    def _evaluated(self, value: Any, default: Any) -> Any:
        place = self._definition
        try:
            evaluated = self._evaluation.value(value)
        except ResourceLimitExceeded as error:
            raise error.at(form=place.form, field=place.name) from None
        except ExpressionError as error:
            self._problems.append(Problem(WARNING, place.form, place.name, error.line or place.line, str(error)))
            return default
        return default if evaluated is None else evaluated
