"""What an unfinished form remembers between its pages: one encrypted field, nothing on the server.

The field is encrypted and signed with a key made from Django's SECRET_KEY. It holds the answers of earlier steps,
passwords included, and is worth nothing to another user, in another project, for another environment or package, after
a change of the package, and after FORM_MAX_AGE seconds.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import uuid4

from django.http import HttpRequest

from murano_panel import conf
from murano_panel.domain.records import Package
from murano_panel.drafts import sealing

# Forms that may lie on top of each other; the answers of all of them travel.
MAX_DEPTH = 8
# Characters of the field, about what 500 long answers need.
MAX_SIZE = 1024 * 1024

Answers = dict[str, dict[str, Any]]


class StateError(Exception):
    """The field cannot be used: damaged, too old, or of another user, project, package or environment."""


class StateTooLarge(StateError):
    """The answers are too long to travel with the page."""


class StateTooDeep(StateTooLarge):
    """Too many forms lie on top of each other."""


@dataclass
class FormState:
    """One form in progress.

    package_name: what the package is called, for the forms on top of this one.
    component_id: the id that the component will get; fixed from the start, so that sending a form twice adds it once.
    accepted: how many steps, from the first, have valid answers.
    answers: {form name: {field name: value}}; those of later steps only fill the form in again.
    shown: {form name: [[label, answer as text]]} for the review; secrets are masked.
    typed: {number of a step: {name of an input: values}} as sent, of steps that were left before they were valid.
    parameters: what the package's ParametersSource gave when the form was opened, None when it has none.
    added: [{'id', 'name'}] of the components that were added to the draft for fields of this form.
    waiting: [number of the step, name of the field] for which the form on top of this one makes a component.
    outer: the form below this one.
    edits: '' for a new component; 'form' or 'class' for one that exists, by its package's form or its class's.
    again: {number of a step: [number of an earlier one, label of what was changed there]} of steps that have to be
        looked at again because of that.
    before: the answers that an edit began with; secrets stand as placeholders.
    """

    package_id: str
    package_name: str
    package_updated: str
    environment_id: str
    component_id: str = field(default_factory=lambda: uuid4().hex)
    accepted: int = 0
    answers: Answers = field(default_factory=dict, repr=False)
    shown: dict[str, list[list[str]]] = field(default_factory=dict, repr=False)
    typed: dict[str, dict[str, list[str]]] = field(default_factory=dict, repr=False)
    parameters: dict[str, Any] | None = field(default=None, repr=False)
    added: list[dict[str, str]] = field(default_factory=list)
    waiting: list[Any] = field(default_factory=list)
    outer: 'FormState | None' = None
    edits: str = ''
    again: dict[str, list[Any]] = field(default_factory=dict)
    before: Answers = field(default_factory=dict, repr=False)

    @property
    def depth(self) -> int:
        return 1 + (self.outer.depth if self.outer else 0)


def start(package: Package, environment_id: str) -> FormState:
    """The state of a form that nobody has answered yet."""
    return FormState(
        package_id=package.id,
        package_name=package.name,
        package_updated=package.updated.isoformat(),
        environment_id=environment_id,
    )


def seal(request: HttpRequest, state: FormState) -> str:
    """The encrypted field. Raises StateTooLarge."""
    if state.depth > MAX_DEPTH:
        raise StateTooDeep
    text = json.dumps(asdict(state), separators=(',', ':'), ensure_ascii=False)
    # Half a surrogate pair may be typed; what refuses it wants to see it first.
    token = sealing.seal(_purpose(request), text.encode('utf-8', 'surrogatepass'))
    if len(token) > MAX_SIZE:
        raise StateTooLarge
    return token


def unseal(request: HttpRequest, token: str, *, package: Package, environment_id: str) -> FormState:
    """The state in a field that ``seal()`` made. Raises StateError, also when the package has changed since."""
    state = _open(request, token)
    if (state.package_id, state.package_updated, state.environment_id) != (
        package.id,
        package.updated.isoformat(),
        environment_id,
    ):
        raise StateError
    return state


def unseal_for_environment(request: HttpRequest, token: str, environment_id: str) -> FormState:
    """As ``unseal()`` where the package is not at hand: to leave a form, or to open another one on top of it."""
    state = _open(request, token)
    if state.environment_id != environment_id:
        raise StateError
    return state


def _open(request: HttpRequest, token: str) -> FormState:
    if len(token) > MAX_SIZE:
        raise StateTooLarge
    try:
        content = sealing.unseal(_purpose(request), token, max_age=conf.get('FORM_MAX_AGE'))
    except sealing.Unreadable as error:
        raise StateError from error
    return _from_dict(json.loads(content.decode('utf-8', 'surrogatepass')))


def _purpose(request: HttpRequest) -> list[str]:
    """What the field is bound to: nothing else can read it."""
    return ['murano_panel.form_state', request.user.id, request.user.project_id]


def _from_dict(data: dict[str, Any]) -> FormState:
    outer = data.pop('outer')
    return FormState(**data, outer=_from_dict(outer) if outer else None)
