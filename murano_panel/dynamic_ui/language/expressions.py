"""YAQL expressions: parsing, and evaluation inside bounds.

Expressions of packages run in YAQL's legacy context (the semantics of YAQL 0.2), as they always did. Nothing in an
expression can reach Python objects, and every call, result and loop is checked against the request's limits.
"""

from __future__ import annotations

import collections.abc  # noqa: F401  yaql uses it without importing it
import re
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from yaql.language import exceptions as yaql_exceptions
from yaql.language import expressions as ast
from yaql.language import utils as yaql_utils

from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.context import GuardedContext
from murano_panel.dynamic_ui.language.nodes import is_call, walk_nodes
from murano_panel.dynamic_ui.language.sandbox import engine, standard_context
from murano_panel.dynamic_ui.problems import ExpressionError

_NEVER_AN_EXPRESSION = re.compile(r'^[\s\w\d.:]*$')
_parser_lock = threading.Lock()

# YAQL's own names of what authors write as signs.
_OPERATORS = {'#indexer': '[]', '#map': '{}', '#list': '[]', '*equal': '=', '*not_equal': '!='}
# Characters of what YAQL says that are worth showing.
_MAX_MESSAGE = 300
# What Python says quotes the values, and one of them may be a password: it is told in words of our own.
_PYTHON_ERRORS: tuple[tuple[type[Exception], Any], ...] = (
    (ZeroDivisionError, gettext_lazy('Division by zero')),
    (OverflowError, gettext_lazy('A number grows too large')),
    (LookupError, gettext_lazy('There is no such item')),
    (StopIteration, gettext_lazy('There is no such item')),
    (TypeError, gettext_lazy('These values cannot be combined in this way')),
    (ValueError, gettext_lazy('A value does not have the form that is needed here')),
    (MemoryError, gettext_lazy('Too much memory is needed')),
)


@dataclass(frozen=True)
class Expression:
    """A parsed expression. ``text`` is what the author wrote, ``line`` where it stands."""

    text: str
    line: int | None
    statement: Any = field(repr=False, compare=False)

    def __str__(self) -> str:
        return self.text

    def evaluate(self, context: GuardedContext) -> Any:
        """The value in the given context. Raises ``ExpressionError`` with the expression and its line."""
        try:
            with limits.work_limit():
                limits.check_time()
                return self.statement.evaluate(context=context)
        except ExpressionError as error:
            raise error.at(expression=self.text, line=self.line) from None
        except RecursionError:
            message = _('The expression is nested too deeply')
            raise ExpressionError(message, expression=self.text, line=self.line) from None
        except Exception as error:  # noqa: BLE001 (YAQL's functions let through whatever Python raises for wrong arguments)
            raise ExpressionError(_explain(error), expression=self.text, line=self.line) from None


def parse_expression(text: str, line: int | None = None) -> Expression:
    """Parse an expression. Raises ``ExpressionError`` when it is not one, or is too large."""
    if len(text) > limits.MAX_EXPRESSION_CHARACTERS:
        raise ExpressionError(_('The expression is too long'), line=line)
    statement, error = _parse(text)
    if error:
        raise ExpressionError(error, expression=text, line=line)
    return Expression(text, line, statement)


def parse_plain(text: str, line: int | None = None) -> tuple[Expression | None, str]:
    """Decide what an unquoted YAML scalar is: ``(expression, '')``, or ``(None, '')`` for text.

    ``(None, reason)`` is text that reads as an expression which can only fail, such as ``foo-bar``: the difference of
    two words.
    """
    if _NEVER_AN_EXPRESSION.match(text) or len(text) > limits.MAX_EXPRESSION_CHARACTERS:
        return None, ''
    statement, error = _parse(text)
    if error:
        return None, ''
    expression = Expression(text, line, statement)
    reason = _cannot_mean_anything(expression)
    return (None, reason) if reason else (expression, '')


@lru_cache(maxsize=4000)
def _parse(text: str) -> tuple[Any, str]:
    limits.check_time()
    try:
        with _parser_lock:  # the parser of yaql keeps its state in itself
            statement = engine()(text)
    except yaql_exceptions.YaqlException as error:
        return None, str(error)
    except (ValueError, OverflowError, RecursionError) as error:  # wrong escapes, endless numbers
        return None, str(error)
    if statement.expression is None:
        return None, _('The expression is empty')
    if any(depth > limits.MAX_EXPRESSION_DEPTH for _node, depth in walk_nodes(statement)):
        return None, _('The expression is nested deeper than %d levels') % limits.MAX_EXPRESSION_DEPTH
    return statement, ''


def _cannot_mean_anything(expression: Expression) -> str:
    """Why an expression of constants only always fails, or ''."""
    for node, _depth in walk_nodes(expression.statement):
        if isinstance(node, ast.GetContextValue):
            return ''
        if is_call(node):
            known = standard_context().collect_functions(node.name)
            if known or any(not isinstance(arg, ast.KeywordConstant) for arg in node.args):
                return ''
    try:
        expression.evaluate(standard_context().create_child_context())
    except ExpressionError as error:
        return error.message
    return ''


def _explain(error: Exception) -> str:
    """A plain sentence for what YAQL or Python said."""
    if isinstance(error, yaql_exceptions.NoFunctionRegisteredException):
        name = str(error).partition('"')[2].rstrip('"')
        prefix = '#property#'
        if name.startswith(prefix):
            missing = name[len(prefix) :]
            return _('There is no "%s" here: what stands before the dot is empty or has no such part') % missing
        return _('There is no function "%s"') % name
    if isinstance(error, yaql_exceptions.NoMethodRegisteredException):
        return _('There is no function %s') % str(error).partition(' for receiver')[0].partition('Unknown method ')[2]
    if isinstance(error, (yaql_exceptions.NoMatchingFunctionException, yaql_exceptions.NoMatchingMethodException)):
        name = str(error).partition('"')[2].partition('"')[0]
        return _('"%s" does not accept these values') % _shown_name(name)
    if isinstance(error, yaql_exceptions.CollectionTooLargeException):
        return _('A list grows beyond %d items') % limits.MAX_ITERATED
    if isinstance(error, (yaql_exceptions.YaqlException, AssertionError)):
        return str(error)[:_MAX_MESSAGE] or type(error).__name__
    return next((str(text) for kind, text in _PYTHON_ERRORS if isinstance(error, kind)), type(error).__name__)


def _shown_name(name: str) -> str:
    """What the author wrote for a function that YAQL calls by a name of its own."""
    return _OPERATORS.get(name) or name.removeprefix('#unary_operator_').removeprefix('#operator_')


def to_yaql(value: Any) -> Any:
    """Data as expressions see it: mappings and lists that cannot be changed."""
    return yaql_utils.convert_input_data(value)
