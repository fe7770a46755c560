"""Builds the object model of a component from the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from murano_panel.dynamic_ui.definition.model import Definition, component_name
from murano_panel.dynamic_ui.forms import Answers
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.evaluation import Encryptor, Evaluation, IdSource
from murano_panel.dynamic_ui.parameters import evaluate_parameters


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
    name = component_name(definition, answers)
    with limits.work_limit():
        variables = evaluate_parameters(definition, answers, parameters, [])
        evaluation = Evaluation(
            answers,
            variables=variables,
            templates=definition.templates,
            application_name=name,
            ids=ids,
            encryptor=encryptor,
        )
        model = evaluation.object_model(definition.application)
    if definition.asks_for_name:
        model['?']['name'] = name
    return model
