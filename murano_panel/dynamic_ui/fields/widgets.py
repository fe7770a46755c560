"""Widgets of the forms. They carry attributes only; looks and behaviour come from the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class FormSelect(forms.Select):
    """A select whose options can carry attributes, such as ``disabled`` or the size of a flavor."""

    def __init__(self, *, option_attributes: Mapping[str, Mapping[str, Any]], **kwargs: Any):
        super().__init__(**kwargs)
        self._option_attributes = option_attributes

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option['attrs'].update(self._option_attributes.get(str(value), {}))
        return option
