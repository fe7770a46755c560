"""What the project uses of its quotas, as each service counts it, through Horizon's own API layer. A call each."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from openstack_dashboard.api import cinder, neutron, nova

from murano_panel.domain.model.quota import Usage

# Resource of ``quota.RESOURCES`` -> the service's names of what is used and of the limit.
_NOVA = {
    'instances': ('totalInstancesUsed', 'maxTotalInstances'),
    'cores': ('totalCoresUsed', 'maxTotalCores'),
    'ram': ('totalRAMUsed', 'maxTotalRAMSize'),
}
_CINDER = {
    'volumes': ('totalVolumesUsed', 'maxTotalVolumes'),
    'gigabytes': ('totalGigabytesUsed', 'maxTotalVolumeGigabytes'),
}
# The same, of Neutron.
_NEUTRON = {'floating_ips': 'floatingip', 'security_groups': 'security_group'}


def of_compute(request: HttpRequest) -> Iterable[Usage]:
    """Servers, vCPUs, memory."""
    return _by_names(nova.tenant_absolute_limits(request, reserved=True), _NOVA)


def of_volumes(request: HttpRequest) -> Iterable[Usage]:
    """Volumes, and their size."""
    return _by_names(cinder.tenant_absolute_limits(request), _CINDER)


def of_networks(request: HttpRequest) -> Iterable[Usage]:
    """Floating addresses and security groups; needs Neutron's extension ``quota_details``."""
    found = neutron.tenant_quota_detail_get(request, request.user.project_id)
    for resource, name in _NEUTRON.items():
        told = found[name]
        yield _usage(resource, int(told['used']) + int(told.get('reserved') or 0), told['limit'])


def _by_names(found: Mapping[str, Any], names: Mapping[str, tuple[str, str]]) -> Iterable[Usage]:
    for resource, (used, limit) in names.items():
        yield _usage(resource, found.get(used, 0), found.get(limit, math.inf))


def _usage(resource: str, used: Any, limit: Any) -> Usage:
    """Services say that there is no limit by a number below zero, or Horizon by an infinite one."""
    return Usage(resource, int(used), None if math.isinf(limit) or limit < 0 else int(limit))
