"""Drift: what components have in the cloud by their model, and the cloud no longer has as the model knows it.

What a listing does not tell for certain is not said: one that is cut, or of another region, makes nothing look deleted.
"""

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from murano_panel.domain.cloud import Found, Listing, Thing
from murano_panel.domain.model.cloud_names import NETWORK
from murano_panel.domain.model.consequences import SERVER, STACK, VOLUME
from murano_panel.domain.model.networks import EXISTING, MADE
from murano_panel.domain.model.object_model import class_name, component_id, component_name, objects
from murano_panel.domain.model.resources import resources_of, server_of
from murano_panel.domain.model.volumes import volumes_of
from murano_panel.domain.records import ObjectModel

GONE, FAILED, MOVED = 'gone', 'failed', 'moved'
KINDS = (SERVER, VOLUME, NETWORK, STACK)
# Nova's words for a server that is deleted, but still listed.
_DELETED = ('DELETED', 'SOFT_DELETED')


@dataclass(frozen=True)
class Expected:
    """One thing that the model says is there. ``id``: the service's, or a name where the model keeps that.

    component_id, part_id: the component, and the object in it (of the environment's own network both ''). region: ''
    is the environment's own.
    """

    what: str
    id: str
    name: str
    component_id: str = ''
    part_id: str = ''
    region: str = ''
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drift:
    """kind: GONE, FAILED (``now`` is the service's word) or MOVED (``now`` are its addresses, ``old`` those lost)."""

    kind: str
    thing: Expected
    now: str = ''
    old: str = ''


def expected(components: Sequence[ObjectModel], shared_networks: Sequence[ObjectModel] = ()) -> list[Expected]:
    """Of deployed components. ``shared_networks``: objects of networks that stand outside of them."""
    found = [item for component in components for item in _of_component(component)]
    found += [item for node in shared_networks for item in _network(node)]
    return list(dict.fromkeys(found))


def _of_component(component: ObjectModel) -> Iterator[Expected]:
    own_id = component_id(component)
    volumes = {component_id(part) for part in volumes_of(component)}
    for part in objects(component):
        part_id = component_id(part)
        server = server_of(part) if {'openstackId', 'ipAddresses'} <= part.keys() else None
        if server:
            ips = tuple(address.ip for address in server.addresses)
            yield Expected(SERVER, server.id, server.name, own_id, part_id, server.region, ips)
        elif part_id in volumes and isinstance(part.get('openstackId'), str) and part['openstackId']:
            region = part.get('regionName')
            region = region if isinstance(region, str) else ''
            yield Expected(VOLUME, part['openstackId'], component_name(part), own_id, part_id, region)
        else:
            yield from (replace(item, component_id=own_id, part_id=part_id) for item in _network(part))
    for name in resources_of(component, None).stacks:
        yield Expected(STACK, name, name, own_id, own_id)


def _network(node: ObjectModel) -> Iterator[Expected]:
    key = {EXISTING: 'internalNetworkName', MADE: 'openstackId'}.get(class_name(node), '')
    value, region = node.get(key), node.get('regionName')
    if isinstance(value, str) and value:
        name = node.get('name')
        yield Expected(
            NETWORK,
            value,
            name if isinstance(name, str) and name else value,
            region=region if isinstance(region, str) else '',
        )


def drifts(things: Sequence[Expected], said: Mapping[str, Found[Listing]]) -> list[Drift]:
    """Of those whose service has told; ``said``: {what: its listing}, of the region that they are in."""
    found = []
    for thing in things:
        for listing in said.get(thing.what, Found[Listing]()).items:
            there = next((item for item in listing.things if thing.id in (item.id, item.name)), None)
            drift = _gone(thing, listing) if there is None else _changed(thing, there)
            if drift:
                found.append(drift)
    return found


def unseen(things: Sequence[Expected], said: Mapping[str, Found[Listing]]) -> list[Expected]:
    """Those that a listing which is cut does not have: they may be there."""
    return [
        thing
        for thing in things
        for listing in said.get(thing.what, Found[Listing]()).items
        if listing.is_cut and not any(thing.id in (item.id, item.name) for item in listing.things)
    ]


def _gone(thing: Expected, listing: Listing) -> Drift | None:
    return None if listing.is_cut else Drift(GONE, thing)


def _changed(thing: Expected, there: Thing) -> Drift | None:
    if thing.what == SERVER and there.status in _DELETED:
        return Drift(GONE, thing)
    if there.status.endswith('_FAILED') or there.status.lower().startswith('error'):
        return Drift(FAILED, thing, there.status)
    lost = _normal(thing.addresses) - _normal(there.addresses)
    # While a server is being made, or its host does not answer, its addresses are not known.
    if lost and there.addresses:
        return Drift(MOVED, thing, ', '.join(there.addresses), ', '.join(sorted(lost)))
    return None


def _normal(addresses: Sequence[str]) -> set[str]:
    found = set()
    for address in addresses:
        try:
            found.add(str(ipaddress.ip_address(address)))
        except ValueError:
            continue
    return found
