"""What the page of a form shows."""

import re
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murano_panel.components import rows as presenting
from murano_panel.components.state import FormState
from murano_panel.components.wizard import Flow
from murano_panel.dynamic_ui import NAME_FORM, StepDefinition, StepForm
from murano_panel.dynamic_ui.schema.form import STEP as SCHEMA_FORM
from murano_panel.dynamic_ui.schema.properties import in_words
from murano_panel.templatetags.murano import literal

_TITLES = {NAME_FORM: gettext_lazy('Name'), SCHEMA_FORM: gettext_lazy('Settings')}

# What murano-api calls the forms that it makes of Heat templates.
_GENERATED = re.compile(r'group(\d{1,3})')


@dataclass(frozen=True)
class Step:
    number: int
    title: str
    current: bool
    done: bool
    reachable: bool


def frame(flow: Flow, index: int) -> dict[str, Any]:
    """The page around a step."""
    return {
        'page_title': literal(flow.title),
        'package': flow.package,
        'environment': flow.target.environment,
        'steps': steps(flow, index),
        'accepted': flow.accepted,
        'form_url': flow.address(),
        'step_url': flow.address(scripts=True),
        'below': below(flow.state),
        'begun': flow.begun,
        'custom_breadcrumb': [
            (literal(flow.package.name), reverse('horizon:app-catalog:catalog:detail', args=[flow.package.id]))
        ],
        **section(flow, index),
    }


def section(flow: Flow, index: int, refused: StepForm | None = None) -> dict[str, Any]:
    """One step, or the review. ``refused`` is the form that was just sent and has errors."""
    common = {
        'index': index,
        'last': flow.last,
        'state': flow.sealed(),
        'stacked': flow.state.outer is not None,
        'editing': flow.editing,
    }
    if index == flow.last:
        context = {'title': _('Review'), 'review': review(flow), 'environment': flow.target.environment}
        return {**common, **context, **flow.review()}
    form = refused or _without_errors(flow.form(index))
    rows = presenting.rows(form, flow.focus)
    return {
        **common,
        'title': step_title(form.step),
        'rows': rows,
        'wrong': presenting.wrong_rows(rows),
        'hidden': presenting.hidden_inputs(form),
        'introductions': form.introductions,
        'again': asked_again(flow, index),
        'refused': refused is not None,
        'general_errors': presenting.general_errors(form) if refused else [],
        'problems': form.problems,
    }


def asked_again(flow: Flow, index: int) -> str:
    """Why a step that had been answered is shown once more, '' for any other."""
    if str(index) not in flow.state.again:
        return ''
    step, label = flow.state.again[str(index)]
    names = {'label': label, 'step': step + 1}
    if not label:
        return _('Step %(step)s was changed; please look at these answers again.') % names
    return _('%(label)s was changed in step %(step)s; please look at these answers again.') % names


def below(state: FormState) -> list[str]:
    """The names of the packages whose forms wait for this one, the first one first."""
    return [*below(state.outer), state.outer.package_name] if state.outer else []


def step_title(step: StepDefinition) -> str:
    """Forms have no titles of their own: their names, as words, tell more than their numbers."""
    if step.name in _TITLES:
        return str(_TITLES[step.name])
    generated = _GENERATED.fullmatch(step.name)
    if generated:
        number = int(generated[1])
        return _('Parameters %d') % number if number else _('Application')
    return in_words(step.name)


def steps(flow: Flow, index: int) -> list[Step]:
    titles = [*(step_title(step) for step in flow.steps), _('Review')]
    return [
        Step(number, title, current=number == index, done=number < flow.accepted, reachable=number <= flow.accepted)
        for number, title in enumerate(titles)
    ]


def review(flow: Flow) -> list[tuple[int, str, list[list[str]]]]:
    """(number, title, [[label, answer]]) of each step."""
    return [(step.index, step_title(step), flow.state.shown.get(step.name, [])) for step in flow.steps]


def added_on_the_way(state: FormState | None) -> list[dict[str, str]]:
    """The components that were added to the draft for this form and those below it."""
    return [*added_on_the_way(state.outer), *state.added] if state else []


def _without_errors(form: StepForm) -> StepForm:
    """A step that is shown again half-filled is not scolded for it before it is sent."""
    form._errors = {}
    return form
