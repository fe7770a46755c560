"""What the cloud offers to forms: flavors, images, keypairs, networks and so on, through Horizon's own API layer.

A service that is missing or fails yields no choices and the reason in plain text, never an exception.
"""

import copy
import json
import logging
import math
from collections.abc import Callable, Iterable
from typing import Any

import requests
from cinderclient import exceptions as cinder_errors
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from glanceclient import exc as glance_errors
from horizon import exceptions as horizon_errors
from keystoneauth1 import exceptions as keystone_errors
from openstack import exceptions as sdk_errors
from openstack_dashboard.api import base, cinder, glance, neutron, nova

from murano_panel.api import client, errors
from murano_panel.domain import cloud
from murano_panel.domain.model import quota

LOG = logging.getLogger(__name__)

_FAILURES = (
    sdk_errors.SDKException,
    keystone_errors.ClientException,
    glance_errors.ClientException,
    cinder_errors.ClientException,
    horizon_errors.ServiceCatalogException,
    requests.RequestException,
    errors.ApiError,
)
_SERVICES: dict[str, Promise] = {
    'compute': gettext_lazy('compute service (Nova)'),
    'image': gettext_lazy('image service (Glance)'),
    'network': gettext_lazy('network service (Neutron)'),
    'volumev3': gettext_lazy('volume service (Cinder)'),
    'dns': gettext_lazy('DNS service (Designate)'),
}


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
        return self._ask('compute', 'limits', region, _compute_usage)

    def images(self, region: str | None) -> cloud.Found[cloud.Image]:
        """``Image`` of the project and public ones by name; kernels and ramdisks left out."""
        return self._ask('image', 'images', region, _images)

    def networks(self, region: str | None) -> cloud.Found[cloud.Network]:
        """``Network`` with subnets: the project's and shared ones."""
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
    if not offers(request, service):
        return cloud.Found(unavailable=_('This cloud has no %s.') % name)
    try:
        return cloud.Found(tuple(read(request)))
    except _FAILURES as error:
        LOG.warning('The %s does not list %s: %s', service, what, error)
        return cloud.Found(unavailable=_('The %s does not answer.') % name)


def offers(request: HttpRequest, service: str) -> bool:
    """Whether the catalog has the service, by its type, in the user's region."""
    # Horizon itself accepts any of Cinder's names.
    names = ('volumev3', 'block-storage', 'block-store', 'volume') if service == 'volumev3' else (service,)
    return any(base.is_service_enabled(request, name) for name in names)


def networks_to_join(request: HttpRequest) -> cloud.Found[cloud.Network] | None:
    """The project's and the shared ``Network`` items with their subnets, as of networks(); None without Neutron."""
    return CloudServices(request).networks(None) if offers(request, 'network') else None


def _in_region(request: HttpRequest, region: str | None) -> HttpRequest:
    """The request as if its user had chosen another region; Horizon's API layer takes the region from the user."""
    if not region or region == request.user.services_region:
        return request
    elsewhere = copy.copy(request)
    elsewhere.user = copy.copy(request.user)
    elsewhere.user.services_region = region
    return elsewhere


def _flavors(request: HttpRequest) -> Iterable[cloud.Flavor]:
    found = sorted(nova.flavor_list(request), key=lambda item: (item.ram, item.vcpus, item.disk, item.name))
    return (cloud.Flavor(item.id, item.name, item.vcpus, item.ram, item.disk) for item in found)


# Resource of ``quota.RESOURCES`` -> Nova's names of what is used and of the limit.
_LIMITS = {
    'instances': ('totalInstancesUsed', 'maxTotalInstances'),
    'cores': ('totalCoresUsed', 'maxTotalCores'),
    'ram': ('totalRAMUsed', 'maxTotalRAMSize'),
}


def _compute_usage(request: HttpRequest) -> Iterable[quota.Usage]:
    found = nova.tenant_absolute_limits(request, reserved=True)
    for resource, (used, limit) in _LIMITS.items():
        most = found.get(limit, math.inf)
        yield quota.Usage(resource, int(found.get(used, 0)), None if math.isinf(most) else int(most))


def _keypairs(request: HttpRequest) -> Iterable[cloud.Keypair]:
    return (cloud.Keypair(item.name) for item in nova.keypair_list(request))


def _availability_zones(request: HttpRequest) -> Iterable[cloud.AvailabilityZone]:
    # The SDK gives {'available': bool} as ``state``, novaclient gave ``zoneState``.
    for zone in nova.availability_zone_list(request):
        state = getattr(zone, 'state', None) or getattr(zone, 'zoneState', None) or {}
        yield cloud.AvailabilityZone(getattr(zone, 'name', None) or zone.zoneName, bool(state.get('available', True)))


def _images(request: HttpRequest) -> Iterable[cloud.Image]:
    for image in glance.image_list_detailed(request, sort_dir='asc', sort_key='name')[0]:
        info = _murano_image_info(image)
        # Kernels and ramdisks are no machine images.
        if image.container_format not in ('aki', 'ari'):
            yield cloud.Image(
                id=image.id,
                name=image.name or image.id,
                status=image.status,
                type=info.get('type'),
                title=info.get('title'),
                is_snapshot=_property(image, 'image_type') == 'snapshot',
            )


def _property(image: Any, name: str) -> Any:
    return (getattr(image, 'properties', None) or {}).get(name) or getattr(image, name, None)


def _murano_image_info(image: Any) -> dict[str, str | None]:
    """``murano_image_info`` is JSON that an operator typed; {} when it is missing or wrong."""
    try:
        info = json.loads(_property(image, 'murano_image_info') or '{}')
    except (TypeError, ValueError):
        return {}
    return info if isinstance(info, dict) else {}


def _networks(request: HttpRequest) -> Iterable[cloud.Network]:
    for item in neutron.network_list_for_tenant(request, request.user.project_id):
        subnets = tuple(cloud.Subnet(subnet.id, subnet.name or '', subnet.cidr) for subnet in item.get('subnets') or ())
        external = bool(item.get('is_router_external') or item.get('router:external'))
        yield cloud.Network(item.id, item.name or item.id, external, subnets)


def _security_groups(request: HttpRequest) -> Iterable[cloud.SecurityGroup]:
    return (cloud.SecurityGroup(item.name or item.id) for item in neutron.security_group_list(request))


def _volumes(request: HttpRequest) -> Iterable[cloud.FreeVolume]:
    found = cinder.volume_list(request, search_opts={'status': 'available'})
    return (cloud.FreeVolume(item.id, item.name or item.id) for item in found)


def _volume_snapshots(request: HttpRequest) -> Iterable[cloud.VolumeSnapshot]:
    return (cloud.VolumeSnapshot(item.id, item.name or item.id) for item in cinder.volume_snapshot_list(request))


def _dns_zones(request: HttpRequest) -> Iterable[cloud.DnsZone]:
    endpoint = base.url_for(request, 'dns').rstrip('/')
    answer = client.session(request, endpoint).get(f'{endpoint}/v2/zones')
    return (cloud.DnsZone(zone['name']) for zone in answer.json().get('zones') or ())
