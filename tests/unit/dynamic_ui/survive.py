"""Runs an attack through the engine as a request would, and says how it ended."""

from murano_panel.dynamic_ui import (
    REQUEST_SECONDS,
    DefinitionError,
    ExpressionError,
    ResourceLimitExceeded,
    build_form,
    build_object_model,
    load_definition,
    work_limit,
)
from murano_panel.dynamic_ui.language.evaluation import Evaluation
from murano_panel.dynamic_ui.language.expressions import parse_expression
from murano_panel.dynamic_ui.language.patterns import PatternError, compile_pattern
from tests.unit.dynamic_ui.cloud import Cloud


def survive(attack, seconds=REQUEST_SECONDS):
    """How the engine ended it: 'refused' (the definition), 'stopped' (a limit), 'failed' (an error), or 'done'."""
    try:
        with work_limit(seconds):
            _RUN[attack.kind](attack)
    except DefinitionError:
        return 'refused'
    except ResourceLimitExceeded:
        return 'stopped'
    except (ExpressionError, PatternError):
        return 'failed'
    return 'done'


def _definition(attack):
    definition = load_definition(attack.text, fqn='a.B', package_name='B')
    for index in range(len(definition.steps)):
        form = build_form(definition, index, answers={}, sources=Cloud(), data={})
        str(form)
    build_object_model(definition, {})


def _expression(attack):
    Evaluation({}).value(parse_expression(attack.text))


def _pattern(attack):
    compile_pattern(attack.text).search(attack.subject)


_RUN = {'definition': _definition, 'expression': _expression, 'pattern': _pattern}
