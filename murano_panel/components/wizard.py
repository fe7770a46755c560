"""A user's way through the form of a package: which step is next, what has been accepted, what is remembered.

A wizard knows no request: what it needs of the cloud, and what it remembers between two pages, is given to it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murano_panel.components import list_fields, refusals, reviewed
from murano_panel.components.inputs import StepInputs, input_name
from murano_panel.components.new_environment import NewEnvironmentForm
from murano_panel.components.package.form import PackageForm
from murano_panel.components.state import ChangedField, FormState
from murano_panel.components.step_forms import StepForms
from murano_panel.components.target.base import Crumb, Link, Target
from murano_panel.domain.model.blueprint import ASKED_FOR
from murano_panel.domain.model.changes import PropertyChange
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.records import ObjectModel, Package
from murano_panel.dynamic_ui import ExpressionError, Sources, StepDefinition, StepForm, contains_kept_secret

EXPIRED = gettext_lazy(
    'The answers of the earlier steps are no longer valid: too much time has passed, or the application was changed '
    'meanwhile.'
)


@dataclass(frozen=True)
class ShowStep:
    """A step as it is to be shown; ``form`` is None for the review.

    refused: the form has errors that are to be told.
    unseen: it is not the step that was just sent; a page of scripts may not have it yet.
    changes: for the review of an edit, what would be written.
    environment_form: for the review where the environment is made as well.
    half_made: the id of the one that such a form has made, though it could not fill it.
    notice: what to tell above it.
    """

    wizard: 'Wizard'
    step: int
    form: StepForm | None = None
    refused: bool = False
    unseen: bool = False
    changes: Sequence[PropertyChange] = ()
    notice: str = ''
    environment_form: NewEnvironmentForm | None = None
    half_made: str = ''


@dataclass
class Wizard:
    """The form of a new component.

    target: what gets it.
    requires: what is wrong with the packages that this one requires, '' for nothing.
    focus: the name of the field in which to go on.
    moved: what is edited, or its package, has changed since the page was made.
    """

    package: Package
    package_form: PackageForm
    target: Target
    sources: Sources
    state: FormState
    requires: str = field(default='', kw_only=True)
    focus: str = field(default='', kw_only=True)
    moved: bool = field(default=False, kw_only=True)

    @cached_property
    def forms(self) -> StepForms:
        """What builds the forms of its steps."""
        return StepForms(self.package_form, self.sources, self.state, self.target.keeps_secrets)

    # What the page around a step tells ------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """The heading of its pages."""
        return _('Add %s') % self.package.name

    @property
    def home(self) -> Link:
        """Where to go on for who gives the form up."""
        return self.target.link

    @property
    def crumbs(self) -> list[Crumb]:
        """What its pages stand below."""
        return [self.target.crumb, (self.package.name, self.target.application_address(self.package.id))]

    def address(self, *, scripts: bool = False) -> str:
        """Where the form is sent to, as a page or by scripts."""
        return self.address_of(self.package.id, scripts=scripts)

    def address_of(self, package_id: str, *, scripts: bool = False) -> str:
        """Where that of another new component is sent to, on top of this one."""
        return self.target.add_address(package_id, scripts=scripts)

    @property
    def kept(self) -> Sequence[str]:
        """The names of what was filled in on top of this form and is added together with it."""
        together = self.state.bottom.together
        names = told_apart(self.target.components) if together else {}
        return [names[component_id(item)] for item in together]

    @property
    def notice(self) -> str:
        """What to tell before anything is typed."""
        told = [self.requires, self.package_form.notice]
        if self.package_form.parameters_source and self.state.parameters is None:
            told.append(
                _(
                    'The package computes parts of its form itself, and gave nothing that the form can use: choices '
                    'may be missing. Tell its author.'
                )
            )
        return ' '.join(filter(None, told))

    @property
    def begun(self) -> bool:
        """Whether leaving would lose anything."""
        return self.accepted > 0 or bool(self.state.typed or self.state.added or self.state.outer)

    # Which step -----------------------------------------------------------------------------------------------------

    @property
    def steps(self) -> Sequence[StepDefinition]:
        return self.package_form.steps

    @property
    def last(self) -> int:
        """The number of steps; as a step's number it is the review."""
        return len(self.steps)

    @property
    def accepted(self) -> int:
        """How many steps, from the first, have valid answers; as a step's number, the furthest that can be shown."""
        return min(self.state.accepted, self.last)

    def reachable(self, index: int) -> int:
        """The step that can be shown when ``index`` is asked for."""
        return max(0, min(index, self.accepted))

    def show(self, index: int, *, notice: str = '') -> ShowStep:
        """A step, or the review. Raises ExpressionError."""
        return ShowStep(self, index, None if index == self.last else self.forms.to_show(index), notice=notice)

    def refuse(self, index: int, form: StepForm, *, unseen: bool = False) -> ShowStep:
        """A step with what is wrong in it."""
        return ShowStep(self, index, form, refused=True, unseen=unseen)

    def show_new(self, index: int, inputs: StepInputs) -> ShowStep:
        """A form that had to begin anew, because what it remembered cannot be used; ``inputs`` were sent for a step."""
        return self.show(
            0,
            notice=f'{EXPIRED} {_("Please begin again.")}',
        )

    @contextmanager
    def faults_explained(self) -> Iterator[None]:
        """What the author of the package is to blame for becomes a refusal."""
        try:
            yield
        except ExpressionError as error:
            raise refusals.failed_expression(self.package, error) from error

    # What was sent --------------------------------------------------------------------------------------------------

    def submit(self, index: int, inputs: StepInputs) -> StepForm:
        """Checks a step; remembers its answers, or what was refused without its passwords: they are asked for again."""
        return self._check(index, self._completed(index, inputs), keep_secrets=False)

    def leave(self, index: int, inputs: StepInputs) -> StepForm | None:
        """Remembers a step, passwords included, that is left on the way elsewhere, valid or not."""
        if index >= self.last:
            return None
        return self._check(index, self._completed(index, inputs), keep_secrets=True)

    def set_aside(self, index: int, inputs: StepInputs) -> None:
        """Remembers a step as it stands, unchecked, while another form answers one of its fields."""
        self.state.typed[index] = self._completed(index, inputs)
        self.state.accepted = min(self.accepted, index)

    def answer(self, index: int, field_name: str, value: str) -> None:
        """Fills in one field of a step that was set aside."""
        self.state.typed.setdefault(index, {})[input_name(index, field_name)] = [value]

    def look_at(self, index: int, number: int) -> None:
        """Goes on in the field with that number."""
        bound = self.forms.numbered_field(index, number)
        self.focus = bound.name if bound else ''

    def grow(self, index: int, number: int) -> None:
        """One item more in the list with that number, in a step that was set aside."""
        self.focus = list_fields.grow(self.forms, index, number)

    def shrink(self, index: int, number: int) -> None:
        """A list without the item with that number, in a step that was set aside."""
        self.focus = list_fields.shrink(self.forms, index, number)

    def model(self) -> ObjectModel:
        """The component. Raises ExpressionError."""
        model = self.package_form.model(self.state.answers, self.state.parameters, self.state.titles)
        model['?']['id'] = self.state.component_id
        return model

    def _completed(self, index: int, inputs: StepInputs) -> StepInputs:
        return self.forms.completed(index, inputs)

    def _check(self, index: int, inputs: StepInputs, *, keep_secrets: bool) -> StepForm:
        form = self.forms.sent(index, inputs)
        if form.is_valid():
            self._accept(index, form)
            self.state.typed.pop(index, None)
            return form
        self.state.accepted = min(self.state.accepted, index)
        if not keep_secrets:
            # A new password must not silently give way to the one before.
            known = self.state.answers.get(form.step.name, {})
            for name in form.secret_names:
                if any(inputs.pop(input_name(index, name), ())):
                    known.pop(name, None)
        self.state.typed[index] = inputs
        return form

    def _accept(self, index: int, form: StepForm) -> None:
        """Remembers the answers of a valid step, and what that means for those after it."""
        name, before = form.step.name, self.state.answers.get(form.step.name, {})
        answers = self._remembered(form, before)
        self.state.to_confirm.pop(index, None)
        if answers != before:
            # Later steps may depend on these answers; theirs are proposed again, not taken for granted.
            self.state.accepted = min(self.state.accepted, index)
            self._ask_to_confirm(index, form, [key for key in answers if answers[key] != before.get(key)])
        # An unchanged step leaves those after it as they are.
        self.state.accepted = max(self.state.accepted, index + 1)
        self.state.answers[name] = answers
        self.state.titles[name] = form.titles
        self.state.reviewed[name] = reviewed.reviewed_answers(form, answers, self.target.for_secrets)

    def _remembered(self, form: StepForm, before: Mapping[str, Any]) -> dict[str, Any]:
        """The answers of a valid step with what is known of secrets; ``before`` are those that it had."""
        if self.target.keeps_secrets:
            # A secret that stays is a placeholder in the form's answers; here it is known, as it was typed before.
            return {
                key: before.get(key) if contains_kept_secret(value) else value for key, value in form.answers.items()
            }
        return {**form.answers, **{name: _asked_for(form, name, before.get(name)) for name in form.secrets_answered}}

    def _ask_to_confirm(self, index: int, form: StepForm, changed: Sequence[str]) -> None:
        labels = [reviewed.full_label(form[name]) for name in changed if not form[name].is_hidden]
        for step in self.steps[index + 1 :]:
            if step.name in self.state.answers:
                self.state.to_confirm[step.index] = ChangedField(index, labels[0] if labels else '')


def _asked_for(form: StepForm, name: str, before: Any) -> Any:
    """What stands for a secret that is not kept: that it is asked for later, if it is needed or anything was typed."""
    if before:
        return before
    is_typed = form.answers[name] and not contains_kept_secret(form.answers[name])
    return ASKED_FOR if is_typed or form.fields[name].is_needed else before
