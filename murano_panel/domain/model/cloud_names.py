"""What a draft names of the cloud: flavors, images, networks and so on, each with the place where it stands.

Properties are those of io.murano's classes, and parameters of Heat templates whose constraints say what they name.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from murano_panel.domain.model.networks import EXISTING
from murano_panel.domain.model.object_model import class_name, component_id, objects
from murano_panel.domain.model.servers import ANYWHERE, servers_of
from murano_panel.domain.model.tree import Path, walk
from murano_panel.domain.model.volumes import EXISTING_VOLUME, OWN_VOLUME
from murano_panel.domain.records import ObjectModel

FLAVOR, IMAGE, KEYPAIR, ZONE = 'flavor', 'image', 'keypair', 'zone'
NETWORK, SUBNET, SECURITY_GROUP = 'network', 'subnet', 'security_group'
VOLUME, VOLUME_TYPE, SNAPSHOT = 'volume', 'volume_type', 'snapshot'

_OF_SERVERS = {'flavor': FLAVOR, 'image': IMAGE, 'keyname': KEYPAIR, 'availabilityZone': ZONE}
_OF_OBJECTS = {
    EXISTING: {
        'internalNetworkName': NETWORK,
        'internalSubnetworkName': SUBNET,
        'externalNetworkName': NETWORK,
    },
    OWN_VOLUME: {'sourceImage': IMAGE, 'volumeType': VOLUME_TYPE},
    EXISTING_VOLUME: {'openstackId': VOLUME},
    'io.murano.resources.CinderVolumeSnapshot': {'openstackId': SNAPSHOT},
}
_OF_TEMPLATES = {
    'nova.flavor': FLAVOR,
    'nova.keypair': KEYPAIR,
    'glance.image': IMAGE,
    'neutron.network': NETWORK,
    'neutron.subnet': SUBNET,
    'neutron.security_group': SECURITY_GROUP,
    'cinder.volume': VOLUME,
    'cinder.snapshot': SNAPSHOT,
    'cinder.vtype': VOLUME_TYPE,
}

# The zone of a server of Murano's own classes that names none.
_DEFAULT_ZONE = 'nova'

# {parameter of its Heat template: its constraint}, of a component.
Constraints = Callable[[ObjectModel], Mapping[str, str]]


@dataclass(frozen=True)
class CloudName:
    """One thing that a component names, by name or by id.

    path: of the property in the component. region: '' is the environment's own. is_new: what is there already does not
    have it yet. part: the object that names it; of a server its flavor and its image belong together.
    """

    kind: str
    value: str
    component: ObjectModel
    path: Path
    region: str
    is_new: bool
    part: ObjectModel


def names_in(
    committed: Sequence[ObjectModel], drafted: Sequence[ObjectModel], constraints: Constraints
) -> Iterator[CloudName]:
    """All, in the order of the components."""
    there = {component_id(part): part for part in objects(list(committed))}
    servers = {id(server.part) for server in servers_of(drafted, ANYWHERE).values()}
    for component in drafted:
        for path, node in walk(component, plain=False):
            if isinstance(node, dict):
                is_server, before = id(node) in servers, there.get(component_id(node))
                known = list(_named(before, is_server=is_server)) if before and _exists(before) else []
                for key, kind, value in _named(node, is_server=is_server):
                    is_new = (key, kind, value) not in known
                    yield CloudName(kind, value, component, (*path, *key), _region(node), is_new, node)
        if isinstance(component.get('templateParameters'), dict):
            yield from _of_template(component, there.get(component_id(component)), constraints(component))


def _named(node: ObjectModel, *, is_server: bool) -> Iterator[tuple[Path, str, str]]:
    """(place in the object, kind, value)."""
    kinds = _OF_SERVERS if is_server else _OF_OBJECTS.get(class_name(node), {})
    for key, kind in kinds.items():
        if value := _text(node.get(key)):
            # An administrator may name a host as well: zone:host.
            yield (key,), kind, value.partition(':')[0] if kind == ZONE else value
    if is_server and 'availabilityZone' not in node and class_name(node).startswith('io.murano.resources.'):
        yield ('availabilityZone',), ZONE, _DEFAULT_ZONE
    groups = node.get('securityGroups') if is_server else None
    for place, group in enumerate(groups if isinstance(groups, list) else ()):
        if value := _text(group):
            yield ('securityGroups', place), SECURITY_GROUP, value


def _of_template(
    component: ObjectModel, before: ObjectModel | None, constraints: Mapping[str, str]
) -> Iterator[CloudName]:
    given = component['templateParameters']
    old = before.get('templateParameters') if before else None
    for key, constraint in constraints.items():
        kind, value = _OF_TEMPLATES.get(constraint), _text(given.get(key))
        if kind and value:
            is_new = not (isinstance(old, dict) and old.get(key) == value)
            yield CloudName(kind, value, component, ('templateParameters', key), _region(component), is_new, component)


def _exists(part: ObjectModel) -> bool:
    """A server or volume that never came to be is made by the next deployment; all else was there before."""
    return 'openstackId' not in part or bool(part['openstackId'])


def _region(node: ObjectModel) -> str:
    return _text(node.get('regionName'))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ''
