"""What an unfinished form remembers between its pages: one encrypted field, nothing on the server.

The field is encrypted and signed with a key made from Django's SECRET_KEY. It holds the answers of earlier steps,
passwords included, and is worth nothing to another user, in another project, for another target or package, after
a change of the package, and after FORM_MAX_AGE seconds.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import uuid4

from django.http import HttpRequest

from murano_panel import conf
from murano_panel.components.inputs import StepInputs
from murano_panel.domain.records import ObjectModel, Package
from murano_panel.web import sealing

# Forms that may lie on top of each other; the answers of all of them travel.
MAX_NESTED_FORMS = 8
# Characters of the field, about what 500 long answers need.
MAX_SIZE = 1024 * 1024


class StateError(Exception):
    """The field cannot be used: damaged, too old, or of another user, project, package or target."""


class StateTooLarge(Exception):
    """The answers are too long to travel with the page."""


class StateTooDeep(StateTooLarge):
    """Too many forms lie on top of each other."""


@dataclass(frozen=True)
class ReviewedAnswer:
    """A line of the review. Both texts have secrets masked; ``before`` is what an edit began with."""

    label: str
    answer: str
    before: str = ''


@dataclass(frozen=True)
class AddedComponent:
    """A component that was added to the draft for a field of this form."""

    id: str
    name: str


@dataclass(frozen=True)
class AwaitedField:
    """The field for which the form on top makes a component; ``step`` is the number of its step."""

    step: int
    name: str


@dataclass(frozen=True)
class ChangedField:
    """What was changed in an earlier step, by its number; ``label`` is '' for a field that nobody sees."""

    step: int
    label: str


@dataclass
class NewEnvironment:
    """What the form makes with its component, on acceptance.

    name, network, region: as they were chosen before, words of ``new_environment``.
    """

    name: str
    network: str = ''
    region: str = ''


@dataclass
class FormState:
    """One form in progress. Steps are known by their numbers, from 0, or by the names that their author gave them.

    package_name: what the package is called, for the forms on top of this one.
    target: the ``Target.key`` of what gets the component.
    component_id: the id that the component will get; fixed from the start, so that sending a form twice adds it once.
    accepted: how many steps, from the first, have valid answers.
    answers: {form name: {field name: value}}; those of later steps only fill the form in again.
    titles: {form name: {field name: what was shown for an answer that is a choice of the cloud}}.
    reviewed: {form name: lines of the review}.
    typed: {step: {name of an input: values}} as sent, of steps that were left before they were valid.
    to_confirm: {step: why} of answered steps that have to be looked at once more.
    parameters: what the package's ParametersSource gave when the form was opened, None when it has none.
    added: what was added to the draft on the way.
    awaited: set while another form lies on top of this one.
    outer: the form below this one.
    edited_with: '' for a new component, else which form it is edited with, a word of ``edit.forms``.
    answers_before: the answers that an edit began with; secrets stand as placeholders.
    founds: of the form at the very bottom, where its environment is not there yet; ``target`` is '' then.
    together: of the form at the very bottom, what forms on top of it have made, ready to be written together with it.
    """

    package_id: str
    package_name: str
    package_updated: str
    target: str
    component_id: str = field(default_factory=lambda: uuid4().hex)
    accepted: int = 0
    answers: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    titles: dict[str, dict[str, str]] = field(default_factory=dict)
    reviewed: dict[str, list[ReviewedAnswer]] = field(default_factory=dict, repr=False)
    typed: dict[int, StepInputs] = field(default_factory=dict, repr=False)
    to_confirm: dict[int, ChangedField] = field(default_factory=dict)
    parameters: dict[str, Any] | None = field(default=None, repr=False)
    added: list[AddedComponent] = field(default_factory=list)
    awaited: AwaitedField | None = None
    outer: 'FormState | None' = None
    edited_with: str = ''
    answers_before: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    founds: NewEnvironment | None = None
    together: list[ObjectModel] = field(default_factory=list, repr=False)

    @property
    def new_environment(self) -> NewEnvironment | None:
        """What is made with this form, or with the one at the very bottom; None where the environment is there."""
        return self.bottom.founds

    @property
    def bottom(self) -> 'FormState':
        """That of the form which lies below all others."""
        return self.outer.bottom if self.outer else self

    @property
    def depth(self) -> int:
        """How many forms lie on top of each other, this one included."""
        return 1 + (self.outer.depth if self.outer else 0)

    @property
    def packages_below(self) -> list[str]:
        """The names of the packages whose forms wait for this one, the first one first."""
        return [*self.outer.packages_below, self.outer.package_name] if self.outer else []

    @property
    def all_added(self) -> list[AddedComponent]:
        """What was added to the draft for this form and those below it, the first one first."""
        return [*(self.outer.all_added if self.outer else ()), *self.added]


def new_state(package: Package, target: str) -> FormState:
    """The state of a form that nobody has answered yet."""
    return FormState(
        package_id=package.id,
        package_name=package.name,
        package_updated=package.updated.isoformat(),
        target=target,
    )


def seal_state(request: HttpRequest, state: FormState) -> str:
    """The encrypted field. Raises StateTooLarge, or StateTooDeep."""
    if state.depth > MAX_NESTED_FORMS:
        raise StateTooDeep
    text = json.dumps(asdict(state), separators=(',', ':'), ensure_ascii=False)
    # Half a surrogate pair may be typed; what refuses it wants to see it first.
    token = sealing.seal(_purpose(request), text.encode('utf-8', 'surrogatepass'))
    if len(token) > MAX_SIZE:
        raise StateTooLarge
    return token


def unseal_state(request: HttpRequest, token: str, *, package: Package, target: str) -> FormState:
    """The state in a field that ``seal_state()`` made. Raises StateError, also when the package has changed since."""
    state = _open(request, token)
    if (state.package_id, state.package_updated, state.target) != (
        package.id,
        package.updated.isoformat(),
        target,
    ):
        raise StateError
    return state


def unseal_for(request: HttpRequest, token: str, target: str) -> FormState:
    """As ``unseal_state()`` where the package is not at hand: to leave a form, or to open another one on top of it."""
    state = _open(request, token)
    if state.target != target:
        raise StateError
    return state


def _open(request: HttpRequest, token: str) -> FormState:
    if len(token) > MAX_SIZE:
        raise StateError
    try:
        content = sealing.unseal(_purpose(request), token, max_age=conf.get('FORM_MAX_AGE'))
        return _from_dict(json.loads(content.decode('utf-8', 'surrogatepass')))
    except sealing.BadSeal as error:
        raise StateError from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # Sealed by another version of this dashboard, which was updated while the form was open.
        raise StateError from error


def _purpose(request: HttpRequest) -> list[str]:
    """What the field is bound to: nothing else can read it."""
    return ['murano_panel.form_state', request.user.id, request.user.project_id]


def _from_dict(plain: dict[str, Any]) -> FormState:
    """The inverse of ``asdict()`` after a way through JSON, which turns numbers that are keys into texts."""
    return FormState(
        **{
            **plain,
            'reviewed': {form: [ReviewedAnswer(**line) for line in lines] for form, lines in plain['reviewed'].items()},
            'typed': {int(step): inputs for step, inputs in plain['typed'].items()},
            'to_confirm': {int(step): ChangedField(**why) for step, why in plain['to_confirm'].items()},
            'added': [AddedComponent(**item) for item in plain['added']],
            'awaited': AwaitedField(**plain['awaited']) if plain['awaited'] else None,
            'outer': _from_dict(plain['outer']) if plain['outer'] else None,
            'founds': NewEnvironment(**plain['founds']) if plain['founds'] else None,
        }
    )
