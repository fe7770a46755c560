"""The inputs of a step as browsers send them."""

from collections.abc import Sequence
from typing import Any

from django.utils.datastructures import MultiValueDict

# {name of an input: its values} of one step.
StepInputs = dict[str, list[str]]


def prefix(step: int) -> str:
    """What the names of a step's inputs begin with: with scripts all steps stand in one page."""
    return f's{step}'


def input_name(step: int, field: str) -> str:
    """What a field's input is called in the page."""
    return f'{prefix(step)}-{field}'


def inputs_of(posted: MultiValueDict, step: int) -> StepInputs:
    """What a request sent for one step."""
    return {name: values for name, values in posted.lists() if name.startswith(prefix(step) + '-')}


def as_sent(value: Any) -> list[str]:
    """A field's value as a browser sends it: nothing for an empty field or a box that is not ticked."""
    return [] if value in (None, False) else ['on' if value is True else str(value)]


def is_same(one: Sequence[str] | None, other: Sequence[str] | None) -> bool:
    """Whether two inputs hold the same; browsers end the lines of a text in their own way."""
    one_text, other_text = ([value.replace('\r\n', '\n') for value in values or ()] for values in (one, other))
    return one_text == other_text
