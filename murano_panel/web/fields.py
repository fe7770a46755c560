"""Fields that forms of several panels have."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MAX_NAME = 255
BLANKS = _('Blanks alone are no name: it needs another character.')


class NameField(forms.CharField):
    """What somebody calls a thing; Murano takes MAX_NAME characters. Blanks around it are dropped."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{'max_length': MAX_NAME, **options})

    def to_python(self, value: Any) -> str:
        """Who typed blanks has typed something: that it is missing would be no help."""
        if isinstance(value, str) and value and not value.strip():
            raise ValidationError(BLANKS, code='blanks')
        return super().to_python(value)
