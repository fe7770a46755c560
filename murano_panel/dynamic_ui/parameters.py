"""The parameters of a definition: named values, some of them computed, some from the package's own code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.definition.model import Definition
from murano_panel.dynamic_ui.language.evaluation import Evaluation
from murano_panel.dynamic_ui.problems import WARNING, ExpressionError, Problem, ResourceLimitExceeded


def evaluate_parameters(
    definition: Definition, answers: Mapping[str, Any], given: Mapping[str, Any] | None, problems: list[Problem]
) -> dict[str, Any]:
    """Values of the parameters in their order, each seeing those before it; ``given`` (the source's result) wins."""
    values: dict[str, Any] = {}
    for name, value in definition.parameters.items():
        try:
            values[name] = Evaluation(answers, variables=values).value(value)
        except ResourceLimitExceeded:
            raise
        except ExpressionError as error:
            message = _('Parameters, %(name)s: %(reason)s') % {'name': name, 'reason': error}
            problems.append(Problem(WARNING, None, None, error.line, message))
            values[name] = None
    return {**values, **(given or {})}
