"""What a project has in the cloud: one listing of each service, by one call each. What is longer than that is cut."""

from django.http import HttpRequest
from openstack_dashboard.api import base

from murano_panel.api import client
from murano_panel.api.shapes.cloud import SERVER, STACK_THING, THING, links_on
from murano_panel.api.shapes.reading import Shape, read_rows
from murano_panel.domain.cloud import Listing, Thing

# As many as services give out at once, unless their operator wants fewer.
MOST = 1000
# Names of Cinder, of which Horizon accepts any.
CINDER = ('volumev3', 'block-storage', 'block-store', 'volume')


def servers(request: HttpRequest) -> Listing:
    """Of Nova, with their addresses."""
    endpoint = base.url_for(request, 'compute').rstrip('/')
    return _listing(request, endpoint, f'/servers/detail?limit={MOST}', 'servers', SERVER)


def volumes(request: HttpRequest) -> Listing:
    """Of Cinder."""
    name = next(name for name in CINDER if base.is_service_enabled(request, name))
    endpoint = base.url_for(request, name).rstrip('/')
    return _listing(request, endpoint, f'/volumes/detail?limit={MOST}', 'volumes', THING)


def networks(request: HttpRequest) -> Listing:
    """Of Neutron: the project's own, shared and external ones."""
    endpoint = base.url_for(request, 'network').rstrip('/').removesuffix('/v2.0')
    return _listing(request, endpoint, '/v2.0/networks?fields=id&fields=name', 'networks', THING)


def stacks(request: HttpRequest) -> Listing:
    """Of Heat, without those within stacks. It does not say whether there are more."""
    endpoint = base.url_for(request, 'orchestration').rstrip('/')
    return _listing(request, endpoint, f'/stacks?limit={MOST}', 'stacks', STACK_THING)


def _listing(request: HttpRequest, endpoint: str, path: str, key: str, shape: Shape[Thing]) -> Listing:
    """Raises what sessions raise, and Mismatch."""
    content = client.session(request, endpoint).get(f'{endpoint}{path}').content
    rows = read_rows(content, key, shape)
    goes_on = links_on(content, f'{key}_links') or len(rows) >= MOST
    return Listing(tuple(rows), goes_on or bool(rows.faults))
