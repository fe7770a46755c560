"""The networks that an environment may join."""

from django.http import HttpRequest
from openstack_dashboard.api import base

from murano_panel.api.cloud import CloudServices
from murano_panel.dynamic_ui.sources import Choices


def choices(request: HttpRequest) -> Choices | None:
    """The project's and the shared ``Network`` items with their subnets; None when the cloud has no Neutron."""
    if not base.is_service_enabled(request, 'network'):
        return None
    return CloudServices(request).networks(None)
