"""A form as users will see it, without an environment and without a draft: all steps at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
from murano_panel.api.cloud import CloudServices
from murano_panel.components.inputs import as_sent, inputs_of, prefix
from murano_panel.components.package import field_types
from murano_panel.components.page import step_title
from murano_panel.components.rows import FieldRow, field_rows, general_errors, hidden_inputs
from murano_panel.domain.cloud import Choice, Component, Found
from murano_panel.domain.model import secrets
from murano_panel.domain.records import ObjectModel, Package
from murano_panel.dynamic_ui import Definition, Problem, Sources, StepForm

# The hidden inputs that say which fields a page had: an empty box sends nothing, nor does a field that was not there.
ON_PAGE = 'on-page'


@dataclass(frozen=True)
class StepPreview:
    """One step; ``on_page`` are the names of all its inputs.

    ``problem`` instead of all else where it cannot be shown; ``problems`` are what works otherwise than meant.
    """

    title: str
    rows: Sequence[FieldRow] = ()
    introductions: Sequence[tuple[str, str]] = ()
    hidden: Sequence[str] = ()
    on_page: Sequence[str] = ()
    errors: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    problem: Problem | None = None


@dataclass(frozen=True)
class Trial:
    """A form that was tried out: its steps, and what its answers make.

    model: the component, with secrets masked; None before all steps are answered. problem: why there can be none.
    """

    steps: Sequence[StepPreview]
    model: ObjectModel | None = None
    problem: Problem | None = None

    @property
    def has_errors(self) -> bool:
        """Something in a step is not answered as it must be."""
        return any(step.errors or any(row.errors for row in step.rows) for step in self.steps)


def try_form(
    definition: Definition, sources: Sources, posted: MultiValueDict | None = None, *, checked: bool = False
) -> Trial:
    """The form with what was typed into it, as it is proposed where nothing was.

    ``checked``: each step is checked, over the answers of those before it; if all are right, they make a model. A step
    that is not answered right counts as it is proposed, so that those after it can be shown.
    """
    answers: dict[str, dict[str, Any]] = {}
    steps: list[StepPreview] = []
    are_valid = checked
    for step in definition.steps:
        build = partial(
            dynamic_ui.build_form,
            definition,
            step.index,
            answers=answers,
            sources=sources,
            prefix=prefix(step.index),
        )
        try:
            form = build()
            if posted:
                form = build(data=_inputs(form, posted))
            is_valid = form.is_valid()
        except dynamic_ui.ExpressionError as error:
            return Trial([*steps, StepPreview(step_title(step), problem=error.as_problem())])
        are_valid = are_valid and is_valid
        answers[step.name] = form.answers if is_valid else {name: item.initial for name, item in form.fields.items()}
        steps.append(_shown(form if checked else form.as_shown()))
    if not are_valid:
        return Trial(steps)
    try:
        return Trial(steps, model=_model(definition, answers))
    except dynamic_ui.ExpressionError as error:
        return Trial(steps, problem=error.as_problem())


def _inputs(form: StepForm, posted: MultiValueDict) -> MultiValueDict:
    """What was sent for a step; a field that the text has got since begins with what it proposes."""
    on_page = set(posted.getlist(ON_PAGE))
    proposed = {
        form[name].html_name: as_sent(field.prepare_value(field.initial))
        for name, field in form.fields.items()
        if form[name].html_name not in on_page
    }
    return MultiValueDict(inputs_of(posted, form.step.index) | proposed)


def _model(definition: Definition, answers: Mapping[str, Mapping[str, Any]]) -> ObjectModel:
    """What would go into a draft, without what we keep beside it; what is a secret or to be encrypted is masked."""
    model = dynamic_ui.build_object_model(definition, answers, encryptor=dynamic_ui.Deferred())
    names = secrets.recorded(dynamic_ui.with_answers(model, definition, answers))
    masked: ObjectModel = dynamic_ui.replace_stand_ins(secrets.masked(model, '', names), lambda _text: secrets.MASK)
    return masked


def _shown(form: StepForm) -> StepPreview:
    return StepPreview(
        step_title(form.step),
        field_rows(form),
        form.introductions,
        hidden_inputs(form),
        [bound.html_name for bound in form],
        general_errors(form),
        form.problems,
    )


class TrialSources(CloudServices):
    """The choices of the user's cloud; instead of an environment, one component of each class that is asked for."""

    def environment_names(self) -> Found[str]:
        """None: there is no environment."""
        return Found()

    def own_type(self, name: str) -> Found[Choice]:
        """What the operator's function of that name says."""
        return field_types.offered(self._request, name)

    def components(self, class_names: Sequence[str]) -> Found[Component]:
        """One that stands for whatever users will have."""
        return Found(
            tuple(Component(f'any-{name}', _('any %s') % name.rpartition('.')[2], name) for name in class_names)
        )

    def component_names(self) -> Collection[str]:
        """None is taken."""
        return ()

    def object_name(self, object_id: str) -> str:
        """Only what stands for a component has one."""
        return object_id.removeprefix('any-').rpartition('.')[2] if object_id.startswith('any-') else ''

    def packages_for(self, class_names: Sequence[str]) -> Found[Package]:
        """The catalog is not asked: the package that is needed may not be there yet."""
        return Found()
