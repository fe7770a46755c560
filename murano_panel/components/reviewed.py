"""Answers as texts, for the review. They travel with the page, so they are cut, and secrets are masked."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.components.state import ReviewedAnswer
from murano_panel.domain.model import secrets
from murano_panel.dynamic_ui import StepForm

MAX_ANSWER_CHARACTERS = 1000


def reviewed_answers(form: StepForm, answers: Mapping[str, Any], for_secrets: Any) -> list[ReviewedAnswer]:
    """Those of an accepted form's visible fields, as they were typed; ``for_secrets`` stands for what is secret."""
    return [
        ReviewedAnswer(full_label(form[name]), _as_text(form[name], answers.get(name), form[name].value(), for_secrets))
        for name in form.fields
        if not form[name].is_hidden and form[name].kind != 'confirm'
    ]


def reviewed_changes(
    form: StepForm, before: Mapping[str, Any], answers: Mapping[str, Any], for_secrets: Any
) -> list[ReviewedAnswer]:
    """Those of an accepted form's visible fields that differ from the answers before."""
    return [
        ReviewedAnswer(
            full_label(form[name]),
            *(
                _as_text(form[name], value, form.fields[name].prepare_value(value), for_secrets)
                for value in (after, earlier)
            ),
        )
        for name in form.answers
        if not form[name].is_hidden
        for after, earlier in [(answers.get(name), before.get(name))]
        if after != earlier
    ]


def full_label(bound: Any) -> str:
    """The label of a field, after those of the objects and items that it is part of."""
    return f'{bound.position.place} › {bound.label}' if bound.position.place else str(bound.label)


def _as_text(bound: Any, answer: Any, in_browser: Any, for_secrets: Any) -> str:
    """``in_browser`` is the answer as the input holds it: of a choice its value, for which the text is shown."""
    if isinstance(answer, bool):
        return _('Yes') if answer else _('No')
    if bound.is_secret or _holds_a_secret(bound, answer):
        return str(for_secrets) if answer else ''
    text = _labels(bound.field).get(str(in_browser), '' if in_browser is None else str(in_browser))
    return text if len(text) <= MAX_ANSWER_CHARACTERS else text[: MAX_ANSWER_CHARACTERS - 1] + '…'


def _holds_a_secret(bound: Any, answer: Any) -> bool:
    """Authors let passwords be typed as plain texts. What is chosen, and not typed, is none, whatever it is called."""
    name = bound.name.rpartition('.')[2]
    return not hasattr(bound.field, 'choices') and (secrets.is_secret(name) or secrets.is_secret_value(answer))


def _labels(field: Any) -> dict[str, str]:
    """{value: what a browser shows} of a choice."""
    options = getattr(field, 'options', {})
    labels = {str(value): str(label) for value, label in getattr(field, 'choices', ())}
    # Who left "Select a volume" as it was has answered nothing.
    return labels | {value: '' if option.is_prompt else option.title for value, option in options.items()}
