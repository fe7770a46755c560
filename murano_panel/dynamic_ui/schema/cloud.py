"""Properties of servers in Murano's own library, which are chosen from what the cloud has.

Schemas say no more of them than that they are texts.
"""

from __future__ import annotations

from typing import Any

from murano_panel.dynamic_ui.definition.model import FieldDefinition
from murano_panel.dynamic_ui.fields import cloud as cloud_choices
from murano_panel.dynamic_ui.fields.attributes import Attributes
from murano_panel.dynamic_ui.fields.types import Option, SelectField, TextField
from murano_panel.dynamic_ui.language.evaluation import Evaluation
from murano_panel.dynamic_ui.problems import Problem
from murano_panel.dynamic_ui.schema.places import Place
from murano_panel.dynamic_ui.sources import Sources

_LIBRARY = 'io.murano.resources.'
# Property -> the kind of field that packages with a form of their own use for it.
_KINDS = {
    'flavor': 'flavor',
    'image': 'image',
    'keyname': 'keypair',
    'availabilityZone': 'azone',
    'securityGroupName': 'securitygroup',
}


class _CloudField(SelectField):
    """Nothing chosen is None."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) or None


def kind_of(place: Place) -> str | None:
    """What the property is chosen from, None for all others."""
    if not place.owner.startswith(_LIBRARY) or place.item.type != 'string':
        return None
    return _KINDS.get(place.item.name)


def build(
    kind: str, place: Place, options: dict[str, Any], sources: Sources, problems: list[Problem], known: Any
) -> Any:
    """A choice among what the cloud has and what stands there now; a text where there is nothing to choose from."""
    definition = FieldDefinition('', place.name, kind)
    field: Any = cloud_choices.build(
        definition, Attributes(definition, Evaluation({}), problems), options, sources, None
    )
    offered = list(field.options.values()) if isinstance(field, SelectField) else []
    if any(option.value for option in offered):
        field = _with_known(field, offered, options, known)
    else:
        text: Any = TextField(**options, empty_value=None)
        text.unavailable = field.unavailable
        field = text
    field.kind = kind
    return field


def _with_known(field: Any, offered: list[Option], options: dict[str, Any], known: Any) -> Any:
    """What stands there stays possible; nothing is proposed for what may be left out."""
    is_offered = field.prepare_value(known) in field.options
    if isinstance(known, str) and known and not is_offered:
        offered.append(Option(known, known))
    if not any(option.value == '' for option in offered) and not (options['required'] and field.initial):
        offered.insert(0, Option('', '—'))
    chosen = _CloudField(options=offered, **options)
    chosen.initial = field.initial if options['required'] else None
    chosen.unavailable = field.unavailable
    return chosen
