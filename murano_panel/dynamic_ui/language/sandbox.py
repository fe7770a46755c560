"""The YAQL engine and the standard library, with every way to burn time or memory closed.

YAQL's own limits (iterations, memory of one value) do not bound time: nested ranges, ``pow(9, pow(9, 9))``, growing
texts and regular expressions get past them. So each call checks the deadline and the size of its result, functions
whose one call can explode check their arguments first, and YAQL's regular expression functions are replaced.
"""

from __future__ import annotations

import collections.abc  # noqa: F401  yaql uses it without importing it
from functools import lru_cache
from typing import Any

import yaql
from yaql import legacy
from yaql.language import conventions
from yaql.standard_library import legacy as std_legacy

from murano_panel.dynamic_ui.language import functions, limits, regex_functions
from murano_panel.dynamic_ui.language.bounded import bound_functions
from murano_panel.dynamic_ui.language.context import GuardedContext


@lru_cache(maxsize=1)
def engine() -> Any:
    """YAQL's parser with the grammar that form definitions always had; what it parses refers back to it."""
    return legacy.YaqlFactory().create(
        options={
            'yaql.limitIterators': limits.MAX_ITERATED,
            'yaql.memoryQuota': 8 * limits.MAX_TEXT_CHARACTERS,
        }
    )


@lru_cache(maxsize=1)
def standard_context() -> GuardedContext:
    """The standard library, shared by all evaluations: make a child of it, never change it."""
    context = GuardedContext(convention=conventions.CamelCaseConvention())
    context = yaql.create_context(context=context, regex=False, yaqlized=False)
    context = context.create_child_context()
    std_legacy.register(context, tuples=True)
    bound_functions(context)
    regex_functions.register(context)
    functions.register(context)
    return context
