"""The servers that components stand for, before and after a deployment: what Nova will be asked to make.

Classes are not known here, so that a server is told by its looks. Servers of stacks (HOT) cannot be known.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from murano_panel.domain.model.object_model import class_name, component_id, header, objects
from murano_panel.domain.model.tree import inside
from murano_panel.domain.records import ObjectModel

# More replicas of one group are no plan, but a slip.
MAX_REPLICAS = 1000
# Properties of io.murano.resources.Instance, of which an object that is none of a component's own classes has at least
# one beside its flavor. A component itself may keep these to make a server of them one day; what only the engine writes
# says that it is one.
_OF_AN_INSTANCE = {'image', 'keyname', 'networks', 'availabilityZone', 'assignFloatingIp', 'securityGroupName'}
_BY_THE_ENGINE = {'openstackId', 'ipAddresses'}
# Nova cannot change these of a server, so that Heat makes another one, and only then deletes the old one.
FIXED_IN_NOVA = ('keyname', 'availabilityZone')


# In place of a region.
ANYWHERE = object()


@dataclass(frozen=True)
class Server:
    """flavor: a name or an id. exists: in Nova, by what the engine noted in the model.

    part: the object that it is described by, of a replica that is still to be made its template.
    component: the one that it is part of.
    """

    flavor: str
    exists: bool = False
    part: ObjectModel = field(default_factory=dict, compare=False, repr=False)
    component: ObjectModel = field(default_factory=dict, compare=False, repr=False)


def is_changed(old: ObjectModel, new: ObjectModel, key: str) -> bool:
    """Of a server's description. Murano merges stacks: where there was nothing, or comes nothing, what was stays."""
    before, after = old.get(key), new.get(key)
    return isinstance(before, str) and isinstance(after, str) and bool(before and after) and before != after


def is_replaced(old: ObjectModel, new: ObjectModel) -> bool:
    """Whether a new server takes the place of the one that exists."""
    return not is_changed(old, new, 'name') and any(is_changed(old, new, key) for key in FIXED_IN_NOVA)


def servers_of(components: Iterable[ObjectModel], region: str | object | None) -> dict[str, Server]:
    """{key: server} of the components, without those of other regions; one that exists has the same key in any version.

    ``region`` None is the environment's own, and ANYWHERE stands for all.

    Replicas that a group does not have yet are counted from its template; the template is no server itself.
    """
    return {key: server for component in components for key, server in _servers(component, region)}


def _servers(component: ObjectModel, region: str | object | None) -> Iterator[tuple[str, Server]]:
    parts = list(objects(component))
    groups = [part for part in parts if _is_group(part)]
    # By Python's identity: parts of a template may have no ids, or those of what was made of it.
    left_out = {id(part) for template in templates_of(component) for part in inside(template)}
    left_out |= {id(part) for group in groups for item in _items(group)[_size(group) :] for part in inside(item)}
    for part in parts:
        if id(part) not in left_out and _is_server(part, is_component=part is component) and _is_in(part, region):
            yield component_id(part), Server(part['flavor'], bool(part.get('openstackId')), part, component)
    for group in groups:
        if id(group) not in left_out:
            missing = _size(group) - len(_items(group))
            for number, template in enumerate(_replicas(group['provider'], missing, region)):
                yield f'{component_id(group)} {number}', Server(template['flavor'], False, template, component)


def _is_server(part: ObjectModel, *, is_component: bool) -> bool:
    if not (isinstance(part.get('flavor'), str) and part['flavor']):
        return False
    if class_name(part).endswith('Instance') or not _BY_THE_ENGINE.isdisjoint(part):
        return True
    return not is_component and not _OF_AN_INSTANCE.isdisjoint(part)


def _is_in(server: ObjectModel, region: str | object | None) -> bool:
    return region is ANYWHERE or server.get('regionName') in (None, '', region)


def _is_group(part: ObjectModel) -> bool:
    """io.murano.applications.ReplicationGroup and what derives from it."""
    return isinstance(part.get('numItems'), int) and bool(header(part.get('provider')))


def _size(group: ObjectModel) -> int:
    return max(0, min(group['numItems'], MAX_REPLICAS))


def _items(group: ObjectModel) -> list[Any]:
    """The replicas that there are, in the order in which those at the end go first."""
    found = group.get('items')
    return found if isinstance(found, list) else []


def templates_of(component: ObjectModel) -> Iterator[ObjectModel]:
    """What replicas are made of: no server or volume by itself."""
    return (part['template'] for part in inside(component) if isinstance(part, dict) and header(part.get('template')))


def _replicas(provider: ObjectModel, wanted: int, region: str | object | None) -> Iterator[ObjectModel]:
    """The servers in a provider's template, once for each replica; of several providers each up to its capacity."""
    several = provider.get('providers')
    for each in several if isinstance(several, list) else [provider]:
        template = each.get('template') if isinstance(each, dict) else None
        if wanted <= 0 or not header(template):
            continue
        capacity, allocated = each.get('capacity'), each.get('allocated')
        room = capacity - (allocated if isinstance(allocated, int) else 0) if isinstance(capacity, int) else wanted
        count = max(0, min(wanted, room))
        wanted -= count
        made = [
            part
            for part in inside(template)
            if isinstance(part, dict) and _is_server(part, is_component=False) and _is_in(part, region)
        ]
        for _ in range(count):
            yield from made
