"""The fields of a step as the page shows them."""

from functools import cached_property
from pathlib import Path
from typing import Any

from django.apps import apps
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext as _

from murano_panel.domain.model import secrets
from murano_panel.dynamic_ui import StepForm
from murano_panel.dynamic_ui.schema.places import MAX_ITEMS
from murano_panel.dynamic_ui.schema.properties import LIST, OBJECT

# Characters of an answer that a review shows: it travels with the page.
_MAX_SHOWN = 1000
# Django makes every text area ten lines high, whose author said nothing; that leaves little of a page.
_DJANGOS_ROWS, _ROWS = '10', 4


class LiteralRenderer(DjangoTemplates):
    """Django's widgets with ``literal`` instead of Horizon's escaping.

    That turns ``{$`` into ``{%``: harmless in text, but a value which is shown in an input comes back changed.
    """

    @cached_property
    def engine(self) -> Any:
        ours = Path(apps.get_app_config('murano_panel').path) / 'templates' / 'murano_panel' / 'literal'
        return self.backend(
            {
                'APP_DIRS': True,
                'DIRS': [ours, *DjangoTemplates().engine.dirs],
                'NAME': 'murano_panel_forms',
                'OPTIONS': {},
            }
        )


_RENDERER = LiteralRenderer()


class Row:
    """One visible field of a form. Ids are made of numbers: names of fields come from package authors."""

    def __init__(self, form: StepForm, number: int, name: str, *, focus: bool = False):
        self.bound = form[name]
        self.number = number
        self.field_id = f'field-{form.step.index}-{number}'
        self.errors = list(self.bound.errors)
        self.focus = focus
        self.children: list[Row] = []
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
        if self.bound.js_pattern:
            attributes |= {
                'data-murano-pattern': self.bound.js_pattern.source,
                'data-murano-pattern-flags': self.bound.js_pattern.flags,
                'data-murano-pattern-message': self.bound.js_message,
            }
        return attributes


def rows(form: StepForm, focus: str = '') -> list[Row]:
    """The visible fields in their order, those of objects and lists within these.

    The first one with an error takes the focus, else the field named ``focus`` or the first one within it.
    """
    form.renderer = _RENDERER
    numbers = {name: number for number, name in enumerate(form.fields) if _is_shown(form, name)}
    wrong = next((name for name in form.fields if name in form.errors), None) if form.is_bound else None
    wanted = wrong or _focused(form, focus)
    made = {name: Row(form, number, name, focus=name == wanted) for name, number in numbers.items()}
    for row in made.values():
        parent = made.get(row.bound.field.parent)
        if parent:
            parent.children.append(row)
            row.is_removable = parent.is_list
    return [row for row in made.values() if row.bound.field.parent not in made]


def _is_shown(form: StepForm, name: str) -> bool:
    return not form[name].is_hidden or form[name].kind in (OBJECT, LIST)


def _focused(form: StepForm, wanted: str) -> str:
    """The field itself if it can be seen, or is a list, whose button takes the focus; else the first one within it."""
    if wanted not in form.fields or form[wanted].kind == LIST or not form[wanted].is_hidden:
        return wanted
    return next((name for name in form.fields if name.startswith(f'{wanted}.') and not form[name].is_hidden), wanted)


def wrong_rows(shown: list[Row]) -> list[Row]:
    """Those with errors, wherever they are."""
    return [wrong for row in shown for wrong in ([row] if row.errors else []) + wrong_rows(row.children)]


def full_label(bound: Any) -> str:
    """The label of a field, after those of the objects and items that it is part of."""
    return f'{bound.field.place} › {bound.label}' if bound.field.place else str(bound.label)


def hidden_inputs(form: StepForm) -> list[str]:
    form.renderer = _RENDERER
    return [bound.as_widget() for bound in form.hidden_fields() if not _is_shown(form, bound.name)]


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
    wrong = wrong_rows(rows(form))
    return {
        'fields': [
            {'id': row.field_id, 'label': row.full_label, 'messages': list(map(str, row.errors))} for row in wrong
        ],
        'general': general_errors(form),
    }


def shown(form: StepForm) -> list[list[str]]:
    """[label, answer as text] of an accepted form's visible fields; secrets are masked."""
    return [
        [full_label(form[name]), cut(_as_text(form, name))]
        for name in form.fields
        if not form[name].is_hidden and form[name].kind != 'confirm'
    ]


def cut(text: str) -> str:
    return text if len(text) <= _MAX_SHOWN else text[: _MAX_SHOWN - 1] + '…'


def _as_text(form: StepForm, name: str) -> str:
    bound, answer = form[name], form.answers.get(name)
    if bound.is_secret:
        return secrets.MASK if answer else ''
    if isinstance(answer, bool):
        return _('Yes') if answer else _('No')
    typed = bound.value()
    labels = _labels(bound.field)
    return labels.get(str(typed), '' if typed is None else str(typed))


def _labels(field: Any) -> dict[str, str]:
    """{value: what a browser shows} of a choice: the attribute ``label`` goes before the text."""
    labels = {str(value): str(label) for value, label in getattr(field, 'choices', ())}
    shown = {value: option.attributes.get('label') for value, option in getattr(field, 'options', {}).items()}
    return {value: shown.get(value) or label for value, label in labels.items()}
