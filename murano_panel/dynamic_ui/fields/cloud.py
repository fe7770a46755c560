"""Fields whose choices come from the cloud or from the environment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from murano_panel.domain.cloud import Flavor, Found, Image, Network
from murano_panel.dynamic_ui.definition.model import FieldDefinition
from murano_panel.dynamic_ui.fields import types as fields
from murano_panel.dynamic_ui.fields.attributes import Attributes
from murano_panel.dynamic_ui.fields.types import Option
from murano_panel.dynamic_ui.language.patterns import PatternError, compile_pattern
from murano_panel.dynamic_ui.sources import Sources

_REQUIREMENTS = {'vcpus': 'vcpus', 'disk': 'disk_gb', 'memory_mb': 'ram_mb'}


class Offer:
    """What a field offers: options, the one that is chosen at first, or why there is nothing."""

    def __init__(
        self,
        options: Iterable[Option] = (),
        initial: str | None = None,
        unavailable: str | None = None,
        free_entry: bool = False,
    ):
        self.options = list(options)
        self.initial = initial
        self.unavailable = unavailable
        self.free_entry = free_entry


def build(
    definition: FieldDefinition, attributes: Attributes, options: dict[str, Any], sources: Sources, region: str | None
) -> forms.Field:
    """The field for a cloud resource or a class reference. Without its service it becomes a text to be typed in."""
    offer = _OFFERS[definition.kind](definition, attributes, sources, region)
    if offer.free_entry:
        free_class = {'network': fields.FreeNetworkField, 'class': fields.FreeComponentField}.get(
            definition.kind, fields.TextField
        )
        field = free_class(**options)
    else:
        field_class = {'network': fields.NetworkField, 'class': fields.ComponentField}.get(
            definition.kind, fields.SelectField
        )
        field = field_class(options=offer.options, **options)
        if attributes.has('initial'):
            wanted = field.prepare_value(attributes.get('initial'))
            field.initial = wanted if isinstance(wanted, str) and wanted in field.options else None
        if field.initial is None:
            field.initial = offer.initial
    field.unavailable = offer.unavailable
    return field


def _failed(found: Found[Any]) -> Offer:
    return Offer(unavailable=found.unavailable, free_entry=True)


def _flavors(_definition: FieldDefinition, attributes: Attributes, sources: Sources, region: str | None) -> Offer:
    found = sources.flavors(region)
    if found.unavailable:
        return _failed(found)
    requirements = _requirements(attributes)
    fitting = sorted((flavor for flavor in found.items if _fits(flavor, requirements)), key=lambda flavor: flavor.name)
    # The name is what definitions know a flavor by; browsers show the attribute ``label`` in its place.
    options = [
        Option(
            flavor.id,
            flavor.name,
            flavor.name,
            attributes={
                'label': _size(flavor),
                'data-vcpus': str(flavor.vcpus),
                'data-ram': str(flavor.ram_mb),
                'data-disk': str(flavor.disk_gb),
            },
        )
        for flavor in fitting
    ]
    medium = next((flavor.id for flavor in fitting if 'medium' in flavor.name), None)
    return Offer(options, medium, None if options else _('No flavor meets the requirements of this application.'))


def _size(flavor: Flavor) -> str:
    ram = f'{flavor.ram_mb} MB' if flavor.ram_mb < 1024 else f'{flavor.ram_mb / 1024:g} GB'
    return _('%(name)s (%(vcpus)s vCPU, %(ram)s RAM, %(disk)s GB disk)') % {
        'name': flavor.name,
        'vcpus': flavor.vcpus,
        'ram': ram,
        'disk': flavor.disk_gb,
    }


def _requirements(attributes: Attributes) -> dict[str, int | float]:
    bounds = attributes.mapping('requirements')
    if not all(isinstance(bound, (int, float)) for bound in bounds.values()):
        attributes.wrong('requirements', _('numbers'))
    return {key: bound for key, bound in bounds.items() if isinstance(bound, (int, float))}


def _fits(flavor: Flavor, requirements: dict[str, int | float]) -> bool:
    for key, bound in requirements.items():
        side, _sep, name = key.partition('_')
        if name not in _REQUIREMENTS:
            continue
        value = getattr(flavor, _REQUIREMENTS[name])
        if (side == 'min' and value < bound) or (side == 'max' and value > bound):
            return False
    return True


def _keypairs(_definition: FieldDefinition, _attributes: Attributes, sources: Sources, region: str | None) -> Offer:
    found = sources.keypairs(region)
    if found.unavailable:
        return _failed(found)
    names = sorted(keypair.name for keypair in found.items)
    options = [Option('', _('No key pair')), *(Option(name, name) for name in names)]
    return Offer(options, names[0] if len(names) == 1 else None)


def _images(_definition: FieldDefinition, attributes: Attributes, sources: Sources, region: str | None) -> Offer:
    found = sources.images(region)
    if found.unavailable:
        return _failed(found)
    wanted = str(attributes.get('image_type', '')) or None
    fitting = sorted((image for image in found.items if _is_of_type(image, wanted)), key=_image_title)
    options = [
        Option(
            image.id,
            _image_title(image) if image.status == 'active' else f'{_image_title(image)} ({image.status})',
            disabled=image.status != 'active',
        )
        for image in fitting
    ]
    if not options:
        return Offer(
            [Option('', _('No image'))],
            unavailable=_('There is no image of the type "%s".') % wanted
            if wanted
            else _('There is no image marked for Murano.'),
        )
    if len(options) > 1:
        options.insert(0, Option('', _('Select an image')))
    return Offer(options)


def _image_title(image: Image) -> str:
    return image.title or image.name


def _is_of_type(image: Image, wanted: str | None) -> bool:
    if image.is_snapshot or (image.type is None and image.title is None):
        return False
    return wanted is None or image.type == wanted or str(image.type).startswith(wanted + '.')


def _zones(_definition: FieldDefinition, _attributes: Attributes, sources: Sources, region: str | None) -> Offer:
    found = sources.availability_zones(region)
    if found.unavailable:
        return _failed(found)
    options = [Option(name, name) for name in sorted(zone.name for zone in found.items if zone.available)]
    return Offer(options, unavailable=None if options else _('No availability zone is available.'))


def _networks(_definition: FieldDefinition, attributes: Attributes, sources: Sources, region: str | None) -> Offer:
    found = sources.networks(region)
    if found.unavailable:
        return _failed(found)
    title = _murano_titles(attributes, sources)
    wanted = _name_filter(attributes)
    options = [Option(fields.AUTO_NETWORK, _('Auto'), [None, None])] if attributes.flag('allow_auto', True) else []
    for network in found.items:
        shown = title(network)
        if network.external or shown is None or not wanted(network.name):
            continue
        plain = shown == network.name
        options.extend(
            Option(
                f'{network.id}/{subnet.id}',
                f'{shown}: {subnet.cidr} {subnet.name}' if plain else shown,
                [network.id, subnet.id],
            )
            for subnet in network.subnets
        )
        options.append(Option(network.id, _('%s: any subnet') % shown, [network.id, None]))
    return Offer(options, unavailable=None if options else _('There is no network that this application can use.'))


def _murano_titles(attributes: Attributes, sources: Sources) -> Callable[[Network], str | None]:
    """How a network is shown; None when it is left out because it belongs to an environment of Murano."""
    treatment = attributes.get('murano_networks')
    if treatment not in ('exclude', 'translate'):
        if treatment:
            attributes.wrong('murano_networks', 'exclude, translate')
        return lambda network: network.name
    names = sources.environment_names().items

    def title(network: Network) -> str | None:
        owner = next((name for name in names if network.name.startswith(f'{name}-network')), None)
        if owner is None:
            return network.name
        return None if treatment == 'exclude' else _("Network of '%s'") % owner

    return title


def _name_filter(attributes: Attributes) -> Callable[[str], bool]:
    text = attributes.get('filter')
    if text is None:
        return lambda _name: True
    try:
        pattern = compile_pattern(str(text))
    except PatternError as error:
        attributes.wrong('filter', str(error))
        return lambda _name: True
    return lambda name: pattern.match(name) is not None


def _security_groups(
    _definition: FieldDefinition, _attributes: Attributes, sources: Sources, region: str | None
) -> Offer:
    found = sources.security_groups(region)
    if found.unavailable:
        return _failed(found)
    values = [group.value for group in found.items if not group.value.startswith('murano--')]
    return Offer([Option('', _("The application's own security group")), *(Option(value, value) for value in values)])


def _volumes(_definition: FieldDefinition, attributes: Attributes, sources: Sources, region: str | None) -> Offer:
    options: list[Option] = []
    if attributes.flag('include_volumes', True):
        volumes = sources.volumes(region)
        if volumes.unavailable:
            return _failed(volumes)
        options += [Option(volume.id, volume.name) for volume in volumes.items]
    if attributes.flag('include_snapshots', True):
        snapshots = sources.volume_snapshots(region)
        if snapshots.unavailable:
            return _failed(snapshots)
        options += [Option(snapshot.id, _('%s (snapshot)') % snapshot.name) for snapshot in snapshots.items]
    options.sort(key=lambda option: option.label)
    return Offer([Option('', _('Select a volume') if options else _('No volume')), *options])


def _dns_zones(_definition: FieldDefinition, _attributes: Attributes, sources: Sources, region: str | None) -> Offer:
    found = sources.dns_zones(region)
    if found.unavailable:
        return _failed(found)
    return Offer([Option('', _('No DNS zone')), *(Option(zone.name, zone.name) for zone in found.items)])


def _components(definition: FieldDefinition, attributes: Attributes, sources: Sources, _region: str | None) -> Offer:
    found = sources.components(definition.class_names)
    if found.unavailable:
        return _failed(found)
    is_type_of_a_fork = all('.' not in name for name in definition.class_names) and not found.items
    if is_type_of_a_fork and not sources.packages_for(definition.class_names).items:
        return Offer(
            unavailable=_('The type %s is not known here; enter its value as text.')
            % ', '.join(definition.class_names),
            free_entry=True,
        )
    options = [
        Option('', attributes.text('empty_value_message', _('Select an application'))),
        *(Option(component.id, component.name) for component in found.items),
    ]
    return Offer(options, options[1].value if len(options) == 2 else None)


_OFFERS: dict[str, Callable[[FieldDefinition, Attributes, Sources, str | None], Offer]] = {
    'flavor': _flavors,
    'keypair': _keypairs,
    'image': _images,
    'azone': _zones,
    'network': _networks,
    'securitygroup': _security_groups,
    'volume': _volumes,
    'zone': _dns_zones,
    'class': _components,
}
