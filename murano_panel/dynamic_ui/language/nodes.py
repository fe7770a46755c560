"""The nodes of a parsed expression: YAQL's syntax tree, walked without evaluating anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yaql.language import expressions as ast


def walk_nodes(statement: Any) -> Iterator[tuple[Any, int]]:
    """Every node of the parsed expression with its depth, counted from 1.

    Without recursion: how deep an author nests is only known after this walk.
    """
    pending = [(statement.expression, 1)]
    while pending:
        node, depth = pending.pop()
        yield node, depth
        children: tuple[Any, ...] = ()
        if isinstance(node, ast.Wrap):
            children = (node.expr,)
        elif isinstance(node, ast.MappingRuleExpression):
            children = (node.source, node.destination)
        elif isinstance(node, ast.Function):
            children = node.args
        pending.extend((child, depth + 1) for child in children if isinstance(child, ast.Expression))


def is_call(node: Any) -> bool:
    """Whether the node calls a function by name. Operators and brackets are functions too, of classes of their own."""
    return type(node) is ast.Function


def data_path(node: Any) -> tuple[str, ...]:
    """``('form', 'field')`` for ``$.form.field``, empty for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.BinaryOperator) and node.operator == '.':
        left, right = node.args
        if not isinstance(right, ast.KeywordConstant):
            return ()
        parts.append(right.value)
        node = left
    is_data = isinstance(node, ast.GetContextValue) and node.path.value == '$'
    return tuple(reversed(parts)) if is_data else ()
