"""What the cloud offers to forms: flavors, images, keypairs, networks and so on, through Horizon's own API layer.

A service that is missing or fails yields no choices and the reason in plain text, never an exception.
"""

import copy
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openstack_dashboard.api import base, cinder, glance, keystone, neutron, nova

from murano_panel import conf
from murano_panel.api import client, errors, inventory, metadefs, stacks, usage
from murano_panel.api.shapes.cloud import ZONE
from murano_panel.api.shapes.reading import Mismatch, read_rows
from murano_panel.domain import cloud
from murano_panel.domain.images import PROPERTY, read_mark
from murano_panel.domain.metadefs import Namespace
from murano_panel.domain.model import quota
from murano_panel.domain.stacks import Stack

LOG = logging.getLogger(__name__)

Item = TypeVar('Item')

_SERVICES: dict[str, Promise] = {
    'compute': gettext_lazy('compute service (Nova)'),
    'image': gettext_lazy('image service (Glance)'),
    'network': gettext_lazy('network service (Neutron)'),
    'volumev3': gettext_lazy('volume service (Cinder)'),
    'dns': gettext_lazy('DNS service (Designate)'),
    'orchestration': gettext_lazy('orchestration service (Heat)'),
}

_LISTINGS: dict[str, tuple[str, str, Callable[[HttpRequest], cloud.Listing]]] = {
    'server': ('compute', 'servers', inventory.servers),
    'volume': ('volumev3', 'volumes', inventory.volumes),
    'network': ('network', 'networks', inventory.networks),
    'stack': ('orchestration', 'stacks', inventory.stacks),
}


class _Unavailable(Exception):
    """There is nothing to choose; the message says why."""


class CloudServices:
    """What forms offer of the cloud, for one request; each thing is asked for once per region.

    Each method costs one call of its service the first time (images one per page, networks and their subnets two or
    three), none when the catalog has no such service. ``region`` None is the user's own.
    """

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._known: dict[tuple[str, str | None], cloud.Found[Any]] = {}

    def flavors(self, region: str | None) -> cloud.Found[cloud.Flavor]:
        """``Flavor`` by size: memory, vCPUs, disk."""
        return self._ask('compute', 'flavors', region, _flavors)

    def keypairs(self, region: str | None) -> cloud.Found[cloud.Keypair]:
        """``Keypair`` of the user, not of the project."""
        return self._ask('compute', 'keypairs', region, _keypairs)

    def availability_zones(self, region: str | None) -> cloud.Found[cloud.AvailabilityZone]:
        """``AvailabilityZone`` of Nova, usable or not."""
        return self._ask('compute', 'availability zones', region, _availability_zones)

    def compute_usage(self, region: str | None) -> cloud.Found[quota.Usage]:
        """The project's ``quota.Usage`` of Nova; not a choice, but asked and failing like one."""
        return self._ask('compute', 'limits', region, usage.of_compute)

    def volume_usage(self, region: str | None) -> cloud.Found[quota.Usage]:
        """The same of Cinder."""
        return self._ask('volumev3', 'limits', region, usage.of_volumes)

    def network_usage(self, region: str | None) -> cloud.Found[quota.Usage]:
        """The same of Neutron."""
        return self._ask('network', 'quotas', region, usage.of_networks)

    def images(self, region: str | None) -> cloud.Found[cloud.Image]:
        """``Image`` of the project and public ones by name; kernels and ramdisks left out.

        With IMAGE_OWNER those of other projects are left out, too.
        """
        return self._ask('image', 'images', region, _images)

    def all_images(self, region: str | None) -> cloud.Found[cloud.Image]:
        """As ``images()``, whatever the operator wants forms to offer."""
        return self._ask('image', 'all images', region, _all_images)

    def all_networks(self, region: str | None) -> cloud.Found[cloud.Network]:
        """``Network`` with subnets: all that the user sees, external ones too."""
        return self._ask('network', 'all networks', region, _all_networks)

    def networks(self, region: str | None) -> cloud.Found[cloud.Network]:
        """``Network`` with subnets: the project's and shared ones.

        With FIXED_NETWORK_PROPERTY the fixed one and external ones, after one call to Keystone; unavailable for a
        project that has none.
        """
        return self._ask('network', 'networks', region, _networks)

    def security_groups(self, region: str | None) -> cloud.Found[cloud.SecurityGroup]:
        """``SecurityGroup`` of the project."""
        return self._ask('network', 'security groups', region, _security_groups)

    def volumes(self, region: str | None) -> cloud.Found[cloud.FreeVolume]:
        """``FreeVolume`` of the project: nothing uses them yet."""
        return self._ask('volumev3', 'volumes', region, _volumes)

    def volume_snapshots(self, region: str | None) -> cloud.Found[cloud.VolumeSnapshot]:
        """``VolumeSnapshot`` of the project."""
        return self._ask('volumev3', 'snapshots', region, _volume_snapshots)

    def volume_types(self, region: str | None) -> cloud.Found[cloud.VolumeType]:
        """``VolumeType``, the public ones and the project's."""
        return self._ask('volumev3', 'volume types', region, _volume_types)

    def dns_zones(self, region: str | None) -> cloud.Found[cloud.DnsZone]:
        """``DnsZone`` of the project, from Designate itself: Horizon has no API layer for it."""
        return self._ask('dns', 'zones', region, _dns_zones)

    def _ask(
        self, service: str, what: str, region: str | None, read: Callable[[HttpRequest], Iterable[Any]]
    ) -> cloud.Found[Any]:
        if (what, region) not in self._known:
            self._known[what, region] = _answer(_in_region(self._request, region), service, what, read)
        return self._known[what, region]


