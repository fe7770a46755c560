"""Where Horizon's own panels show what components have in the cloud. Nothing is asked of the cloud for it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from murano_panel.api import cloud
from murano_panel.domain.model.resources import Resources, Server, Volume


@dataclass(frozen=True)
class Linked:
    """What a component has: servers, volumes and stacks with the address of their page each, '' without one."""

    found: Resources
    servers: list[tuple[Server, str]]
    volumes: list[tuple[Volume, str]]
    stacks: list[tuple[str, str]]


def linked(request: HttpRequest, found: Resources) -> Linked:
    """The addresses for what was found. No call."""
    return Linked(
        found,
        [(item, _page_in(request, item.region, 'compute', 'instances', item.id)) for item in found.servers],
        [(item, _page_in(request, item.region, 'volumev3', 'volumes', item.id)) for item in found.volumes],
        [(name, _page(request, 'orchestration', 'horizon:project:stacks:detail', name)) for name in found.stacks],
    )


def _page_in(request: HttpRequest, region: str, service: str, panel: str, wanted: str) -> str:
    """Horizon shows what is in the region that its user is in."""
    if region not in ('', request.user.services_region):
        return ''
    return _page(request, service, f'horizon:project:{panel}:detail', wanted)


def _page(request: HttpRequest, service: str, name: str, wanted: str) -> str:
    """'' without the service, or without the plugin that has this page."""
    if not cloud.offers(request, service):
        return ''
    try:
        return reverse(name, args=[wanted])
    except NoReverseMatch:
        return ''
