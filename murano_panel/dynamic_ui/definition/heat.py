"""Definitions that murano-api generates from Heat templates (HOT packages bring none of their own).

Their passwords are plain text fields: a template's parameters say ``hidden``, but what is generated does not. The names
of the fields have to tell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from django.utils.translation import gettext as _

from murano_panel.domain.model.secrets import is_secret
from murano_panel.dynamic_ui.definition.model import Definition, FieldDefinition

_STEP = re.compile(r'group\d+')


def is_generated(definition: Definition) -> bool:
    """Whether a definition is murano-api's work: steps called group0, group1, …, and a component of the package."""
    header = definition.application.get('?')
    of_package = isinstance(header, dict) and header.get('type') == header.get('package') == definition.fqn
    return of_package and all(_STEP.fullmatch(step.name) for step in definition.steps)


def with_secrets(definition: Definition) -> Definition:
    """The definition with its secret fields marked as such. Left empty, they mean the template's default, if any."""
    if not is_generated(definition):
        return definition
    steps = [replace(step, fields=tuple(map(_with_secret, step.fields))) for step in definition.steps]
    return replace(definition, steps=tuple(steps))


def _with_secret(item: FieldDefinition) -> FieldDefinition:
    if item.kind != 'string' or not is_secret(item.name):
        return item
    if 'initial' not in item.attributes:
        return replace(item, is_secret=True)
    attributes = {**item.attributes, 'help_text': _('Leave it empty to take the default of the package.')}
    return replace(item, is_secret=True, empty_means_initial=True, attributes=attributes)
