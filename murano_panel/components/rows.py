"""The fields of a step as the page shows them."""

import json
from typing import Any

from murano_panel.components.reviewed import full_label
from murano_panel.dynamic_ui import CLONE_SUFFIX, LIST, MAX_ITEMS, OBJECT, PASSWORDS_DIFFER, StepForm
from murano_panel.web.inputs import LITERAL

# Django makes every text area ten lines high, whose author said nothing; that leaves little of a page.
_DJANGOS_ROWS, _ROWS = '10', 4


class FieldRow:
    """One visible field of a form. Ids are made of numbers: names of fields come from package authors."""

    def __init__(self, form: StepForm, number: int, name: str, *, focus: bool = False):
        self.bound = form[name]
        self.number = number
        self.field_id = _id_of(form, number)
        # The id of the password that is typed here once more.
        original = list(form.fields).index(name.removesuffix(CLONE_SUFFIX)) if self.bound.kind == 'confirm' else None
        self.repeats = '' if original is None else _id_of(form, original)
        self.errors = list(self.bound.errors)
        self.focus = focus
        self.children: list[FieldRow] = []
        # an item of a list
        self.is_removable = False

    @property
    def label(self) -> str:
        return str(self.bound.label)

    @property
    def full_label(self) -> str:
        return full_label(self.bound)

    @property
    def is_list(self) -> bool:
        return self.bound.kind == LIST

    @property
    def is_object(self) -> bool:
        return self.bound.kind == OBJECT

    @property
    def is_full(self) -> bool:
        """Whether a list has as many items as it may get."""
        return len(self.children) >= MAX_ITEMS

    @property
    def required(self) -> bool:
        return self.bound.field.required

    @property
    def is_checkbox(self) -> bool:
        return self.bound.kind == 'boolean'

    @property
    def is_checked_while_typed(self) -> bool:
        """Whether errors may come and go while one types."""
        return bool(self.bound.js_checks or self.repeats)

    @property
    def help_text(self) -> str:
        return str(self.bound.help_text or '')

    @property
    def explanation_title(self) -> str:
        """The title above the author's explanation, unless it only repeats the label."""
        title = self.bound.description_title
        return '' if title == self.label else title

    def control(self) -> str:
        """The input as HTML, tied to its help, explanation and errors."""
        return self.bound.as_widget(attrs=self._attributes())

    def _attributes(self) -> dict[str, Any]:
        described = {
            'error': True,
            'help': self.help_text,
            'note': self.bound.unavailable or self.bound.is_kept,
            'explanation': self.bound.description,
        }
        attributes: dict[str, Any] = {
            'id': self.field_id,
            'aria-describedby': ' '.join(f'{self.field_id}-{part}' for part, there in described.items() if there),
        }
        if self.errors:
            attributes['aria-invalid'] = 'true'
        if self.bound.field.widget.attrs.get('rows') == _DJANGOS_ROWS:
            attributes['rows'] = _ROWS
        if self.bound.is_searchable:
            attributes['data-murano-searchable'] = True
        if self.focus and not self.bound.is_hidden:
            attributes['autofocus'] = True
        if self.is_object:
            attributes['data-murano-reshapes'] = self.number
        if self.bound.js_checks:
            attributes['data-murano-checks'] = json.dumps(self.bound.js_checks)
        if getattr(self.bound.field, 'strip', False):
            attributes['data-murano-strips'] = True
        if self.repeats:
            attributes |= {'data-murano-repeats': self.repeats, 'data-murano-repeats-message': PASSWORDS_DIFFER}
        return attributes


def _id_of(form: StepForm, number: int) -> str:
    return f'field-{form.step.index}-{number}'


def field_rows(form: StepForm, focus: str = '') -> list[FieldRow]:
    """The visible fields in their order, those of objects and lists within these.

    The first one with an error takes the focus, else the field named ``focus`` or the first one within it.
    """
    form.renderer = LITERAL
    # Numbered among all fields, hidden ones included: a button's name tells the server the field by it.
    numbers = {name: number for number, name in enumerate(form.fields) if _is_shown(form, name)}
    first_wrong = next((name for name in form.fields if name in form.errors), None) if form.is_bound else None
    focused = first_wrong or _focusable(form, focus)
    rows = {name: FieldRow(form, number, name, focus=name == focused) for name, number in numbers.items()}
    for row in rows.values():
        parent = rows.get(row.bound.position.parent)
        if parent:
            parent.children.append(row)
            row.is_removable = parent.is_list
    return [row for row in rows.values() if row.bound.position.parent not in rows]


def _is_shown(form: StepForm, name: str) -> bool:
    return not form[name].is_hidden or form[name].kind in (OBJECT, LIST)


def _focusable(form: StepForm, name: str) -> str:
    """The field itself if it can be seen, or is a list, whose button takes the focus; else the first one within it."""
    if name not in form.fields or form[name].kind == LIST or not form[name].is_hidden:
        return name
    return next((inner for inner in form.fields if inner.startswith(f'{name}.') and not form[inner].is_hidden), name)


def wrong_rows(rows: list[FieldRow]) -> list[FieldRow]:
    """Those with errors, wherever they are."""
    return [wrong for row in rows for wrong in ([row] if row.errors else []) + wrong_rows(row.children)]


def hidden_inputs(form: StepForm) -> list[str]:
    """As HTML, those of fields that no row shows, but for what the server fills itself."""
    form.renderer = LITERAL
    sent = (bound for bound in form.hidden_fields() if not bound.field.disabled)
    return [bound.as_widget() for bound in sent if not _is_shown(form, bound.name)]


def general_errors(form: StepForm) -> list[str]:
    """What is wrong with the step as a whole, or with fields that nobody sees."""
    hidden = [
        f'{bound.label}: {message}'
        for bound in form.hidden_fields()
        for message in bound.errors
        if not _is_shown(form, bound.name)
    ]
    return [*map(str, form.non_field_errors()), *hidden]


def errors_for_scripts(form: StepForm) -> dict[str, Any]:
    """{'fields': [{'id', 'label', 'messages'}], 'general': [text]} of a form that was refused."""
    wrong = wrong_rows(field_rows(form))
    return {
        'fields': [
            {'id': row.field_id, 'label': row.full_label, 'messages': list(map(str, row.errors))} for row in wrong
        ],
        'general': general_errors(form),
    }
