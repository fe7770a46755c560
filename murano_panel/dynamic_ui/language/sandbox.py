"""The YAQL engine and the standard library, with every way to burn time or memory closed.

YAQL's own limits (iterations, memory of one value) do not bound time: nested ranges, ``pow(9, pow(9, 9))``, growing
texts and regular expressions get past them. So each call checks the deadline and the size of its result, functions
whose one call can explode check their arguments first, and YAQL's regular expression functions are replaced.
"""

from __future__ import annotations

import collections.abc  # noqa: F401  yaql uses it without importing it
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import yaql
from yaql import legacy
from yaql.language import contexts, conventions
from yaql.language import utils as yaql_utils
from yaql.standard_library import legacy as std_legacy

from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.bounded import bound_functions

_UNMEASURED = frozenset({'#finalize', '#iter', '#operator_.'})


class GuardedContext(contexts.Context):
    """A YAQL context in which every call is counted against the limits.

    ``state`` is whatever the functions of ``functions.py`` need; children inherit it.
    """

    def __init__(self, parent_context: Any = None, data: Any = yaql_utils.NO_VALUE, convention: Any = None):
        super().__init__(parent_context, data, convention)
        self.state: Any = getattr(parent_context, 'state', None)

    def __call__(self, name: str, *args: Any, **kwargs: Any) -> Callable[..., Any]:
        call = super().__call__(name, *args, **kwargs)

        def guarded(*call_args: Any, **call_kwargs: Any) -> Any:
            limits.check_time()
            result = call(*call_args, **call_kwargs)
            if name not in _UNMEASURED:
                limits.check_value(result)
            return result

        return guarded


@lru_cache(maxsize=1)
def engine() -> Any:
    return legacy.YaqlFactory().create(
        options={
            'yaql.limitIterators': limits.MAX_ITERATED,
            'yaql.memoryQuota': 8 * limits.MAX_TEXT_CHARACTERS,
        }
    )


@lru_cache(maxsize=1)
def standard_context() -> GuardedContext:
    """The standard library, shared by all evaluations: make a child of it, never change it."""
    # They need the context class of this module.
    from murano_panel.dynamic_ui.language import functions, regex_functions

    context = GuardedContext(convention=conventions.CamelCaseConvention())
    context = yaql.create_context(context=context, regex=False, yaqlized=False)
    context = context.create_child_context()
    std_legacy.register(context, tuples=True)
    bound_functions(context)
    regex_functions.register(context)
    functions.register(context)
    return context
