"""What the pages have in common on which the arguments of an action are filled in."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from murano_panel.components.inputs import prefix
from murano_panel.components.rows import FieldRow, field_rows, general_errors, hidden_inputs, wrong_rows
from murano_panel.domain.model import secrets
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.dynamic_ui import Problem, StepForm
from murano_panel.web.failures import TOO_MUCH


@dataclass(frozen=True)
class ArgumentsPage:
    """The form as its template wants it. press: see ``pressed``.

    asks_secrets: some of what was typed has to be typed again: it does not travel back. refusal: why it was not run.
    """

    rows: Sequence[FieldRow]
    hidden: Sequence[str]
    wrong: Sequence[FieldRow]
    general_errors: Sequence[str]
    problems: Sequence[Problem]
    press: str
    refused: bool
    asks_secrets: bool
    refusal: Refusal | None = None


def arguments_page(
    form: StepForm, *, refused: bool = False, refusal: Refusal | None = None, press: str = ''
) -> ArgumentsPage:
    """refused: what was sent is not right. press: that of the page that was sent, '' for a new one."""
    shown = form if refused else form.as_shown()
    rows = field_rows(shown)
    return ArgumentsPage(
        rows=rows,
        hidden=hidden_inputs(shown),
        wrong=wrong_rows(list(rows)) if refused else [],
        general_errors=general_errors(shown) if refused else [],
        problems=shown.problems,
        press=press or uuid.uuid4().hex,
        refused=refused,
        asks_secrets=bool(form.secret_names) and form.is_bound,
        refusal=refusal,
    )


def typed_names(request: HttpRequest, error: Exception) -> tuple[str, ...]:
    """The inputs whose text the page of a failure may show: what their names tell of is no secret."""
    if isinstance(error, Refused) and error.refusal is TOO_MUCH:
        return ()
    return tuple(
        name
        for name, value in request.POST.items()
        if name.startswith(f'{prefix(0)}-') and not secrets.is_secret_path((name.partition('-')[2],), value=value)
    )


def as_context(found: ArgumentsPage) -> dict[str, Any]:
    """For the templates of fields, which are those of a package's step, the first of its form."""
    return {**vars(found), 'index': 0, 'is_plain': True}
