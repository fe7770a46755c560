"""The context in which expressions are evaluated: every call in it is counted against the limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from yaql.language import contexts
from yaql.language import utils as yaql_utils

from murano_panel.dynamic_ui.language import limits

# Functions that only hand a value on, which has been measured or will be.
_UNMEASURED = frozenset({'#finalize', '#iter', '#operator_.'})


class Encryptor(Protocol):
    """Stores a text in a key manager and returns the reference that goes into the object model."""

    def encrypt(self, text: str) -> str:
        """The reference to the stored text. Raises what says why nothing can be stored."""


class EvaluationState(Protocol):
    """What the functions of form definitions (``functions.py``) know of the evaluation that calls them."""

    application_name: str
    encryptor: Encryptor | None
    # where in the object model the value will stand that is being made
    path: str

    def render(self, value: Any, context: GuardedContext, path: str) -> Any:
        """Evaluate a template that is to stand at a path."""

    def shared(self, template_name: str, key: str, id_only: bool | None, context: GuardedContext) -> Any:
        """The object that all uses of a key share, or its id."""

    def new_host_name(self) -> str:
        """A host name that nothing else has."""


class GuardedContext(contexts.Context):
    """A YAQL context in which every call is counted against the limits.

    ``state`` is inherited by children; the standard library's own context, which all evaluations share, has none.
    """

    def __init__(self, parent_context: Any = None, data: Any = yaql_utils.NO_VALUE, convention: Any = None):
        super().__init__(parent_context, data, convention)
        inherited: Any = getattr(parent_context, 'state', None)
        self.state: EvaluationState = inherited

    def __call__(self, name: str, *args: Any, **kwargs: Any) -> Callable[..., Any]:
        call = super().__call__(name, *args, **kwargs)

        def guarded(*call_args: Any, **call_kwargs: Any) -> Any:
            limits.check_time()
            result = call(*call_args, **call_kwargs)
            if name not in _UNMEASURED:
                limits.check_value(result)
            return result

        return guarded
