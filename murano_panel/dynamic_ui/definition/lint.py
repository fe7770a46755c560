"""What can be seen to be wrong in a loaded definition without running it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.definition.model import Definition
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.expressions import (
    Expression,
    context_names,
    function_names,
    paths_from_data,
    secret_arguments,
)
from murano_panel.dynamic_ui.language.sandbox import standard_context
from murano_panel.dynamic_ui.problems import WARNING, Problem

_ALWAYS_KNOWN = frozenset({'', 'forms', 'index'})


def expressions_in(value: Any) -> Iterator[Expression]:
    """All expressions in a value, keys included."""
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from expressions_in(key)
            yield from expressions_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from expressions_in(item)


def secret_paths(value: Any) -> set[tuple[str, ...]]:
    """``(form, field)`` of the answers that are handed to encryptData()."""
    return {path for expression in expressions_in(value) for path in secret_arguments(expression)}


def encrypts(definition: Definition) -> bool:
    """Whether the object model may need a key manager."""
    parts = [definition.application, definition.templates, definition.parameters]
    return any('encryptData' in function_names(expression) for expression in expressions_in(parts))


def find_problems(definition: Definition) -> list[Problem]:
    """Warnings about references that lead nowhere and functions that do not exist. Raises ResourceLimitExceeded."""
    fields = {step.name: {item.name for item in step.fields} for step in definition.steps}
    variables = _ALWAYS_KNOWN | set(definition.templates) | set(definition.parameters)
    complaints = (
        Problem(WARNING, form, field, expression.line, message)
        for form, field, expression in _all_expressions(definition)
        for message in _complaints(expression, fields, None if definition.needs_parameters_source else variables)
    )
    return list(islice(complaints, limits.MAX_PROBLEMS))


def _all_expressions(definition: Definition) -> Iterator[tuple[str | None, str | None, Expression]]:
    for expression in expressions_in([definition.application, definition.templates, definition.parameters]):
        yield None, None, expression
    for item in definition.fields():
        for expression in expressions_in(item.attributes):
            yield item.form, item.name, expression
    for step in definition.steps:
        for validator in step.validators:
            if validator.expression:
                yield step.name, None, validator.expression


def _complaints(expression: Expression, fields: Mapping[str, set[str]], variables: Set[str] | None) -> Iterator[str]:
    limits.check_time()
    names = {'expression': expression.text[:100]}
    rebinds = bool(function_names(expression) & _REBINDING)
    for form, *rest in sorted(paths_from_data(expression)):
        if rebinds:
            break
        if form not in fields:
            yield _('"%(expression)s" refers to the form %(form)s, which does not exist') % {**names, 'form': form}
        elif rest and rest[0] not in fields[form]:
            yield _(
                '"%(expression)s" refers to the field %(field)s, which %(form)s does not have: it is always empty'
            ) % {**names, 'form': form, 'field': rest[0]}
    for name in sorted(function_names(expression)):
        if not standard_context().collect_functions(name):
            yield _('"%(expression)s" uses the function %(name)s, which does not exist') % {**names, 'name': name}
    for name in sorted(context_names(expression) - (variables or context_names(expression))):
        if not rebinds and not name.isdecimal():
            yield _('"%(expression)s" uses $%(name)s, which is not defined') % {**names, 'name': name}


# functions inside which "$" or new names mean something else
_REBINDING = frozenset(
    {
        'switch',
        'select',
        'where',
        'let',
        'with',
        'as',
        'def',
        'unpack',
        'map',
        'filter',
        'groupBy',
        'orderBy',
        'any',
        'all',
        'selectMany',
        'toDict',
        'dict',
        'takeWhile',
        'skipWhile',
        'aggregate',
        'accumulate',
        'generate',
        'join',
        'replaceBy',
        'search',
        'searchAll',
        'indexWhere',
        'assert',
    }
)
