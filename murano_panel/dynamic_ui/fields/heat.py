"""Choices for parameters of Heat templates whose custom constraints say what they name: a network, an image, …"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from murano_panel.domain.cloud import Found
from murano_panel.dynamic_ui.fields.attributes import Attributes
from murano_panel.dynamic_ui.fields.choices import Option, SelectField, distinct
from murano_panel.dynamic_ui.fields.types import TextField
from murano_panel.dynamic_ui.sources import Sources

# What a constraint's resources are: (id, name, what is shown of it).
_Listed = Found[tuple[str, str, str]]


def heat_field(constraint: str, attributes: Attributes, sources: Sources, options: dict[str, Any]) -> forms.Field:
    """The field for a constraint of CONSTRAINTS. Where its service is not there, it is typed in.

    ``options`` are arguments for the field's constructor.
    """
    found = CONSTRAINTS[constraint](sources)
    if found.unavailable:
        return TextField(strip=True, **{**options, 'unavailable': found.unavailable})
    choices = distinct(list(_options(found)))
    default = attributes.get('initial')
    if isinstance(default, str) and default and not any(option.means(default) for option in choices):
        choices.insert(0, Option(default, _('%s (the default of the package)') % default))
    if default in (None, '') or not options.get('required', True):
        choices.insert(0, Option('', _('Select one') if choices else _('There is none in this cloud')))
    field = SelectField(options=choices, **options)
    field.initial = field.prepare_value(default)
    return field


def _options(found: _Listed) -> Iterable[Option]:
    """By name, as templates do, in the order of what is shown; by id where a name is not enough."""
    times = Counter(name for _id, name, _shown in found.items)
    for own_id, name, shown in sorted(found.items, key=lambda item: item[2].lower()):
        yield Option(name if name and times[name] == 1 else own_id, shown)


def _listed(found: Found[Any], item: Callable[[Any], Iterable[tuple[str, str, str]]]) -> _Listed:
    return Found(tuple(each for one in found.items for each in item(one)), found.unavailable)


def _flavors(sources: Sources) -> _Listed:
    return _listed(sources.flavors(None), lambda item: [(item.id, item.name, item.name)])


def _images(sources: Sources) -> _Listed:
    return _listed(
        sources.images(None),
        lambda item: [(item.id, item.name, item.name or item.id)] if item.status == 'active' else [],
    )


def _keypairs(sources: Sources) -> _Listed:
    return _listed(sources.keypairs(None), lambda item: [(item.name, item.name, item.name)])


def _networks(sources: Sources) -> _Listed:
    """External ones too: a template may want the network of floating addresses."""
    return _listed(sources.networks(None), lambda item: [(item.id, item.name, item.name or item.id)])


def _subnets(sources: Sources) -> _Listed:
    return _listed(
        sources.networks(None),
        lambda item: [
            (subnet.id, subnet.name, f'{item.name or item.id}: {subnet.cidr} {subnet.name}'.rstrip())
            for subnet in item.subnets
        ],
    )


def _security_groups(sources: Sources) -> _Listed:
    return _listed(sources.security_groups(None), lambda item: [(item.value, item.value, item.value)])


def _volumes(sources: Sources) -> _Listed:
    return _listed(sources.volumes(None), lambda item: [(item.id, item.name, item.name or item.id)])


def _snapshots(sources: Sources) -> _Listed:
    return _listed(sources.volume_snapshots(None), lambda item: [(item.id, item.name, item.name or item.id)])


def _dns_zones(sources: Sources) -> _Listed:
    return _listed(sources.dns_zones(None), lambda item: [(item.name, item.name, item.name)])


CONSTRAINTS: dict[str, Callable[[Sources], _Listed]] = {
    'nova.flavor': _flavors,
    'nova.keypair': _keypairs,
    'glance.image': _images,
    'neutron.network': _networks,
    'neutron.subnet': _subnets,
    'neutron.security_group': _security_groups,
    'cinder.volume': _volumes,
    'cinder.snapshot': _snapshots,
    'designate.zone': _dns_zones,
}
