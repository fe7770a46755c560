"""What deploying a draft does to what is in the cloud already: servers, volumes and stacks, named by the model.

Only what is certain is said. It is what io.murano's classes write into their stack, and what Heat does about that
(measured on the full cloud: tests/full/test_deploy.py), where the application deploys its servers again.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from murano_panel.domain.model.object_model import class_name, component_id, component_name
from murano_panel.domain.model.resources import resources_of, server_of, volume_of
from murano_panel.domain.model.servers import ANYWHERE, FIXED_IN_NOVA, Server, is_changed, servers_of
from murano_panel.domain.model.volumes import FIXED_IN_CINDER, OWN_VOLUME, number, volumes_of
from murano_panel.domain.records import ObjectModel

SERVER, VOLUME, STACK = 'server', 'volume', 'stack'
RESIZED, REBUILT, REPLACED, DELETED = 'resized', 'rebuilt', 'replaced', 'deleted'
RENAMED, KEEPS_KEY, KEEPS_ADDRESS = 'renamed', 'keeps key', 'keeps address'
GROWS, SHRINKS, RELEASED = 'grows', 'shrinks', 'released'
STUCK, KEEPS_VOLUME = 'stuck', 'keeps volume'


@dataclass(frozen=True)
class Consequence:
    """What happens to one thing in the cloud.

    kind: RESIZED, REBUILT and so on. what: SERVER, VOLUME or STACK. name: what the model calls it.
    old, new: of the property that decides, '' for none. addresses: of a server that goes. size: of a volume, in GB.
    """

    kind: str
    what: str
    name: str
    old: str = ''
    new: str = ''
    addresses: tuple[str, ...] = ()
    size: int | None = None

    @property
    def is_loss(self) -> bool:
        """Whether something goes that nobody brings back."""
        return self.kind in (REBUILT, REPLACED, DELETED)

    @property
    def is_failure(self) -> bool:
        """Whether the deployment fails over it."""
        return self.kind in (SHRINKS, STUCK)


# {id of a component: what its change does}
Consequences = Mapping[str, Sequence[Consequence]]


def consequences(committed: Sequence[ObjectModel], drafted: Sequence[ObjectModel]) -> dict[str, list[Consequence]]:
    """{id of a component: what its change does}, of those that have any; the components as deployed come first."""
    found: dict[str, list[Consequence]] = {}
    before, after = (servers_of(components, ANYWHERE) for components in (committed, drafted))
    for component, consequence in (*_servers(before, after), *_volumes(committed, drafted, _attached(before, after))):
        found.setdefault(component_id(component), []).append(consequence)
    there = {component_id(item) for item in drafted}
    for component in committed:
        if component_id(component) not in there and _has_own_stack(component):
            names = resources_of(component, None).stacks or (component_name(component),)
            gone = [Consequence(DELETED, STACK, name) for name in names]
            found.setdefault(component_id(component), []).extend(gone)
    return found


Found = Iterator[tuple[ObjectModel, Consequence]]


def _servers(before: Mapping[str, Server], after: Mapping[str, Server]) -> Found:
    for key, server in before.items():
        there = server_of(server.part) if server.exists else None
        if there is None:
            continue
        if key not in after:
            addresses = tuple(address.ip for address in there.addresses)
            yield server.component, Consequence(DELETED, SERVER, there.name, addresses=addresses)
            continue
        for consequence in _server_changes(there.name, server.part, after[key].part):
            yield after[key].component, consequence


def _server_changes(name: str, old: ObjectModel, new: ObjectModel) -> Iterator[Consequence]:
    def changed(kind: str, key: str) -> Consequence:
        return Consequence(kind, SERVER, name, _text(old.get(key)), _text(new.get(key)))

    if is_changed(old, new, 'name'):
        yield changed(RENAMED, 'name')
        return
    replacing = next((key for key in FIXED_IN_NOVA if is_changed(old, new, key)), None)
    if replacing:
        yield changed(REPLACED, replacing)
    else:
        if is_changed(old, new, 'image'):
            yield changed(REBUILT, 'image')
        if is_changed(old, new, 'flavor'):
            yield changed(RESIZED, 'flavor')
        if bool(_text(old.get('keyname'))) != bool(_text(new.get('keyname'))):
            yield changed(KEEPS_KEY, 'keyname')
    address = _text(old.get('floatingIpAddress'))
    if address and old.get('assignFloatingIp') and not new.get('assignFloatingIp'):
        yield Consequence(KEEPS_ADDRESS, SERVER, name, old=address)


def _volumes(committed: Sequence[ObjectModel], drafted: Sequence[ObjectModel], attached: Collection[str]) -> Found:
    after = {component_id(part): (component, part) for component in drafted for part in volumes_of(component)}
    there = [(component, part) for component in committed for part in volumes_of(component)]
    for owner, old in there:
        volume = volume_of(old)
        if volume is None:
            continue
        is_own = class_name(old) == OWN_VOLUME
        if component_id(old) not in after:
            stays = component_id(old) in attached
            kind = (STUCK if stays else DELETED) if is_own else KEEPS_VOLUME if stays else RELEASED
            yield owner, Consequence(kind, VOLUME, volume.name, size=volume.size)
        elif is_own:
            user, new = after[component_id(old)]
            for consequence in _volume_changes(volume.name, old, new):
                yield user, consequence


def _attached(before: Mapping[str, Server], after: Mapping[str, Server]) -> set[str]:
    """Ids of the volumes whose server stays: what attaches them stays in its stack, whatever the draft says."""
    held: set[str] = set()
    for key, server in before.items():
        volumes = server.part.get('volumes')
        if key in after and isinstance(volumes, dict):
            held |= {item if isinstance(item, str) else component_id(item) for item in volumes.values()}
    return held


def _volume_changes(name: str, old: ObjectModel, new: ObjectModel) -> Iterator[Consequence]:
    for key in FIXED_IN_CINDER:
        if _text(old.get(key)) != _text(new.get(key)):
            yield Consequence(REPLACED, VOLUME, name, _text(old.get(key)), _text(new.get(key)))
            return
    before, after = number(old.get('size')), number(new.get('size'))
    if before is not None and after is not None and before != after:
        yield Consequence(GROWS if after > before else SHRINKS, VOLUME, name, str(before), str(after))


def _has_own_stack(component: ObjectModel) -> bool:
    """Whether it comes from a Heat template: its class deletes the stack when it goes."""
    return isinstance(component.get('templateOutputs'), dict)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ''