def _answer(
    request: HttpRequest, service: str, what: str, read: Callable[[HttpRequest], Iterable[Any]]
) -> cloud.Found[Any]:
    name = _SERVICES[service]
    try:
        if not offers(request, service):
            return cloud.Found(unavailable=_('This cloud has no %s.') % name)
        return cloud.Found(tuple(read(request)))
    except _Unavailable as reason:
        return cloud.Found(unavailable=str(reason))
    except errors.Forbidden:
        return cloud.Found(unavailable=_('The %s does not let you see it.') % name)
    except (errors.Unreadable, Mismatch) as error:
        LOG.warning('The %s does not list %s readably: %s', service, what, error)
        return cloud.Found(unavailable=_('The answer of the %s cannot be read.') % name)
    except Exception as error:  # noqa: BLE001  each service's client has exceptions of its own, and trips over odd answers
        LOG.warning('The %s does not list %s: %r', service, what, error)
        return cloud.Found(unavailable=_('The %s does not answer.') % name)


def _rows(found: Iterable[Any], record: Callable[[Any], Item | None]) -> Iterator[Item]:
    """What ``record`` makes of each object of Horizon's API layer, where its values are of the record's own types.

    What is of another shape is left out: a form is of use without it.
    """
    for item in found:
        try:
            made = record(item)
            if made is not None:
                yield msgspec.convert(msgspec.to_builtins(made), type(made))
        except (msgspec.ValidationError, AttributeError, LookupError, TypeError, ValueError) as error:
            LOG.warning('Left out what is no %s: %s', record.__name__.strip('_'), type(error).__name__)


def offers(request: HttpRequest, service: str) -> bool:
    """Whether the catalog has the service, by its type, in the user's region."""
    # Horizon itself accepts any of Cinder's names.
    names = inventory.CINDER if service == 'volumev3' else (service,)
    return any(base.is_service_enabled(request, name) for name in names)


def networks_to_join(request: HttpRequest) -> cloud.Found[cloud.Network] | None:
    """The project's and the shared ``Network`` items with their subnets, as of networks(); None without Neutron."""
    return CloudServices(request).networks(None) if offers(request, 'network') else None


def stacks_of(request: HttpRequest, environment_id: str) -> cloud.Found[Stack]:
    """``Stack`` items of an environment, with their resources. A call, and one for each; none without Heat."""
    return _answer(request, 'orchestration', 'stacks', lambda asking: stacks.of_environment(asking, environment_id))


def listing_of(request: HttpRequest, kind: str) -> cloud.Found[cloud.Listing]:
    """The one ``Listing`` of a ``drift.KINDS`` in the user's region. One call; none without its service."""
    service, what, read = _LISTINGS[kind]
    return _answer(request, service, what, lambda asking: [read(asking)])


def metadata_definitions(request: HttpRequest, resource_types: Sequence[str]) -> cloud.Found[Namespace]:
    """``Namespace`` items of Glance for any of the types. A call, and one for each; none without Glance."""
    return _answer(request, 'image', 'metadata definitions', lambda asking: metadefs.of_types(asking, resource_types))


def _in_region(request: HttpRequest, region: str | None) -> HttpRequest:
    """The request as if its user had chosen another region; Horizon's API layer takes the region from the user."""
    if not region or region == request.user.services_region:
        return request
    elsewhere = copy.copy(request)
    elsewhere.user = copy.copy(request.user)
    elsewhere.user.services_region = region
    return elsewhere


def _flavors(request: HttpRequest) -> Iterable[cloud.Flavor]:
    found = _rows(nova.flavor_list(request), _flavor)
    return sorted(found, key=lambda item: (item.ram_mb, item.vcpus, item.disk_gb, item.name))


