"""Definitions that murano-api generates from Heat templates (HOT packages bring none of their own).

Their passwords are plain text fields: a template's parameters say ``hidden``, but what is generated does not. The names
of the fields have to tell. Defaults of comma-delimited lists come as lists. Custom constraints are lost, too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from murano_panel.domain.model.secrets import is_secret
from murano_panel.dynamic_ui.definition.model import (
    HEAT_CONSTRAINTS,
    HEAT_KIND,
    Definition,
    FieldDefinition,
    StepDefinition,
)

_STEP = re.compile(r'group\d+')


def is_generated(definition: Definition) -> bool:
    """Whether a definition is murano-api's work: steps called group0, group1, …, and a component of the package."""
    header = definition.application.get('?')
    of_package = isinstance(header, dict) and header.get('type') == header.get('package') == definition.fqn
    return of_package and all(_STEP.fullmatch(step.name) for step in definition.steps)


def as_in_heat(definition: Definition, constraints: Mapping[str, str]) -> Definition:
    """The definition as its template means it, where it is a generated one; others are returned as they are.

    ``constraints``: {parameter: the custom constraint that its template gives it}, as far as these are known.
    Secret fields are marked as such; left empty, they mean the template's default, if any. A list as default is written
    as Heat reads it.
    """
    if not is_generated(definition):
        return definition

    def meant(step: StepDefinition, item: FieldDefinition) -> FieldDefinition:
        is_name = (step.index, item.name) == (0, 'name')  # the application's own: no parameter
        return _with_secret(_with_choice(_with_text(item), '' if is_name else constraints.get(item.name, '')))

    steps = [replace(step, fields=tuple(meant(step, item) for item in step.fields)) for step in definition.steps]
    return replace(definition, steps=tuple(steps))


def _with_choice(item: FieldDefinition, constraint: str) -> FieldDefinition:
    if item.kind != 'string' or constraint not in HEAT_CONSTRAINTS:
        return item
    return replace(item, kind=HEAT_KIND, type_name=constraint)


def _with_text(item: FieldDefinition) -> FieldDefinition:
    default = item.attributes.get('initial')
    if item.kind != 'string' or not isinstance(default, list):
        return item
    if any(isinstance(part, (list, dict)) for part in default):
        return item
    return replace(item, attributes={**item.attributes, 'initial': ','.join(map(str, default))})


def _with_secret(item: FieldDefinition) -> FieldDefinition:
    if item.kind != 'string' or not is_secret(item.name):
        return item
    if 'initial' not in item.attributes:
        return replace(item, is_secret=True)
    attributes = {**item.attributes, 'help_text': _('Leave it empty to take the default of the package.')}
    return replace(item, is_secret=True, empty_means_initial=True, attributes=attributes)
