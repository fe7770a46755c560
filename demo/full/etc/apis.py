"""The web applications of the services, for gunicorn (``apis:nova()`` and so on).

Each parses sys.argv as its own command line, so gunicorn's words are hidden from it.
"""
import sys

sys.argv = ['api']


def glance():
    from glance.common.wsgi_app import init_app
    return init_app()


def placement():
    from placement.wsgi import init_application
    return init_application()


def nova():
    from nova.api.openstack.compute.wsgi import init_application
    return init_application()


def neutron():
    from neutron.server import get_application
    return get_application()
