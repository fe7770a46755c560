"""The application that a definition makes of the answers: its parameters, and its object model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.dynamic_ui.definition.model import Answers, Definition
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.context import Encryptor
from murano_panel.dynamic_ui.language.evaluation import Evaluation, IdSource
from murano_panel.dynamic_ui.problems import WARNING, ExpressionError, Problem, ResourceLimitExceeded


def evaluate_parameters(
    definition: Definition, answers: Answers, given: Mapping[str, Any] | None, problems: list[Problem]
) -> dict[str, Any]:
    """Values of the parameters in their order, each seeing those before it; ``given`` (the source's result) wins.

    A parameter that fails is None, and ``problems`` gets the reason: often nothing that is shown depends on it.
    """
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


def build_object_model(
    definition: Definition,
    answers: Answers,
    *,
    parameters: Mapping[str, Any] | None = None,
    ids: IdSource | None = None,
    encryptor: Encryptor | None = None,
) -> dict[str, Any]:
    """The component to be added to an environment: its template evaluated over all answers, every object with an id.

    From version 2.2 on ``?.name`` is the name the user gave. Raises ``ExpressionError`` (with the line) when an
    expression fails, ``ResourceLimitExceeded`` when the definition asks for too much.
    """
    name = definition.application_name(answers)
    with limits.work_limit():
        evaluation = Evaluation(
            answers,
            # problems with parameters have been told where the forms were built
            variables=evaluate_parameters(definition, answers, parameters, problems=[]),
            templates=definition.templates,
            application_name=name,
            ids=ids,
            encryptor=encryptor,
        )
        model = evaluation.object_model(definition.application)
    if definition.asks_for_name:
        model['?']['name'] = name
    return model
