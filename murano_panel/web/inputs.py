"""Inputs that show user text as it is."""

from functools import cached_property
from pathlib import Path
from typing import Any

from django.apps import apps
from django.forms.renderers import DjangoTemplates


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


LITERAL = LiteralRenderer()
