"""The networks of an environment: by name in its file, by id in Murano."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.http import HttpRequest

from murano_panel.api import cloud
from murano_panel.components.new_environment import AUTOMATIC, NONE
from murano_panel.domain.cloud import Network, Subnet
from murano_panel.domain.model.networks import Joined

Item = TypeVar('Item', Network, Subnet)


def named(request: HttpRequest, joined: Joined) -> Joined:
    """By names, as far as Neutron tells them and nothing else is called the same. One call for a network, else none."""
    if not joined.network:
        return joined
    here = _here(request)
    network = _found(here, joined.network)
    if network is None:
        return joined
    subnet = _found(network.subnets, joined.subnet)
    return Joined(_name_of(network, here), _name_of(subnet, network.subnets) if subnet else joined.subnet)


def choice_of(request: HttpRequest, choices: Iterable[tuple[Any, Any]], joined: Joined) -> str | None:
    """Which of the ``choices`` of a new environment's form it is; None where that is not offered. As many calls."""
    if not joined.network:
        value = AUTOMATIC if joined.is_made else NONE
    else:
        network = _found(_here(request), joined.network)
        if network is None:
            return None
        subnet = _found(network.subnets, joined.subnet)
        if joined.subnet and subnet is None:
            return None
        # A network with one subnet is offered as that.
        only = network.subnets[0] if len(network.subnets) == 1 else None
        chosen = subnet or only
        value = f'{network.id}/{chosen.id}' if chosen else network.id
    return value if value in {offered for offered, _label in choices} else None


def _here(request: HttpRequest) -> Sequence[Network]:
    found = cloud.networks_to_join(request)
    return found.items if found else ()


def _found(items: Sequence[Item], text: str) -> Item | None:
    """By id, else by a name that only one has."""
    by_id = next((item for item in items if item.id == text), None)
    by_name = [item for item in items if text and item.name == text]
    return by_id or (by_name[0] if len(by_name) == 1 else None)


def _name_of(item: Network | Subnet, all_of_them: Sequence[Network] | Sequence[Subnet]) -> str:
    is_unique = sum(other.name == item.name for other in all_of_them) == 1
    return item.name if item.name and is_unique else item.id
