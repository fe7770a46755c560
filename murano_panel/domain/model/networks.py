"""Murano's ``defaultNetworks``: where an environment's servers are plugged in."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from murano_panel.domain.model.object_model import class_name
from murano_panel.domain.records import ObjectModel

EXISTING = 'io.murano.resources.ExistingNeutronNetwork'
# Made by Murano.
MADE = 'io.murano.resources.NeutronNetwork'

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


@dataclass(frozen=True)
class Joined:
    """Where servers are plugged in: a network that is there, by id or name, on one subnet or on any; '' for none.

    is_made: into one that Murano makes when it is needed.
    """

    network: str = ''
    subnet: str = ''
    is_made: bool = False


def joined(default_networks: Any) -> Joined:
    """What Murano's ``defaultNetworks`` says."""
    told = default_networks if isinstance(default_networks, Mapping) else {}
    found = told.get('environment')
    if not isinstance(found, dict) or not found:
        # In clouds without Neutron Murano sets the other one.
        return Joined(is_made=bool(told.get('flat')))
    if class_name(found) != EXISTING:
        return Joined(is_made=True)
    return Joined(str(found.get('internalNetworkName') or ''), str(found.get('internalSubnetworkName') or ''))


def another(original: Mapping[str, Any]) -> dict[str, Any] | None:
    """The same for another environment; None where Murano has made a network, as it then makes one of its own."""
    found = joined(original)
    if found.is_made:
        return None
    return existing(found.network, found.subnet or None) if found.network else NONE


def own_networks(environment: Mapping[str, Any]) -> list[ObjectModel]:
    """Objects of networks that an environment's own object has for all its components, in its own region.

    What was deployed has them in its region; before that they are the environment's.
    """
    regions, name = environment.get('regions'), home_region(environment)
    region = regions.get(name) if isinstance(regions, dict) else None
    found = region.get('defaultNetworks') if isinstance(region, dict) else None
    told = found if isinstance(found, dict) else environment.get('defaultNetworks')
    return [item for item in told.values() if isinstance(item, dict)] if isinstance(told, dict) else []


def home_region(environment: Mapping[str, Any]) -> str:
    """The region that an environment is in, by its own object; '' where that does not tell."""
    found = home_regions(environment)
    return found[0] if len(found) == 1 else ''


def home_regions(environment: Mapping[str, Any]) -> list[str]:
    """The regions that an environment may be in, by its own object. None: in that of the Murano which has it."""
    name = environment.get('region')
    if isinstance(name, str) and name:
        return [name]
    regions = environment.get('regions')
    return [key for key in regions if isinstance(key, str) and key] if isinstance(regions, dict) else []
