"""What can be seen to be wrong in a loaded definition without running it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from itertools import chain, islice

from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.definition.loader import read_definition
from murano_panel.dynamic_ui.definition.model import Definition
from murano_panel.dynamic_ui.definition.slips import slips
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.analysis import context_names, data_paths, expressions_in, function_names
from murano_panel.dynamic_ui.language.expressions import Expression
from murano_panel.dynamic_ui.language.nodes import walk_nodes
from murano_panel.dynamic_ui.language.sandbox import standard_context
from murano_panel.dynamic_ui.problems import ERROR, WARNING, DefinitionError, Problem, ResourceLimitExceeded

# Functions inside which "$" or new names mean something else
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
# Functions that do not evaluate all that they are given.
_LAZY = frozenset({'coalesce', 'selectCase', 'selectAllCases', 'examine', 'switch', 'switchCase', 'call', 'isolated'})
# Variables that need no definition: the answers themselves, and the counter of repeat().
_ALWAYS_KNOWN = frozenset({'', 'forms', 'index'})


def load_and_check(
    text: str, *, fqn: str, package_name: str, own_types: Collection[str] = ()
) -> tuple[Definition | None, list[Problem]]:
    """The definition, None when it cannot be used, and what is wrong with the text, as ``check_definition()``."""
    definition: Definition | None = None
    try:
        definition, problems = read_definition(text, fqn=fqn, package_name=package_name, own_types=own_types)
        faults = certain_faults(definition) if definition else []
        told = {(fault.line, fault.message) for fault in faults}
        found = find_problems(definition) if definition else []
        # What certainly fails is found as something odd, too.
        problems = [*problems, *faults, *(each for each in found if (each.line, each.message) not in told)]
    except DefinitionError as error:
        problems = error.problems
    except ResourceLimitExceeded as error:
        problems = [*problems, error.as_problem(WARNING)]
    return definition, sorted(problems, key=lambda problem: (problem.line or 0, problem.severity))


def check_definition(text: str, *, fqn: str, package_name: str) -> list[Problem]:
    """Everything that can be said about a ``ui.yaml`` without running it, in the order of its lines. Never raises."""
    return load_and_check(text, fqn=fqn, package_name=package_name)[1]


def find_problems(definition: Definition) -> list[Problem]:
    """Warnings about references that lead nowhere, functions that do not exist and fields that nobody can answer.

    Raises ResourceLimitExceeded.
    """
    fields = {step.name: {item.name for item in step.fields} for step in definition.steps}
    variables = _ALWAYS_KNOWN | set(definition.templates) | set(definition.parameters)
    complaints = (
        Problem(WARNING, form, field, expression.line, message)
        for form, field, expression in _all_expressions(definition)
        for message in _complaints(expression, fields, None if definition.needs_parameters_source else variables)
    )
    unanswerable = (
        Problem(WARNING, item.form, item.name, item.line, message, expected)
        for item in definition.fields()
        for message, expected in slips(item)
    )
    return list(islice(chain(complaints, unanswerable), limits.MAX_PROBLEMS))


def certain_faults(definition: Definition) -> list[Problem]:
    """What will fail whatever is answered: the component asks for a form that there is not.

    Only where that is certain: in what the object model is made of, in expressions that may not leave it out.
    """
    forms = {step.name for step in definition.steps}
    return [
        Problem(ERROR, None, None, expression.line, _no_such_form(expression, path[0]))
        for expression in islice(expressions_in([definition.application]), limits.MAX_PROBLEMS)
        for path in sorted(data_paths(expression))
        if path[0] not in forms and not _may_leave_out(expression)
    ]


def _may_leave_out(expression: Expression) -> bool:
    """Whether parts of it are evaluated only sometimes, or ``$`` means something else in it."""
    operators = {getattr(node, 'operator', '') for node, _depth in walk_nodes(expression.statement)}
    return bool(function_names(expression) & (_REBINDING | _LAZY)) or bool(operators & {'and', 'or', '?.', '->', '=>'})


def _no_such_form(expression: Expression, form: str) -> str:
    names = {'expression': expression.text[:100], 'form': form}
    return _('"%(expression)s" refers to the form %(form)s, which does not exist') % names


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
    for form, *rest in sorted(data_paths(expression)):
        # There "$" may be an item instead of the answers: no complaint is better than a false one.
        if rebinds:
            break
        if form not in fields:
            yield _no_such_form(expression, form)
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
