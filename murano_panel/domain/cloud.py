"""What there is to choose from, in the words that ``api/`` and the forms share.

``api/`` makes these records of what the services say; forms offer them. Only what somebody shows or compares is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar('Item')


@dataclass(frozen=True)
class Found(Generic[Item]):
    """What a service offers. ``unavailable`` is the plain reason why it could not be asked, else None.

    A service that is missing is no error: a form goes on without it and says why.
    """

    items: tuple[Item, ...] = ()
    unavailable: str | None = None


@dataclass(frozen=True)
class Flavor:
    """A size of servers in Nova."""

    id: str
    name: str
    vcpus: int
    ram_mb: int
    disk_gb: int


@dataclass(frozen=True)
class Image:
    """An image in Glance with Murano's metadata (``murano_image_info``): ``type`` and ``title``, None without it.

    ``status`` is Glance's own word; ``is_snapshot`` tells images that Nova made of servers. min_disk_gb, min_ram_mb:
    what a flavor has to have at least.
    """

    id: str
    name: str
    status: str
    type: str | None = None
    title: str | None = None
    is_snapshot: bool = False
    min_disk_gb: int = 0
    min_ram_mb: int = 0


@dataclass(frozen=True)
class Keypair:
    """A key pair in Nova, which has no other id than its name."""

    name: str


@dataclass(frozen=True)
class AvailabilityZone:
    """A zone in which Nova can place servers, unless it is not ``available`` now."""

    name: str
    available: bool = True


@dataclass(frozen=True)
class Subnet:
    """A subnet of a network; ``name`` may be empty."""

    id: str
    name: str
    cidr: str


@dataclass(frozen=True)
class Network:
    """A network in Neutron; servers are not plugged into ``external`` ones.

    ``is_fixed``: the one that its project's servers have to be plugged into, whatever else there is.
    """

    id: str
    name: str
    external: bool
    subnets: tuple[Subnet, ...] = ()
    is_fixed: bool = False


@dataclass(frozen=True)
class SecurityGroup:
    """``value`` is what the object model gets: the name, or the id of a group without one."""

    value: str
    id: str = ''


@dataclass(frozen=True)
class FreeVolume:
    """A volume in Cinder that can be attached, because no server has it (status ``available``)."""

    id: str
    name: str


@dataclass(frozen=True)
class VolumeType:
    """A type of volumes in Cinder."""

    id: str
    name: str


@dataclass(frozen=True)
class VolumeSnapshot:
    """A snapshot in Cinder, from which a volume can be made."""

    id: str
    name: str


@dataclass(frozen=True)
class DnsZone:
    """A zone in Designate; ``name`` ends with a dot."""

    name: str


@dataclass(frozen=True)
class Choice:
    """What a type of field that the dashboard's operator has registered offers: a value, and how it is shown."""

    value: str | int | float | bool
    title: str


@dataclass(frozen=True)
class Component:
    """A component of the environment, to which another one can refer."""

    id: str
    name: str
    class_name: str


@dataclass(frozen=True)
class Thing:
    """What a service lists: a server, volume, network or stack. status: its own word, addresses: of a server."""

    id: str
    name: str
    status: str = ''
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listing:
    """All of a kind that the project has, in one region. is_cut: there may be more, or some could not be read."""

    things: tuple[Thing, ...] = ()
    is_cut: bool = False
