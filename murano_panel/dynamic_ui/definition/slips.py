"""Fields that cannot be answered as their authors wrote them: the check tells them, and forms make them usable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.definition.keys import camel_case
from murano_panel.dynamic_ui.definition.model import FieldDefinition, as_number, means_yes
from murano_panel.dynamic_ui.language.expressions import Expression
from murano_panel.dynamic_ui.language.patterns import Pattern
from murano_panel.dynamic_ui.problems import ExpressionError

# What users type: the initial values of other kinds are found among choices, which may be the cloud's.
_TYPED = frozenset({'string', 'text', 'password', 'clusterip', 'integer', 'databaselist'})
BOUNDS = (('min_value', 'max_value'), ('min_length', 'max_length'))


def exclude_each_other(low: float | None, high: float | None) -> bool:
    """Whether no value lies between two bounds."""
    return low is not None and high is not None and low > high


def refuses_own_initial(item: FieldDefinition) -> bool:
    """Whether the checks that are written out refuse the initial value that is written out."""
    initial = item.attributes.get('initial')
    if isinstance(initial, (Expression, dict, list)) or initial in (None, '') or item.kind not in _TYPED:
        return False
    if item.kind == 'integer':
        return not _is_within(_number(initial), item, *BOUNDS[0])
    patterns = [item.attributes.get('regexp_validator'), *(check.pattern for check in item.validators)]
    return not (
        _is_within(len(str(initial)), item, *BOUNDS[1])
        and all(_fits(pattern, str(initial)) for pattern in patterns if isinstance(pattern, Pattern))
    )


def slips(item: FieldDefinition) -> Iterator[tuple[str, str]]:
    """Message and what was expected, for all that can be seen without running the form."""
    attributes = item.attributes
    if item.kind == 'choice' and not attributes.get('choices') and _is_needed(item):
        yield _('There is nothing to choose from, and something has to be chosen'), _('choices, or "required: false"')
    for low, high in BOUNDS:
        if exclude_each_other(*_bounds(item, low, high)):
            names = {'low': camel_case(low), 'high': camel_case(high)}
            yield _('%(low)s is greater than %(high)s; both are ignored') % names, ''
    is_empty = attributes.get('initial') in (None, '') and item.kind in _TYPED
    if _is_hidden(item) and _is_needed(item) and is_empty:
        yield _('Nobody can answer it: it is hidden, required and has no initial value; it stays empty'), 'initial:'
    if refuses_own_initial(item):
        told = _('Its own checks refuse its initial value; as it is hidden, they are left out')
        yield told if _is_hidden(item) else _('Its own checks refuse its initial value'), ''


def _is_hidden(item: FieldDefinition) -> bool:
    hidden = item.attributes.get('hidden', False)
    return not isinstance(hidden, Expression) and means_yes(hidden)


def _is_needed(item: FieldDefinition) -> bool:
    return not item.may_stay_empty and not isinstance(item.attributes.get('required'), Expression)


def _is_within(value: float | None, item: FieldDefinition, low: str, high: str) -> bool:
    least, most = _bounds(item, low, high)
    if value is None or exclude_each_other(least, most):
        return True
    return (least is None or value >= least) and (most is None or value <= most)


def _bounds(item: FieldDefinition, low: str, high: str) -> tuple[float | None, float | None]:
    """What is written out as a number; anything else bounds nothing before the form is run."""
    return as_number(item.attributes.get(low)), as_number(item.attributes.get(high))


def _fits(pattern: Pattern, text: str) -> bool:
    try:
        return bool(pattern.search(text))
    except ExpressionError:
        return True


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
