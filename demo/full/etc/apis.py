"""The web applications of the services, for gunicorn (``apis:nova()`` and so on).

Each parses sys.argv as its own command line, so gunicorn's words are hidden from it.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

# What WSGI servers call.
Application = Callable[..., Any]

sys.argv = ['api']


def glance() -> Application:
    from glance.common.wsgi_app import init_app

    return init_app()


def placement() -> Application:
    from placement.wsgi import init_application

    return init_application()


def nova() -> Application:
    from nova.api.openstack.compute.wsgi import init_application

    return init_application()


def neutron() -> Application:
    from neutron import server
    from neutron.common import config
    from neutron.server.api_eventlet import eventlet_api_server

    def application() -> Any:
        config.setup_logging()
        return eventlet_api_server()

    return server.boot_server(application)


def cinder() -> Application:
    sys.argv += ['--config-file', os.environ['CINDER_CONF'], '--log-file', os.environ['CINDER_LOG']]
    from cinder.wsgi.wsgi import initialize_application

    return initialize_application()
