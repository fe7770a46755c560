"""Fields whose choices come from the cloud, from the environment or from the catalog."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from murano_panel.domain import images as image_marks
from murano_panel.domain.cloud import Flavor, Found, Image, Item, Network
from murano_panel.dynamic_ui.definition.model import FieldDefinition
from murano_panel.dynamic_ui.fields.attributes import Attributes
from murano_panel.dynamic_ui.fields.choices import (
    AUTO_NETWORK,
    ComponentField,
    NetworkField,
    Option,
    SelectField,
    distinct,
)
from murano_panel.dynamic_ui.fields.types import FreeComponentField, FreeNetworkField, TextField
from murano_panel.dynamic_ui.language.patterns import PatternError, compile_pattern
from murano_panel.dynamic_ui.sources import Sources

# The part of an author's bound (``min_vcpus``, ``max_memory_mb``) -> the attribute of a flavor that it bounds.
_REQUIREMENTS = {'vcpus': 'vcpus', 'disk': 'disk_gb', 'memory_mb': 'ram_mb'}
_SELECTED = {'network': NetworkField, 'class': ComponentField}
_TYPED_IN = {'network': FreeNetworkField, 'class': FreeComponentField}


class _CannotBeListed(Exception):
    """There is nothing to choose from, and its user may still know what to type; the message says why."""


@dataclass(frozen=True)
class Offer:
    """What a field offers: its options, and the value of the one that is proposed.

    ``unavailable`` says why there is nothing fitting, or not all. ``is_typed_in``: what there is cannot be known here.
    """

    options: tuple[Option, ...] = ()
    initial: str | None = None
    unavailable: str | None = None
    is_typed_in: bool = False


@dataclass(frozen=True)
class Wanted:
    """A field that is to be built, and where its choices come from. ``region`` None is the current one."""

    definition: FieldDefinition
    attributes: Attributes
    sources: Sources
    region: str | None = None


def cloud_field(wanted: Wanted, options: dict[str, Any]) -> forms.Field:
    """The field for a cloud resource or a class reference. Without its service it becomes a text to be typed in.

    ``options`` are arguments for the field's constructor.
    """
    kind, attributes = wanted.definition.kind, wanted.attributes
    offer = offer_for(wanted)
    options = {**options, 'unavailable': offer.unavailable}
    if offer.is_typed_in:
        return _TYPED_IN.get(kind, TextField)(strip=True, **options)
    field = _SELECTED.get(kind, SelectField)(options=distinct(offer.options), **options)
    proposed = field.prepare_value(attributes.get('initial')) if attributes.has('initial') else None
    if isinstance(proposed, str) and proposed in field.options:
        field.initial = proposed
    elif field.required or '' not in field.options:
        # An author's proposal that this cloud does not have gives way to ours; what may stay empty stays empty.
        field.initial = offer.initial
    return field


def offer_for(wanted: Wanted) -> Offer:
    """What there is to choose from for the kind of the definition. Asks the sources, which do not raise."""
    try:
        return _OFFERS[wanted.definition.kind](wanted)
    except _CannotBeListed as error:
        return Offer(unavailable=str(error), is_typed_in=True)


def _items(found: Found[Item]) -> tuple[Item, ...]:
    if found.unavailable:
        raise _CannotBeListed(found.unavailable)
    return found.items


def _flavors(wanted: Wanted) -> Offer:
    flavors = _items(wanted.sources.flavors(wanted.region))
    requirements = wanted.attributes.mapping('requirements')
    if not all(isinstance(bound, (int, float)) for bound in requirements.values()):
        wanted.attributes.wrong('requirements', _('numbers'))
    fitting = sorted((flavor for flavor in flavors if _fits(flavor, requirements)), key=lambda flavor: flavor.name)
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
    nothing = None if options else _('No flavor meets the requirements of this application.')
    return Offer(tuple(options), medium, nothing)


def _size(flavor: Flavor) -> str:
    ram = f'{flavor.ram_mb} MB' if flavor.ram_mb < 1024 else f'{flavor.ram_mb / 1024:g} GB'
    return _('%(name)s (%(vcpus)s vCPU, %(ram)s RAM, %(disk)s GB disk)') % {
        'name': flavor.name,
        'vcpus': flavor.vcpus,
        'ram': ram,
        'disk': flavor.disk_gb,
    }


def _fits(flavor: Flavor, requirements: dict[str, Any]) -> bool:
    """Whether the flavor is within the author's bounds; those that are unknown or no numbers bound nothing."""
    for key, bound in requirements.items():
        side, _separator, name = key.partition('_')
        if name not in _REQUIREMENTS or not isinstance(bound, (int, float)):
            continue
        value = getattr(flavor, _REQUIREMENTS[name])
        if (side == 'min' and value < bound) or (side == 'max' and value > bound):
            return False
    return True


def _keypairs(wanted: Wanted) -> Offer:
    names = sorted(keypair.name for keypair in _items(wanted.sources.keypairs(wanted.region)))
    options = (Option('', _('No key pair')), *(Option(name, name) for name in names))
    return Offer(options, names[0] if len(names) == 1 else None)


def _images(wanted: Wanted) -> Offer:
    images = _items(wanted.sources.images(wanted.region))
    image_type = str(wanted.attributes.get('image_type', '')) or None
    fitting = sorted((image for image in images if _is_of_type(image, image_type)), key=_image_title)
    if not fitting:
        nothing = (
            _('There is no image of the type "%s".') % image_type
            if image_type
            else _('There is no image marked for Murano.')
        )
        return Offer((Option('', _('No image')),), unavailable=nothing)
    options = [
        Option(
            image.id,
            _image_title(image) if image.status == 'active' else f'{_image_title(image)} ({image.status})',
            disabled=image.status != 'active',
        )
        for image in fitting
    ]
    if len(options) > 1 or not wanted.attributes.flag('required', True):
        options.insert(0, Option('', _('Select an image'), is_prompt=True))
    # The only image that is needed is proposed by standing there alone.
    return Offer(tuple(options))


