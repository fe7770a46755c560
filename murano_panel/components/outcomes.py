"""What a pressed button comes to. The view turns each into a page or JSON."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel.components.inputs import StepInputs
from murano_panel.components.state import AddedComponent
from murano_panel.components.wizard import ShowStep, Wizard
from murano_panel.domain.records import Package


@dataclass(frozen=True)
class Submission:
    """What a browser sent by pressing a button.

    request: for the calls that the button makes.
    token: the sealed state, as it was sent.
    button: what the button wants, a word.
    step: the number of the step that was shown.
    number: of a field in that step, or of the step to go to.
    inputs: those of the step.
    """

    request: HttpRequest
    token: str
    button: str
    step: int
    number: int
    inputs: StepInputs


@dataclass(frozen=True)
class BeginAnew:
    """What the form remembered cannot be used any more; ``shown`` is where it begins anew."""

    shown: ShowStep


@dataclass(frozen=True)
class ChoosePackage:
    """Several packages provide what the field needs for which a new component is wanted, or none does."""

    wizard: Wizard
    step: int
    class_names: Sequence[str]
    candidates: Sequence[Package]


@dataclass(frozen=True)
class ConfirmLeaving:
    """The form is given up; what was added for it can stay in the draft or go."""

    wizard: Wizard
    step: int
    added: Sequence[AddedComponent]


@dataclass(frozen=True)
class Leave:
    """The form is done or given up; ``messages`` are (level of django.contrib.messages, text) for the next page."""

    address: str
    messages: Sequence[tuple[int, str]] = ()


Outcome = ShowStep | BeginAnew | ChoosePackage | ConfirmLeaving | Leave
