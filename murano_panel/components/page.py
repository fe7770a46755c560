"""What the page of a form shows. Nothing is built here: the forms come with what is to be shown."""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murano_panel.components.rows import field_rows, general_errors, hidden_inputs, wrong_rows
from murano_panel.components.state import ChangedField
from murano_panel.components.wizard import ShowStep, Wizard
from murano_panel.domain.model.words import in_words
from murano_panel.dynamic_ui import NAME_FORM, SCHEMA_FORM, StepDefinition
from murano_panel.web.text import literal

_TITLES = {NAME_FORM: gettext_lazy('Name'), SCHEMA_FORM: gettext_lazy('Settings')}

# What murano-api calls the forms that it makes of Heat templates.
_GENERATED = re.compile(r'group(\d{1,3})')


@dataclass(frozen=True)
class StepLink:
    """A step, or the review, in the list of steps."""

    number: int
    title: str
    current: bool
    done: bool
    reachable: bool


def frame(wizard: Wizard, index: int) -> dict[str, Any]:
    """What every page of a form has, whatever it shows; ``index`` is the step on which it goes on."""
    return {
        'page_title': literal(wizard.title),
        'package': wizard.package,
        'target': wizard.target,
        'index': index,
        'form_url': wizard.address(),
        'custom_breadcrumb': [(literal(name), address) for name, address in wizard.crumbs],
    }


def whole_page(shown: ShowStep) -> dict[str, Any]:
    """A step with the list of steps around it."""
    wizard = shown.wizard
    return {
        **frame(wizard, shown.step),
        'steps': step_links(wizard, shown.step),
        'step_url': wizard.address(scripts=True),
        'below': wizard.state.packages_below,
        'begun': wizard.begun,
        'notice': shown.notice,
        **section(shown),
    }


def section(shown: ShowStep) -> dict[str, Any]:
    """One step, or the review: what scripts put into the page."""
    wizard, form = shown.wizard, shown.form
    common = {
        'index': shown.step,
        'last': wizard.last,
        'stacked': wizard.state.outer is not None,
        'target': wizard.target,
        'editing': bool(wizard.state.edited_with),
        'accepted': wizard.accepted,
        'outer': next(reversed(wizard.state.packages_below), ''),
    }
    if form is None:
        return common | _review(shown)
    rows = field_rows(form, wizard.focus)
    return common | {
        'title': step_title(form.step),
        'rows': rows,
        'wrong': wrong_rows(rows),
        'hidden': hidden_inputs(form),
        'introductions': form.introductions,
        'why_confirm': _why_confirm(wizard.state.to_confirm.get(shown.step)),
        'refused': shown.refused,
        'general_errors': general_errors(form) if shown.refused else [],
        'problems': form.problems,
    }


def _review(shown: ShowStep) -> dict[str, Any]:
    wizard = shown.wizard
    answers = [(step.index, step_title(step), wizard.state.reviewed.get(step.name, [])) for step in wizard.steps]
    changed_answers = [answer for _index, _title, lines in answers for answer in lines]
    told = {answer.label for answer in changed_answers}
    is_renamed = bool(wizard.state.reviewed.get(NAME_FORM))
    return {
        'title': _('Review'),
        'review': answers,
        'changed_answers': changed_answers,
        # What follows from an answer and has its label would only be told twice.
        'further_changes': [
            change
            for change in shown.changes
            if change.label not in told and not (is_renamed and change.path == 'name')
        ],
        'changes': shown.changes,
        'moved': wizard.moved,
        'environment_form': shown.environment_form,
        'half_made': shown.half_made,
        'kept': wizard.kept,
    }


def _why_confirm(changed: ChangedField | None) -> str:
    """Why a step that had been answered is shown once more, '' for any other."""
    if changed is None:
        return ''
    names = {'label': changed.label, 'step': changed.step + 1}
    if not changed.label:
        return _('Step %(step)s was changed; please look at these answers again.') % names
    return _('"%(label)s" was changed in step %(step)s; please look at these answers again.') % names


def step_title(step: StepDefinition) -> str:
    """Forms have no titles of their own: their names, as words, tell more than their numbers."""
    if step.name in _TITLES:
        return str(_TITLES[step.name])
    generated = _GENERATED.fullmatch(step.name)
    if generated:
        number = int(generated[1])
        return _('Parameters %d') % number if number else _('Application')
    return in_words(step.name)


def step_links(wizard: Wizard, index: int) -> list[StepLink]:
    """All steps and the review; ``index`` is the one that is shown."""
    titles = [*(step_title(step) for step in wizard.steps), _('Review')]
    return [
        StepLink(
            number,
            title,
            current=number == index,
            done=number < wizard.accepted,
            reachable=number <= wizard.accepted,
        )
        for number, title in enumerate(titles)
    ]
