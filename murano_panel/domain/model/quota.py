"""What a draft does to the project's quotas: of servers, and of volumes, addresses and security groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from murano_panel.domain.model.servers import ANYWHERE, Server, is_changed, is_replaced, servers_of
from murano_panel.domain.model.volumes import is_replaced as is_volume_replaced
from murano_panel.domain.model.volumes import own_volumes, size_of
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.translation import gettext_noop

# What services count, in the order in which people ask: what it is called here, and how many make one.
RESOURCES = {
    'instances': (gettext_noop('Servers'), 1),
    'cores': (gettext_noop('vCPUs'), 1),
    'ram': (gettext_noop('Memory (GB)'), 1024),
    'volumes': (gettext_noop('Volumes'), 1),
    'gigabytes': (gettext_noop('Volume storage (GB)'), 1),
    'floating_ips': (gettext_noop('Floating IPs'), 1),
    'security_groups': (gettext_noop('Security groups'), 1),
}


@dataclass(frozen=True)
class Usage:
    """``resource`` of RESOURCES; ``limit`` None for no limit. Memory in MB."""

    resource: str
    used: int
    limit: int | None


@dataclass(frozen=True)
class Size:
    """A flavor: vCPUs and memory in MB."""

    cores: int
    ram: int


@dataclass(frozen=True)
class Demand:
    """Flavors, by name or id, of the servers that a deployment makes, deletes and resizes: one entry for each server.

    ``resized`` has the flavor that a server has, and the one that it gets.
    """

    made: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    resized: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.made or self.deleted or self.resized)


@dataclass(frozen=True)
class Outlook:
    """``after`` is what will be used, as far as flavors are known."""

    usage: Usage
    after: int

    @property
    def label(self) -> str:
        """English message id of the resource's name."""
        return RESOURCES[self.usage.resource][0]

    @property
    def shown(self) -> dict[str, str]:
        """``after``, ``used`` and ``limit`` ('' without one) as people read them."""
        numbers = {'after': self.after, 'used': self.usage.used, 'limit': self.usage.limit}
        unit = RESOURCES[self.usage.resource][1]
        return {
            name: '' if number is None else f'{number / unit:.1f}'.removesuffix('.0')
            for name, number in numbers.items()
        }

    @property
    def scale(self) -> int:
        """The end of a scale that shows both what will be used and the limit."""
        return max(self.after, self.usage.limit or 0)

    @property
    def exceeded(self) -> bool:
        """Whether the deployment asks for more than there is; what is over already and does not grow is no news."""
        return self.usage.limit is not None and self.after > max(self.usage.limit, self.usage.used)


def demand(committed: Iterable[ObjectModel], drafted: Iterable[ObjectModel], *, region: str | None = None) -> Demand:
    """Compares two versions of the components; other regions do not count.

    With another host name Murano makes another server, and leaves the one that there is.
    """
    there, after = _there(committed, region), servers_of(drafted, region)
    made = [
        server.flavor
        for key, server in after.items()
        if not server.exists or (key in there and is_changed(there[key].part, server.part, 'name'))
    ]
    return Demand(
        made=tuple(made),
        deleted=tuple(server.flavor for key, server in there.items() if key not in after),
        resized=tuple(
            (server.flavor, after[key].flavor)
            for key, server in there.items()
            if key in after
            and after[key].exists
            and after[key].flavor != server.flavor
            and not is_changed(server.part, after[key].part, 'name')
        ),
    )


def replaced(
    committed: Sequence[ObjectModel], drafted: Sequence[ObjectModel], *, region: str | None = None
) -> tuple[Demand, dict[str, int]]:
    """What is needed on top for a while: Heat makes what replaces a server or volume before it deletes the old one.

    As ``demand()`` and ``growth_beside_servers()``.
    """
    there, after = _there(committed, region), servers_of(drafted, region)
    servers = [
        server.flavor
        for key, server in there.items()
        if key in after and after[key].exists and is_replaced(server.part, after[key].part)
    ]
    before, present = (own_volumes(components, region) for components in (committed, drafted))
    volumes = [
        item
        for key, item in before.items()
        if item.get('openstackId') and key in present and is_volume_replaced(item, present[key])
    ]
    return Demand(made=tuple(servers)), {'volumes': len(volumes), 'gigabytes': sum(map(size_of, volumes))}


def _there(components: Iterable[ObjectModel], region: str | None) -> dict[str, Server]:
    return {key: server for key, server in servers_of(components, region).items() if server.exists}


def other_regions(drafted: Sequence[ObjectModel], region: str | None) -> list[str]:
    """Names of the other regions in which a deployment makes servers or volumes."""
    parts = [server.part for server in servers_of(drafted, ANYWHERE).values() if not server.exists]
    parts += [item for item in own_volumes(drafted).values() if not item.get('openstackId')]
    found = {name for part in parts if isinstance(name := part.get('regionName'), str) and name}
    return sorted(found - {region})


def growth_beside_servers(
    committed: Sequence[ObjectModel], drafted: Sequence[ObjectModel], *, region: str | None = None
) -> dict[str, int]:
    """{resource: how many more are used afterwards}, of what Cinder and Neutron count; other regions do not count.

    Volumes of replicas that are still to be made are not known. Murano makes one security group for an environment,
    with its first server.
    """
    volumes = [own_volumes(components, region) for components in (committed, drafted)]
    there, after = _there(committed, region), servers_of(drafted, region)
    return {
        'volumes': len(volumes[1]) - len(volumes[0]) + sum(not item.get('openstackId') for item in volumes[0].values()),
        'gigabytes': sum(map(size_of, volumes[1].values()))
        - sum(size_of(item) for item in volumes[0].values() if item.get('openstackId')),
        'floating_ips': sum(map(_asks_for_address, after.values()))
        - sum(_has_address(server) for key, server in there.items() if key not in after),
        'security_groups': int(bool(after) and not there),
    }


def _has_address(server: Server) -> bool:
    return bool(server.part.get('floatingIpAddress'))


def _asks_for_address(server: Server) -> bool:
    return server.part.get('assignFloatingIp') is True and not _has_address(server)


def outlook(
    usages: Iterable[Usage], sizes: Mapping[str, Size], wanted: Demand, others: Mapping[str, int] | None = None
) -> list[Outlook]:
    """What will be used of each resource. ``sizes`` by name and id; unknown flavors count as servers alone.

    others: as ``growth_beside_servers()`` gives it.
    """
    resized = [pair for pair in wanted.resized if all(flavor in sizes for flavor in pair)]
    more = _sizes(sizes, wanted.made) + [sizes[new] for _old, new in resized]
    less = _sizes(sizes, wanted.deleted) + [sizes[old] for old, _new in resized]
    growth = {
        **(others or {}),
        'instances': len(wanted.made) - len(wanted.deleted),
        'cores': sum(size.cores for size in more) - sum(size.cores for size in less),
        'ram': sum(size.ram for size in more) - sum(size.ram for size in less),
    }
    return [Outlook(usage, max(0, usage.used + growth.get(usage.resource, 0))) for usage in usages]


def unknown(sizes: Mapping[str, Size], wanted: Demand) -> list[str]:
    """Flavors of new and resized servers that the cloud does not have."""
    flavors = {*wanted.made, *(new for _old, new in wanted.resized)}
    return sorted(flavor for flavor in flavors if flavor not in sizes)


def _sizes(sizes: Mapping[str, Size], flavors: Iterable[str]) -> list[Size]:
    return [sizes[flavor] for flavor in flavors if flavor in sizes]
