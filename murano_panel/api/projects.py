"""What the projects of the cloud are called, for administrators: Keystone knows."""

import logging

from django.http import HttpRequest
from openstack_dashboard import api

LOG = logging.getLogger(__name__)


def names(request: HttpRequest) -> dict[str, str]:
    """{id: name} of all projects; {} for those whom Keystone does not tell. One call to Keystone."""
    try:
        found = api.keystone.keystoneclient(request, admin=True).projects.list()
    except Exception as error:  # noqa: BLE001  of whatever library: names are a nicety
        LOG.warning('Keystone does not tell the names of projects: %s', type(error).__name__)
        return {}
    return {project.id: project.name for project in found}