def _image_title(image: Image) -> str:
    """The title of the mark, which anybody may have written, else the image's name, which may be missing."""
    return next((text for text in (image.title, image.name) if isinstance(text, str) and text.strip()), image.id)


def _is_of_type(image: Image, wanted: str | None) -> bool:
    """Whether an image is marked for Murano, and with the type or one below it: ``linux.docker`` is a ``linux``."""
    if image.is_snapshot or (image.type is None and image.title is None):
        return False
    return wanted is None or image_marks.is_of_type(image.type, wanted)


def _zones(wanted: Wanted) -> Offer:
    zones = _items(wanted.sources.availability_zones(wanted.region))
    options = tuple(Option(name, name) for name in sorted(zone.name for zone in zones if zone.available))
    return Offer(options, unavailable=None if options else _('No availability zone is available.'))


def _networks(wanted: Wanted) -> Offer:
    networks = _items(wanted.sources.networks(wanted.region))
    title, is_wanted = _network_titles(wanted), _network_filter(wanted.attributes)
    options = []
    if wanted.attributes.flag('allow_auto', True) and not any(network.is_fixed for network in networks):
        options.append(Option(AUTO_NETWORK, _('Auto'), [None, None]))
    for network in networks:
        shown = title(network)
        if network.is_fixed:
            options.append(Option(network.id, network.name, [network.id, None]))
        if network.is_fixed or network.external or shown is None or not is_wanted(network.name):
            continue
        # The subnets of an environment's own network tell its users nothing.
        has_own_name = shown == network.name
        options.extend(
            Option(
                f'{network.id}/{subnet.id}',
                f'{shown}: {subnet.cidr} {subnet.name}' if has_own_name else shown,
                [network.id, subnet.id],
            )
            for subnet in network.subnets
        )
        options.append(Option(network.id, _('%s: any subnet') % shown, [network.id, None]))
    nothing = None if options else _('There is no network that this application can use.')
    return Offer(tuple(options), unavailable=nothing)


def _network_titles(wanted: Wanted) -> Callable[[Network], str | None]:
    """How a network is shown; None when it is left out because it belongs to an environment of Murano."""
    treatment = wanted.attributes.get('murano_networks')
    if treatment not in ('exclude', 'translate'):
        if treatment:
            wanted.attributes.wrong('murano_networks', 'exclude, translate')
        return lambda network: network.name
    names = wanted.sources.environment_names().items

    def title(network: Network) -> str | None:
        # so Murano calls the network that it makes for an environment
        owner = next((name for name in names if network.name.startswith(f'{name}-network')), None)
        if owner is None:
            return network.name
        return None if treatment == 'exclude' else _("Network of '%s'") % owner

    return title


def _network_filter(attributes: Attributes) -> Callable[[str], bool]:
    """The author's pattern for names of networks; every name fits one that cannot be used."""
    text = attributes.get('filter')
    if text is None:
        return lambda _name: True
    try:
        pattern = compile_pattern(str(text))
    except PatternError as error:
        attributes.wrong('filter', str(error))
        return lambda _name: True
    return lambda name: pattern.match(name) is not None


def _security_groups(wanted: Wanted) -> Offer:
    groups = _items(wanted.sources.security_groups(wanted.region))
    # Murano's own groups come and go with their environments.
    values = [group.value for group in groups if not group.value.startswith('murano--')]
    return Offer((Option('', _("The application's own security group")), *(Option(value, value) for value in values)))


def _volumes(wanted: Wanted) -> Offer:
    lists: list[tuple[Found[Any], str]] = []
    if wanted.attributes.flag('include_volumes', True):
        lists.append((wanted.sources.volumes(wanted.region), '%s'))
    if wanted.attributes.flag('include_snapshots', True):
        lists.append((wanted.sources.volume_snapshots(wanted.region), _('%s (snapshot)')))
    missing = [found.unavailable for found, _shown in lists if found.unavailable]
    if missing and len(missing) == len(lists):
        raise _CannotBeListed(missing[0])
    options = [Option(item.id, shown % (item.name or item.id)) for found, shown in lists for item in found.items]
    options.sort(key=lambda option: option.label)
    empty = Option('', _('Select a volume') if options else _('No volume'), is_prompt=bool(options))
    return Offer((empty, *options), unavailable=missing[0] if missing else None)


def _dns_zones(wanted: Wanted) -> Offer:
    zones = _items(wanted.sources.dns_zones(wanted.region))
    return Offer((Option('', _('No DNS zone')), *(Option(zone.name, zone.name) for zone in zones)))


def _components(wanted: Wanted) -> Offer:
    class_names = wanted.definition.class_names
    components = _items(wanted.sources.components(class_names))
    # Forks of the dashboard had types of their own, which read like classes here, but have no namespace.
    is_type_of_a_fork = all('.' not in name for name in class_names) and not components
    if is_type_of_a_fork and not wanted.sources.packages_for(class_names).items:
        raise _CannotBeListed(_('The type %s is not known here; enter its value as text.') % ', '.join(class_names))
    nothing_chosen = _('Select an application') if components else _('None in this environment yet')
    options = (
        Option('', wanted.attributes.text('empty_value_message', nothing_chosen), is_prompt=bool(components)),
        *(Option(component.id, component.name) for component in components),
    )
    return Offer(options, options[1].value if len(options) == 2 else None)


_OFFERS: dict[str, Callable[[Wanted], Offer]] = {
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