def _flavor(item: Any) -> cloud.Flavor:
    return cloud.Flavor(item.id, item.name, item.vcpus, item.ram, item.disk)


def _keypairs(request: HttpRequest) -> Iterable[cloud.Keypair]:
    return _rows(nova.keypair_list(request), lambda item: cloud.Keypair(item.name))


def _availability_zones(request: HttpRequest) -> Iterable[cloud.AvailabilityZone]:
    return _rows(nova.availability_zone_list(request), _availability_zone)


def _availability_zone(zone: Any) -> cloud.AvailabilityZone:
    # The SDK gives {'available': bool} as ``state``, novaclient gave ``zoneState``.
    state = getattr(zone, 'state', None) or getattr(zone, 'zoneState', None) or {}
    return cloud.AvailabilityZone(getattr(zone, 'name', None) or zone.zoneName, bool(state.get('available', True)))


def _images(request: HttpRequest) -> Iterable[cloud.Image]:
    owner = conf.get('IMAGE_OWNER')
    found = _listed_images(request)
    if owner:
        found = [image for image in found if getattr(image, 'owner', None) in (owner, request.user.project_id)]
    return _rows(found, _image)


def _all_images(request: HttpRequest) -> Iterable[cloud.Image]:
    return _rows(_listed_images(request), _image)


def _listed_images(request: HttpRequest) -> Any:
    return glance.image_list_detailed(request, sort_dir='asc', sort_key='name')[0]


def _image(image: Any) -> cloud.Image | None:
    # Kernels and ramdisks are no machine images.
    if image.container_format in ('aki', 'ari'):
        return None
    mark = read_mark(_property(image, PROPERTY))
    return cloud.Image(
        id=image.id,
        name=image.name or image.id,
        status=image.status,
        type=mark.type,
        title=mark.title,
        is_snapshot=_property(image, 'image_type') == 'snapshot',
        min_disk_gb=getattr(image, 'min_disk', None) or 0,
        min_ram_mb=getattr(image, 'min_ram', None) or 0,
    )


def _property(image: Any, name: str) -> Any:
    return (getattr(image, 'properties', None) or {}).get(name) or getattr(image, name, None)


def _networks(request: HttpRequest) -> Iterable[cloud.Network]:
    found = _rows(neutron.network_list_for_tenant(request, request.user.project_id), _network)
    name = conf.get('FIXED_NETWORK_PROPERTY')
    if not name:
        return found
    fixed = getattr(keystone.tenant_get(request, request.user.project_id, admin=False), name, None)
    usable = [
        replace(network, subnets=(), is_fixed=True) if network.id == fixed else network
        for network in found
        if network.id == fixed or network.external
    ]
    if not any(network.is_fixed for network in usable):
        raise _Unavailable(_('This project has no network of its own yet. Ask your administrator.'))
    return usable


def _all_networks(request: HttpRequest) -> Iterable[cloud.Network]:
    return _rows(neutron.network_list(request), _network)


def _network(item: Any) -> cloud.Network:
    subnets = tuple(cloud.Subnet(subnet.id, subnet.name or '', subnet.cidr) for subnet in item.get('subnets') or ())
    external = bool(item.get('is_router_external') or item.get('router:external'))
    return cloud.Network(item.id, item.name or item.id, external, subnets)


def _security_groups(request: HttpRequest) -> Iterable[cloud.SecurityGroup]:
    return _rows(neutron.security_group_list(request), lambda item: cloud.SecurityGroup(item.name or item.id, item.id))


def _volumes(request: HttpRequest) -> Iterable[cloud.FreeVolume]:
    found = cinder.volume_list(request, search_opts={'status': 'available'})
    return _rows(found, lambda item: cloud.FreeVolume(item.id, item.name or item.id))


def _volume_snapshots(request: HttpRequest) -> Iterable[cloud.VolumeSnapshot]:
    found = cinder.volume_snapshot_list(request)
    return _rows(found, lambda item: cloud.VolumeSnapshot(item.id, item.name or item.id))


def _volume_types(request: HttpRequest) -> Iterable[cloud.VolumeType]:
    return _rows(cinder.volume_type_list(request), lambda item: cloud.VolumeType(item.id, item.name))


def _dns_zones(request: HttpRequest) -> Iterable[cloud.DnsZone]:
    endpoint = base.url_for(request, 'dns').rstrip('/')
    answer = client.session(request, endpoint).get(f'{endpoint}/v2/zones')
    return map(cloud.DnsZone, read_rows(answer.content, 'zones', ZONE))
