"""The networks that an environment may join, through Horizon's own Neutron API."""

import logging
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from keystoneauth1 import exceptions as keystone_errors
from openstack import exceptions as sdk_errors
from openstack_dashboard.api import base, neutron

from murano_panel.domain.records import Network, Subnet

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class NetworkChoices:
    """``unavailable`` says in plain text why there is nothing to choose from, None when the cloud answered."""

    networks: tuple[Network, ...] = ()
    unavailable: str | None = None


def choices(request: HttpRequest) -> NetworkChoices | None:
    """The project's and the shared networks with their subnets; None when the cloud has no Neutron."""
    if not base.is_service_enabled(request, 'network'):
        return None
    try:
        found = neutron.network_list_for_tenant(request, request.user.project_id)
    except (sdk_errors.SDKException, keystone_errors.ClientException) as error:
        LOG.warning('Networks cannot be listed: %s', error)
        return NetworkChoices(unavailable=_('The network service does not answer, so no network can be chosen now.'))
    networks = [_network(item) for item in found]
    return NetworkChoices(tuple(sorted(networks, key=lambda network: network.name)))


def _network(item: Any) -> Network:
    # Horizon's wrapper reads attributes from the service's answer; subnets come as wrappers too.
    subnets = tuple(
        Subnet(id=subnet.id, name=subnet.name or '', cidr=subnet.cidr) for subnet in item.get('subnets') or ()
    )
    return Network(
        id=item.id,
        name=item.name or item.id,
        external=bool(item.get('router:external') or item.get('is_router_external')),
        subnets=subnets,
    )
