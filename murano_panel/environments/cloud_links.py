"""Where Horizon's own panels show what components have in the cloud. Nothing is asked of the cloud for it."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from murano_panel.api import cloud
from murano_panel.domain.model.resources import Resources, Server, Volume


@dataclass(frozen=True)
class Linked:
    """What a component has: servers, volumes and stacks with the address of their page each, '' without one.

    The addresses are found when a template asks: of many components few are in view. No call.
    """

    request: HttpRequest = field(repr=False)
    found: Resources

    @property
    def servers(self) -> list[tuple[Server, str]]:
        """In Nova."""
        return [(item, self._page_in(item.region, 'compute', 'instances', item.id)) for item in self.found.servers]

    @property
    def volumes(self) -> list[tuple[Volume, str]]:
        """In Cinder."""
        return [(item, self._page_in(item.region, 'volumev3', 'volumes', item.id)) for item in self.found.volumes]

    @property
    def stacks(self) -> list[tuple[str, str]]:
        """In Heat, by name."""
        page = 'horizon:project:stacks:detail'
        return [(name, _page(self.request, 'orchestration', page, name)) for name in self.found.stacks]

    def _page_in(self, region: str, service: str, panel: str, wanted: str) -> str:
        """Horizon shows what is in the region that its user is in."""
        if region not in ('', self.request.user.services_region):
            return ''
        return _page(self.request, service, f'horizon:project:{panel}:detail', wanted)


def _page(request: HttpRequest, service: str, name: str, wanted: str) -> str:
    """'' without the service, or without the plugin that has this page."""
    if not cloud.offers(request, service):
        return ''
    try:
        return reverse(name, args=[wanted])
    except NoReverseMatch:
        return ''
