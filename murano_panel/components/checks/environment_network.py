"""Checks of the network that an environment was made with, which all its servers join that name no other."""

from collections.abc import Iterator, Mapping

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.components.checks.cloud import Asked, List
from murano_panel.components.checks.finding import FINE, OBSTACLE, UNKNOWN, Finding
from murano_panel.domain import cloud
from murano_panel.domain.model import cloud_names as kinds
from murano_panel.domain.model.networks import EXISTING, own_networks
from murano_panel.domain.model.object_model import class_name
from murano_panel.domain.model.servers import ANYWHERE, servers_of
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.drafts import own_object
from murano_panel.drafts.seen import Seen

_NETWORKS: List = ('all_networks', '')


class Joined:
    """Networks that were there before, in the environment's own region. At most one call, if any server joins them."""

    def __init__(self, request: HttpRequest, committed: Environment, mine: Seen) -> None:
        self._request, self._committed, self._mine = request, committed, mine

    def wanted_lists(self) -> list[List]:
        """What has to be asked for."""
        return [_NETWORKS] if self._named else []

    def findings(self, said: Mapping[List, cloud.Found]) -> Iterator[Finding]:
        """``said`` has the lists that were wanted. That Neutron is away is said where its networks are named."""
        if self._named is None:
            yield Finding(UNKNOWN, _("The environment's own network"))
        elif self._named and said[_NETWORKS].unavailable:
            yield Finding(UNKNOWN, _("The environment's own network: %s") % said[_NETWORKS].unavailable)
        elif self._named:
            yield from self._looked_for(said[_NETWORKS], self._named)

    def _looked_for(self, found: cloud.Found, named: list[tuple[str, str]]) -> Iterator[Finding]:
        gone = [value for kind, value in named if Asked(kind, found).item(value) is None]
        for value in gone:
            text = _('The network or subnet "%s", which the servers of this environment join, is gone.') % value
            advice = _(
                'An environment keeps its network. Clone it with another one, or let servers join one of their own.'
            )
            yield Finding(OBSTACLE, text, advice)
        if not gone:
            values = ', '.join(Asked(kind, found).called(value) for kind, value in named if kind == kinds.NETWORK)
            yield Finding(FINE, _("The environment's own network: %s") % values)

    @cached_property
    def _named(self) -> list[tuple[str, str]] | None:
        """[(kind, name or id)], [] where no server joins one; None where that could not be read."""
        servers = servers_of(self._mine.environment.components, ANYWHERE).values()
        if not any(_joins(server.part) for server in servers):
            return []
        try:
            own = self._mine.own.deployed if self._mine.own else own_object.deployed(self._request, self._committed)
        except errors.Expired:
            raise
        except errors.ApiError:
            return None
        networks = [item for item in own_networks(own) if class_name(item) == EXISTING]
        keys = {'internalNetworkName': kinds.NETWORK, 'internalSubnetworkName': kinds.SUBNET}
        return [(kind, item[key]) for item in networks for key, kind in keys.items() if isinstance(item.get(key), str)]


def _joins(server: ObjectModel) -> bool:
    """The environment's network, as long as nothing else is said."""
    networks = server.get('networks')
    return server.get('regionName') in (None, '') and not (
        isinstance(networks, dict) and networks.get('useEnvironmentNetwork') is False
    )
