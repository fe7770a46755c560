"""What all fields of form definitions have in common, and how templates see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import html
from django.utils.translation import gettext_lazy as _

from murano_panel.dynamic_ui.fields.validators import PasswordRule, PatternValidator
from murano_panel.dynamic_ui.language.javascript import JavaScriptPattern

SEARCHABLE_FROM = 16


class AuthorText(str):
    """A text that is escaped in HTML even where a template calls it safe, as Django's own do with help texts."""

    def __str__(self) -> str:  # so that filters do not make a plain text of it
        return self

    def __html__(self) -> str:
        return html.escape(str.__str__(self))


@dataclass(frozen=True)
class Position:
    """Where a field stands in a form of a class.

    section: the title above it. parent: the name of the object or list that it is part of. place: the labels of all
    that it is in, from the outside to the inside.
    """

    section: str = ''
    parent: str = ''
    place: str = ''


class DynamicField(forms.Field):
    """What every field of a definition carries, mixed into Django's fields."""

    # Whether what is checked is what is typed: then patterns can be tried in the browser, too.
    is_checked_as_typed = True

    def __init__(
        self,
        *,
        kind: str = 'string',
        description: str = '',
        description_title: str = '',
        unavailable: str | None = None,
        class_names: tuple[str, ...] = (),
        is_secret: bool = False,
        is_kept: bool = False,
        position: Position = Position(),
        checks: Sequence[Callable[[Any], None]] = (),
        **kwargs: Any,
    ):
        """What is said here ``DynamicBoundField`` tells; ``checks`` are the author's, made before the type's own."""
        # Whether it would have to be answered if nothing were known of it.
        self.is_needed = kwargs.get('required', True)
        if is_kept:
            kwargs['required'] = False
        super().__init__(**kwargs)
        self.kind = kind
        self.description = description
        self.description_title = description_title
        self.unavailable = unavailable
        self.class_names = class_names
        self.is_secret = is_secret
        self.is_kept = is_kept
        self.position = position
        self.validators[:0] = checks
        # Check boxes look like nothing else of Bootstrap's.
        if kind != 'boolean' and not self.widget.is_hidden:
            self.widget.attrs.setdefault('class', 'form-control')

    @cached_property
    def js_checks(self) -> list[tuple[JavaScriptPattern, str]]:
        """Those of the field's checks that the browser can make, each with its message, in their order."""
        if not self.is_checked_as_typed:
            return []
        invalid = str(self.error_messages.get('invalid') or _('Enter a valid value.'))
        checks = (check for check in self.validators if isinstance(check, (PatternValidator, PasswordRule)))
        return [found for check in checks if (found := check.for_javascript(invalid))]

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> DynamicBoundField:
        """Django's way to ask for what templates see of the field."""
        return DynamicBoundField(form, self, field_name)


class DynamicBoundField(BoundField):
    """A field as templates see it: Django's bound field and what form definitions add to it."""

    def __init__(self, form: forms.BaseForm, field: Any, name: str):
        super().__init__(form, field, name)
        self.help_text = AuthorText(field.help_text or '')

    @property
    def kind(self) -> str:
        """The type of the definition ('string', 'flavor', 'class', …), or 'confirm' for the second password."""
        return self.field.kind

    @property
    def description(self) -> str:
        """What the author says about the field, beyond its help text."""
        return self.field.description

    @property
    def description_title(self) -> str:
        """The title of that, the label when the author gave none."""
        return self.field.description_title

    @property
    def unavailable(self) -> str | None:
        """Why there is nothing to choose from (a service is missing, nothing fits), else None."""
        return self.field.unavailable

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes of components that it can refer to, and of which one may still have to be made."""
        return self.field.class_names

    @property
    def is_class_reference(self) -> bool:
        """Whether it can refer to another component."""
        return bool(self.field.class_names)

    @property
    def is_secret(self) -> bool:
        """Whether the value must not be shown, kept or logged."""
        return self.field.is_secret

    @property
    def is_kept(self) -> bool:
        """A secret that stays as it is unless it is typed again."""
        return self.field.is_kept

    @property
    def position(self) -> Position:
        """Where the field stands; forms of packages have neither sections nor parts."""
        return self.field.position

    @property
    def js_checks(self) -> list[dict[str, str]]:
        """What the browser tries while one types, until something is wrong; the server's checks stay the judge."""
        return [
            {'source': pattern.source, 'flags': pattern.flags, 'message': message}
            for pattern, message in self.field.js_checks
        ]

    @property
    def is_searchable(self) -> bool:
        """A choice with so many options that it needs a search."""
        return len(getattr(self.field, 'choices', ())) >= SEARCHABLE_FROM
