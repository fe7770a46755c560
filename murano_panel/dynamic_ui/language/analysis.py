"""What can be seen in expressions without evaluating them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yaql.language import expressions as ast

from murano_panel.dynamic_ui.language.expressions import Expression
from murano_panel.dynamic_ui.language.nodes import data_path, is_call, walk_nodes

ENCRYPT = 'encryptData'


def expressions_in(value: Any) -> Iterator[Expression]:
    """All expressions in a value of a definition, keys included."""
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from expressions_in(key)
            yield from expressions_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from expressions_in(item)


def context_names(expression: Expression) -> set[str]:
    """Names of the variables (without ``$``; ``''`` is ``$`` itself) the expression reads."""
    return {
        node.path.value.lstrip('$')
        for node, _depth in walk_nodes(expression.statement)
        if isinstance(node, ast.GetContextValue)
    }


def function_names(expression: Expression) -> set[str]:
    """Names of the functions the expression calls (operators left out)."""
    return {node.name for node, _depth in walk_nodes(expression.statement) if is_call(node)}


def data_paths(expression: Expression) -> set[tuple[str, ...]]:
    """The ``$.form.field`` paths read by an expression, as far as they can be seen; only the longest of each."""
    paths = {data_path(node) for node, _depth in walk_nodes(expression.statement)} - {()}
    return {path for path in paths if not any(other[: len(path)] == path for other in paths - {path})}


def whole_path(expression: Expression) -> tuple[str, ...]:
    """``('form', 'field')`` of an expression that is ``$.form.field`` and nothing else, empty for any other."""
    return data_path(expression.statement.expression)


def encrypted_paths(value: Any) -> set[tuple[str, ...]]:
    """The ``$.form.field`` paths that expressions in a value hand to encryptData() as they are."""
    return {
        data_path(argument)
        for expression in expressions_in(value)
        for node, _depth in walk_nodes(expression.statement)
        if is_call(node) and node.name == ENCRYPT
        for argument in node.args
    } - {()}
