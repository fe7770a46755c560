"""Properties of servers in Murano's own library, which are chosen from what the cloud has.

Schemas say no more of them than that they are texts.
"""

from __future__ import annotations

from typing import Any

from django import forms

from murano_panel.dynamic_ui.definition.model import FieldDefinition
from murano_panel.dynamic_ui.fields.attributes import Attributes
from murano_panel.dynamic_ui.fields.choices import Option, SelectField
from murano_panel.dynamic_ui.fields.cloud import Wanted, offer_for
from murano_panel.dynamic_ui.fields.types import TextField
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
    def clean(self, value: Any) -> Any:
        """The chosen option, None for nothing: the class's own default then."""
        return super().clean(value) or None


def cloud_kind(place: Place) -> str | None:
    """What the property is chosen from, None for all others."""
    if not place.owner.startswith(_LIBRARY) or place.item.type != 'string':
        return None
    return _KINDS.get(place.item.name)


def cloud_field_of(
    kind: str, place: Place, options: dict[str, Any], sources: Sources, problems: list[Problem], known: Any
) -> forms.Field:
    """A choice among what the cloud has and what stands there now; a text where there is nothing to choose from."""
    definition = FieldDefinition('', place.name, kind)
    offer = offer_for(Wanted(definition, Attributes(definition, Evaluation({}), problems), sources))
    options = {**options, 'kind': kind, 'unavailable': offer.unavailable}
    offered = list(offer.options)
    if not any(option.value for option in offered):
        return TextField(**options, empty_value=None)
    # What stands there stays possible, by whatever name this cloud knows it.
    if isinstance(known, str) and known and not any(option.means(known) for option in offered):
        offered.append(Option(known, known))
    # Nothing is proposed for what may be left out.
    proposed = offer.initial if options['required'] else None
    if not proposed and not any(option.value == '' for option in offered):
        offered.insert(0, Option('', '—'))
    return _CloudField(options=offered, **{'initial': proposed, **options})
