"""Murano's ``defaultNetworks``: where an environment's servers are plugged in."""

import uuid
from typing import Any

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
