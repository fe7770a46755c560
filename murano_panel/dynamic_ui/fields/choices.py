"""Django form fields for what is chosen among options."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from murano_panel.dynamic_ui.fields.base import DynamicField

# How the choice travels that leaves the network to Murano.
AUTO_NETWORK = 'auto'


# So many characters of an id tell it from others, nearly always.
_TELLING = 8


class Option:
    """One option of a choice.

    ``value`` travels in the form, ``model_value`` is what expressions see, ``attributes`` become HTML attributes.
    ``is_prompt``: it asks to choose, and answers nothing.
    """

    def __init__(
        self,
        value: str,
        label: str,
        model_value: Any = None,
        *,
        disabled: bool = False,
        is_prompt: bool = False,
        attributes: Mapping[str, Any] | None = None,
    ):
        self.value = value
        self.label = label
        self.model_value = value if model_value is None else model_value
        self.disabled = disabled
        self.is_prompt = is_prompt
        self.attributes: dict[str, Any] = dict(attributes or {}, **({'disabled': True} if disabled else {}))

    @property
    def shown(self) -> str:
        """What browsers show: the attribute ``label`` stands for the text."""
        return str(self.attributes.get('label', self.label))

    def with_remark(self, remark: str) -> Option:
        """This option with something in brackets behind what it shows."""
        text = f'{self.shown} ({remark})'
        has_label = 'label' in self.attributes
        attributes = {**self.attributes, 'label': text} if has_label else self.attributes
        label = self.label if has_label else text
        return Option(self.value, label, self.model_value, disabled=self.disabled, attributes=attributes)

    @property
    def title(self) -> str:
        """What a browser shows: the attribute ``label`` goes before the text."""
        return str(self.attributes.get('label') or self.label)

    def means(self, value: Any) -> bool:
        """Whether a value is this option, given as it travels, as the model knows it or by its label."""
        return value in (self.value, self.model_value, self.label)


def distinct(options: Sequence[Option]) -> list[Option]:
    """The options; those that read alike, as resources may share a name, with their id or as much of it as tells."""
    alike = defaultdict(list)
    for option in options:
        alike[option.shown].append(option)
    return [_told_from(option, alike[option.shown]) for option in options]


def _told_from(option: Option, alike: Sequence[Option]) -> Option:
    if len(alike) == 1:
        return option
    beginnings = {twin.value[:_TELLING] for twin in alike}
    return option.with_remark(option.value[:_TELLING] if len(beginnings) == len(alike) else option.value)


class FormSelect(forms.Select):
    """A select whose options can carry attributes, such as ``disabled`` or the size of a flavor."""

    def __init__(self, *, option_attributes: Mapping[str, Mapping[str, Any]], **kwargs: Any):
        super().__init__(**kwargs)
        self._option_attributes = option_attributes

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Django's way to make one ``<option>``."""
        option = super().create_option(name, value, *args, **kwargs)
        option['attrs'].update(self._option_attributes.get(str(value), {}))
        return option


class SelectField(DynamicField, forms.ChoiceField):
    """A choice. ``options`` are ``Option`` items; the cleaned value is the option's ``model_value``."""

    def __init__(self, *, options: Sequence[Option] = (), **kwargs: Any):
        self.options = {option.value: option for option in options}
        widget = FormSelect(option_attributes={option.value: option.attributes for option in options})
        super().__init__(choices=[(option.value, option.label) for option in options], widget=widget, **kwargs)

    def valid_value(self, value: str) -> bool:
        """Whether the value is an option that can be chosen now."""
        option = self.options.get(str(value))
        return option is not None and not option.disabled

    def clean(self, value: Any) -> Any:
        """The chosen option as expressions see it. Raises Django's ``ValidationError``."""
        value = super().clean(value)
        option = self.options.get(str(value))
        return option.model_value if option else value

    def title_of(self, answer: Any) -> str:
        """What is shown for a cleaned value, '' where that is no option."""
        return next((option.title for option in self.options.values() if option.model_value == answer), '')

    def prepare_value(self, value: Any) -> Any:
        """Find the option of an initial value, which may be given as the model knows it or by its label."""
        if value is None or (isinstance(value, str) and value in self.options):
            return value
        for option in self.options.values():
            if option.model_value == value:
                return option.value
        return next((option.value for option in self.options.values() if option.label == value), value)


class ComponentField(SelectField):
    """A reference to a component: its id, or None."""

    def clean(self, value: Any) -> str | None:
        """The id, None for nothing."""
        return super().clean(value) or None


class NetworkField(SelectField):
    """``network``: ``[network id, subnet id or None]``; ``[None, None]`` leaves it to Murano."""

    def prepare_value(self, value: Any) -> Any:
        """The option; nothing chosen where Auto is not offered, though that is answered as Auto is."""
        return '' if value == [None, None] and AUTO_NETWORK not in self.options else super().prepare_value(value)

    def clean(self, value: Any) -> Any:
        """The pair; nothing chosen is as good as Auto, where that is offered."""
        if value in self.empty_values and AUTO_NETWORK in self.options:
            value = AUTO_NETWORK
        return super().clean(value) or [None, None]
