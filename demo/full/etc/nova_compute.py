"""nova-compute for several pretended hosts in one process, so that there is more than one availability zone.

Run: ``nova_compute.py --config-file nova.conf`` with ``compute_driver = fake.DemoHost`` and the hosts' names in the
environment variable DEMO_HOSTS.
"""

import nova.monkey_patch  # noqa: I001 (before anything that uses threads or sockets)

import os
import sys
import uuid

import nova.db.main.api
import os_vif
from nova import config, objects, service
from nova.compute.rpcapi import RPC_TOPIC
from nova.conductor.rpcapi import ConductorAPI
from nova.objects.base import NovaObject
from nova.virt import fake
from oslo_log import log as logging
from oslo_service.service import ServiceLauncher


class DemoHost(fake.FakeDriver):
    """Nova's fake hypervisor, of modest size and with an identity that survives a restart."""

    vcpus = 8
    memory_mb = 16384
    local_gb = 1000

    def get_nodenames_by_uuid(self, refresh: bool = False) -> dict[str, str]:
        return {identity(name): name for name in self.get_available_nodes()}

    def get_available_resource(self, nodename: str) -> dict[str, object]:
        return {**super().get_available_resource(nodename), 'uuid': identity(nodename)}


def identity(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, name))


def main() -> None:
    fake.DemoHost = DemoHost
    config.parse_args(['nova-compute', *sys.argv[1:]])
    config.CONF.set_override('connection', None, 'api_database')
    logging.setup(config.CONF, 'nova')
    objects.register_all()
    os_vif.initialize()
    # As the real one does: databases are the conductor's business.
    nova.db.main.api.DISABLE_DB_ACCESS = True
    NovaObject.indirection_api = ConductorAPI()
    objects.Service.enable_min_version_cache()
    launcher = ServiceLauncher(config.CONF, restart_method='mutate')
    for host in os.environ['DEMO_HOSTS'].split():
        launcher.launch_service(service.Service.create(host=host, binary='nova-compute', topic=RPC_TOPIC))
    launcher.wait()


main()
