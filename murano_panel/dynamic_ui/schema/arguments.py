"""The schema of a method's arguments, from its contracts, as Murano would make it if it made any.

What a contract says that no schema can say is left to the engine, which checks all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from yaql.language import expressions as ast

from murano_panel.domain.package.classes import Argument, ClassDefinition
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.expressions import parse_expression
from murano_panel.dynamic_ui.language.nodes import is_call
from murano_panel.dynamic_ui.problems import ExpressionError
from murano_panel.dynamic_ui.schema.component import built_values
from murano_panel.dynamic_ui.schema.places import no_schemas
from murano_panel.dynamic_ui.schema.properties import Schema

MAX_DEPTH = 10
_TYPES = {'string': 'string', 'int': 'integer', 'bool': 'boolean'}
_NAMED_CLASS = re.compile(r'\b(class|template)\(\s*([\w:.]+)')
# (key, whether the value itself is left out) by what stands between ``$`` and a constant.
_BOUNDS = {'>': ('minimum', True), '>=': ('minimum', False), '<': ('maximum', True), '<=': ('maximum', False)}
_TURNED = {'>': '<', '>=': '<=', '<': '>', '<=': '>='}


def arguments_schema(arguments: Iterable[Argument], source: ClassDefinition) -> Schema:
    """What ``schema_form()`` makes the form of; ``source`` is the class in which the arguments stand."""
    return {
        'type': 'object',
        'properties': {
            item.name: {**_contract(item.contract, source, 0), **_words(item), **_default(item), 'formIndex': number}
            for number, item in enumerate(arguments)
        },
        'formSections': {},
    }


def built_arguments(schema: Schema, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the answers to a schema's form give to its method. What was left empty is left to the method's defaults."""
    return built_values(schema, answers, no_schemas)


def _words(item: Argument) -> dict[str, str]:
    found = {'title': item.title, 'description': item.description, 'helpText': item.help}
    return {key: text for key, text in found.items() if text}


def _default(item: Argument) -> dict[str, Any]:
    """Nothing is proposed where only the engine can compute it."""
    if not item.has_default:
        return {}
    if isinstance(item.default, str) and '$' in item.default:
        hint = _('Left empty, the application computes it: %s') % item.default
        return {'default': None, 'helpText': item.help or hint}
    return {'default': item.default}


def _contract(contract: Any, source: ClassDefinition, depth: int) -> dict[str, Any]:
    """{} for what can be anything."""
    if depth > MAX_DEPTH:
        return {}
    if isinstance(contract, list):
        # Numbers say how many there may be; more than one contract is one for each place.
        items = [_contract(item, source, depth + 1) for item in contract if not isinstance(item, int)]
        return {'type': 'array', 'items': items[0]} if len(items) == 1 else {'type': 'array'}
    if isinstance(contract, dict):
        fixed = {key: value for key, value in contract.items() if isinstance(key, str) and '$' not in key}
        if len(fixed) < len(contract):
            return {'type': 'object'}
        properties = {key: _contract(value, source, depth + 1) for key, value in fixed.items()}
        return {'type': 'object', 'properties': properties, 'additionalProperties': False}
    return _expression(contract, source) if isinstance(contract, str) else {}


def _expression(text: str, source: ClassDefinition) -> dict[str, Any]:
    """``$.int().notNull().check($ > 0)``: the calls from left to right."""
    # Names of classes may have a colon, which other expressions do not know.
    plain = _NAMED_CLASS.sub(lambda found: f'{found[1]}("{source.full_name(found[2])}"', text)
    try:
        node = parse_expression(plain).statement.expression
    except ExpressionError:
        return {}
    calls = []
    while isinstance(node, ast.BinaryOperator) and node.operator == '.' and is_call(node.args[1]):
        calls.append(node.args[1])
        node = node.args[0]
    schema: dict[str, Any] = {}
    may_be_null = True
    for call in reversed(calls):
        limits.check_time()
        if call.name in _TYPES:
            schema['type'] = _TYPES[call.name]
        elif call.name in ('class', 'template') and call.args and isinstance(call.args[0], ast.Constant):
            # A component is chosen; what has to be described is written as JSON.
            is_class = call.name == 'class'
            schema |= {'type': 'muranoObject', 'owned': False} if is_class else {'type': 'object'}
            schema['muranoType'] = str(call.args[0].value)
        elif call.name == 'owned':
            schema = {'type': 'object'}
        elif call.name == 'notNull':
            may_be_null = False
        elif call.name == 'check' and call.args:
            schema |= _check(call.args[0])
    if may_be_null and 'type' in schema:
        schema['type'] = [schema['type'], 'null']
    return schema


def _check(node: Any) -> dict[str, Any]:
    """Comparisons, lists and patterns, joined by ``and``; everything else is left to the engine."""
    if is_call(node):
        return _pattern(node)
    if not isinstance(node, ast.BinaryOperator):
        return {}
    left, right = node.args
    if node.operator == 'and':
        return {**_check(left), **_check(right)}
    if node.operator == '.' and _is_value(left) and is_call(right) and right.name == 'matches':
        return _text_of('pattern', right.args)
    if node.operator == 'in' and _is_value(left):
        values = [_constant(item) for item in right.args] if isinstance(right, ast.Function) else []
        is_list = getattr(right, 'name', '') in ('list', '#list')
        return {'enum': values} if is_list and values and None not in values else {}
    operator, other = (node.operator, right) if _is_value(left) else (_TURNED.get(node.operator, ''), left)
    bound = _constant(other)
    if operator not in _BOUNDS or not (_is_value(left) or _is_value(right)) or not isinstance(bound, int | float):
        return {}
    key, is_exclusive = _BOUNDS[operator]
    return {key: bound, f'exclusive{key.capitalize()}': is_exclusive}


def _pattern(node: Any) -> dict[str, Any]:
    is_match = node.name == 'matches' and len(node.args) == 2 and _is_value(node.args[0])
    return _text_of('pattern', node.args[1:]) if is_match else {}


def _text_of(key: str, nodes: Any) -> dict[str, Any]:
    text = _constant(nodes[0]) if nodes else None
    return {key: text} if isinstance(text, str) else {}


def _is_value(node: Any) -> bool:
    return isinstance(node, ast.GetContextValue) and node.path.value in ('$', '$1')


def _constant(node: Any) -> Any:
    """None for what has to be computed."""
    if isinstance(node, ast.UnaryOperator) and node.operator == '-' and isinstance(node.args[0], ast.Constant):
        value = node.args[0].value
        return -value if isinstance(value, int | float) else None
    return node.value if isinstance(node, ast.Constant) else None
