"""A user's way through the form of a package: which step is next, what has been accepted, what is remembered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from murano_panel.components import rows as presenting
from murano_panel.components import state as form_state
from murano_panel.components.package.form import PackageForm
from murano_panel.components.package.sources import sources_for
from murano_panel.components.state import FormState
from murano_panel.domain.records import ObjectModel, Package
from murano_panel.drafts.seen import Seen
from murano_panel.dynamic_ui import StepDefinition, StepForm
from murano_panel.dynamic_ui.fields.types import CLONE_SUFFIX, contains_kept_secret
from murano_panel.dynamic_ui.schema import places as schema_tree
from murano_panel.dynamic_ui.schema.properties import LIST

# {name of an input: values} of one step, as sent.
Typed = dict[str, list[str]]


def prefix(index: int) -> str:
    """All steps may stand in one page."""
    return f's{index}'


def typed_in(posted: MultiValueDict, index: int) -> Typed:
    """What a request sent for a step."""
    return {name: values for name, values in posted.lists() if name.startswith(prefix(index) + '-')}


def as_sent(value: Any) -> list[str]:
    """A field's value as a browser sends it."""
    return [] if value in (None, False) else ['on' if value is True else str(value)]


@dataclass
class Flow:
    request: HttpRequest
    package: Package
    form_of_package: PackageForm
    target: Seen
    state: FormState
    # the name of the field in which to go on
    focus: str = field(default='', kw_only=True)
    # whether what is edited, or its package, has changed since the page was made
    moved: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        self.sources = sources_for(self.request, self.target)

    @property
    def title(self) -> str:
        return _('Add %s') % self.package.name

    @property
    def editing(self) -> bool:
        return bool(self.state.edits)

    def address(self, *, scripts: bool = False) -> str:
        """Where the form is sent to, as a page or by scripts."""
        name = 'validate' if scripts else 'add_to'
        return reverse(f'horizon:app-catalog:catalog:{name}', args=[self.package.id, self.target.environment.id])

    @property
    def begun(self) -> bool:
        """Whether leaving would lose anything."""
        return self.accepted > 0 or bool(self.state.typed or self.state.added or self.state.outer)

    @property
    def steps(self) -> Sequence[StepDefinition]:
        return self.form_of_package.steps

    @property
    def last(self) -> int:
        """The number of steps; as a step's number it is the review."""
        return len(self.steps)

    @property
    def accepted(self) -> int:
        return min(self.state.accepted, self.last)

    def reachable(self, index: int) -> int:
        """The step that can be shown when ``index`` is asked for."""
        return max(0, min(index, self.accepted))

    def form(self, index: int) -> StepForm:
        """The form of a step to be shown: as it was left, with its answers, or new."""
        typed = self.state.typed.get(str(index))
        return self._build(index, None if typed is None else MultiValueDict(typed))

    def submit(self, index: int, typed: Typed) -> StepForm:
        """Checks a step; remembers its answers, or what was refused without its passwords: they are asked for again."""
        return self._check(index, self._completed(index, typed), keep_secrets=False)

    def leave(self, index: int, typed: Typed) -> StepForm | None:
        """Remembers a step, passwords included, that is left on the way elsewhere, valid or not."""
        if index >= self.last:
            return None
        return self._check(index, self._completed(index, typed), keep_secrets=True)

    def set_aside(self, index: int, typed: Typed) -> None:
        """Remembers a step as it stands, unchecked, while another form answers one of its fields."""
        self.state.typed[str(index)] = self._completed(index, typed)
        self.state.accepted = min(self.accepted, index)

    def answer(self, index: int, field: str, value: str) -> None:
        """Fills in one field of a step that was set aside."""
        self.state.typed.setdefault(str(index), {})[f'{prefix(index)}-{field}'] = [value]

    def grow(self, index: int, number: int) -> None:
        """One item more in the list with that number, in a step that was set aside."""
        bound = self._numbered(index, number)
        if bound and bound.kind == LIST:
            keys, key = schema_tree.grown(bound.value())
            self.answer(index, bound.name, keys)
            shown = bound.form.fields
            self.state.typed[str(index)] = self._with_new_fields(index, self.state.typed[str(index)], shown)
            self.focus = f'{bound.name}.{key}'

    def shrink(self, index: int, number: int) -> None:
        """A list without the item with that number, in a step that was set aside."""
        bound = self._numbered(index, number)
        parent, _dot, key = bound.name.rpartition('.') if bound else ('', '', '')
        if bound and parent and parent == bound.field.parent:
            self.answer(index, parent, schema_tree.shrunk(bound.form[parent].value(), key))
            gone = bound.html_name
            typed = self.state.typed[str(index)]
            self.state.typed[str(index)] = {
                key: values for key, values in typed.items() if key != gone and not key.startswith(f'{gone}.')
            }
            self.focus = parent

    def look_at(self, index: int, number: int) -> None:
        """Goes on in the field with that number."""
        bound = self._numbered(index, number)
        self.focus = bound.name if bound else ''

    def _numbered(self, index: int, number: int) -> Any:
        """The field with that number as it stands, None when there is none."""
        form = self.form(index)
        names = list(form.fields)
        return form[names[number]] if number < len(names) else None

    def model(self) -> ObjectModel:
        """The component. Raises ExpressionError."""
        model = self.form_of_package.model(self.state.answers, self.state.parameters)
        model['?']['id'] = self.state.component_id
        return model

    def review(self) -> dict[str, Any]:
        """What the review shows besides the answers."""
        return {}

    def sealed(self) -> str:
        return form_state.seal(self.request, self.state)

    def _check(self, index: int, typed: Typed, *, keep_secrets: bool) -> StepForm:
        form = self._build(index, MultiValueDict(typed))
        if form.is_valid():
            self._accept(index, form)
            self.state.typed.pop(str(index), None)
            return form
        self.state.accepted = min(self.state.accepted, index)
        if not keep_secrets:
            # A new password must not silently give way to the one before.
            known = self.state.answers.get(form.step.name, {})
            for name in form.secret_names:
                if any(typed.pop(f'{prefix(index)}-{name}', ())):
                    known.pop(name, None)
        self.state.typed[str(index)] = typed
        return form

    def _accept(self, index: int, form: StepForm) -> None:
        name, before = form.step.name, self.state.answers.get(form.step.name, {})
        answers = {
            key: before.get(key) if contains_kept_secret(value) else value for key, value in form.answers.items()
        }
        self.state.again.pop(str(index), None)
        if answers != before:
            # Later steps may depend on these answers; theirs are proposed again, not taken for granted.
            self.state.accepted = min(self.state.accepted, index)
            self._ask_again(index, form, [key for key in answers if answers[key] != before.get(key)])
        self.state.accepted = max(self.state.accepted, index + 1)
        self.state.answers[name] = answers
        self.state.shown[name] = presenting.shown(form)

    def _ask_again(self, index: int, form: StepForm, changed: Sequence[str]) -> None:
        labels = [presenting.full_label(form[name]) for name in changed if not form[name].is_hidden]
        for step in self.steps[index + 1 :]:
            if step.name in self.state.answers:
                self.state.again[str(step.index)] = [index, labels[0] if labels else '']

    def _build(self, index: int, data: MultiValueDict | None) -> StepForm:
        name = self.steps[index].name
        before = {step.name for step in self.steps[:index]}
        return self.form_of_package.build(
            index,
            answers={key: answers for key, answers in self.state.answers.items() if key in before},
            initial=self.state.answers.get(name),
            sources=self.sources,
            parameters=self.state.parameters,
            secrets_kept=self._known_secrets(index),
            data=data,
            prefix=prefix(index),
        )

    def _known_secrets(self, index: int) -> set[str]:
        """Secret fields of a step that need not be typed again."""
        answers, left = self.state.answers.get(self.steps[index].name, {}), self._left(index)
        return {name for name in self._secret_fields(index) if answers.get(name) or left.get(name)}

    def _secret_fields(self, index: int) -> list[str]:
        answers = self.state.answers.get(self.steps[index].name, {})
        return self.form_of_package.secret_fields(index, {**answers, **self._left(index)})

    def _left(self, index: int) -> dict[str, str]:
        """What was typed into the fields of a step that was left half-way."""
        left = self.state.typed.get(str(index), {})
        return {name.removeprefix(f'{prefix(index)}-'): values[-1] for name, values in left.items() if values}

    def _completed(self, index: int, typed: Typed) -> Typed:
        """What was sent for a step, and what the page could not send."""
        completed = self._with_left_secrets(index, typed)
        if not self.form_of_package.is_reshaped:
            return completed
        return self._with_new_fields(index, completed, self.form(index).fields)

    def _with_new_fields(self, index: int, typed: Typed, shown: Collection[str]) -> Typed:
        """Fields that appear because of what was typed were not on the page: they begin with what they propose."""
        form = self._build(index, MultiValueDict(typed))
        proposed = {
            form[name].html_name: as_sent(field.prepare_value(field.initial))
            for name, field in form.fields.items()
            if name not in shown and not field.is_secret
        }
        return {**{name: values for name, values in proposed.items() if values}, **typed}

    def _with_left_secrets(self, index: int, typed: Typed) -> Typed:
        """A step that was left half-way kept its passwords; a field that is still empty means them."""
        left = self.state.typed.get(str(index), {})
        merged = dict(typed)
        for name in self._secret_fields(index) if left else ():
            own = f'{prefix(index)}-{name}'
            if not any(typed.get(own, ())):
                merged |= {key: values for key, values in left.items() if key in (own, own + CLONE_SUFFIX)}
        return merged
