"""cinder-scheduler and cinder-volume in one process, with a driver that only notes what it is asked for.

Run: ``cinder_volumes.py --config-file cinder.conf``.
"""

import eventlet

eventlet.monkey_patch()

import sys  # noqa: E402

import os_brick  # noqa: E402
from cinder import objects, service, version  # noqa: E402
from cinder.cmd import volume as _options  # noqa: E402, F401
from cinder.common import config  # noqa: E402
from oslo_log import log as logging  # noqa: E402
from oslo_service.service import ServiceLauncher  # noqa: E402

CONF = config.CONF


def main() -> None:
    objects.register_all()
    CONF(sys.argv[1:], project='cinder', version=version.version_string())
    logging.setup(CONF, 'cinder')
    os_brick.setup(CONF)
    launcher = ServiceLauncher(CONF)
    launcher.launch_service(service.Service.create(binary='cinder-scheduler'))
    for backend in CONF.enabled_backends:
        launcher.launch_service(
            service.Service.create(
                binary='cinder-volume', host=f'{CONF.host}@{backend}', service_name=backend, coordination=True
            )
        )
    launcher.wait()


main()
