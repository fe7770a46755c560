"""Murano's ``defaultNetworks``: where an environment's servers are plugged in."""

import uuid
from collections.abc import Mapping
from typing import Any

from murano_panel.domain.model.object_model import class_name

EXISTING = 'io.murano.resources.ExistingNeutronNetwork'

# Applications bring no servers, or their own networks.
NONE: dict[str, Any] = {'environment': None, 'flat': None}


def existing(network_id: str, subnet_id: str | None) -> dict[str, Any]:
    """Joins a network that is there already, on one subnet or on any."""
    join = {
        '?': {'id': uuid.uuid4().hex, 'type': EXISTING},
        'internalNetworkName': network_id,
        'internalSubnetworkName': subnet_id,
    }
    return {'environment': join, 'flat': None}


def another(original: Mapping[str, Any]) -> dict[str, Any] | None:
    """The same for another environment; None where Murano has made a network, as it then makes one of its own."""
    joined = original.get('environment')
    if not joined:
        return NONE
    if not isinstance(joined, dict) or class_name(joined) != EXISTING:
        return None
    network, subnet = joined.get('internalNetworkName'), joined.get('internalSubnetworkName')
    return existing(str(network), str(subnet) if subnet else None)
