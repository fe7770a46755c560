"""Where Horizon's own panels show what components have in the cloud. Nothing is asked of the cloud for it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from openstack_dashboard.api import base

from murano_panel.domain.resources import Resources, Server


@dataclass(frozen=True)
class Linked:
    """What a component has, with (server, address of its page) and (stack, address of its page); '' without one."""

    found: Resources
    servers: list[tuple[Server, str]]
    stacks: list[tuple[str, str]]


def linked(request: HttpRequest, found: Resources) -> Linked:
    return Linked(
        found,
        [(server, _server_page(request, server)) for server in found.servers],
        [(name, _page(request, 'orchestration', 'horizon:project:stacks:detail', name)) for name in found.stacks],
    )


def _server_page(request: HttpRequest, server: Server) -> str:
    """Horizon shows servers of the region that its user is in."""
    if server.region not in ('', request.user.services_region):
        return ''
    return _page(request, 'compute', 'horizon:project:instances:detail', server.id)


def _page(request: HttpRequest, service: str, name: str, wanted: str) -> str:
    """'' without the service, or without the plugin that has this page."""
    if not base.is_service_enabled(request, service):
        return ''
    try:
        return reverse(name, args=[wanted])
    except NoReverseMatch:
        return ''
