"""What the forms need to know from the cloud, as an interface. The real one lives in ``murano_panel.api``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Choices:
    """What a service offers. ``unavailable`` is the plain reason why it could not be asked, else None."""

    items: tuple[Any, ...] = ()
    unavailable: str | None = None


@dataclass(frozen=True)
class Flavor:
    id: str
    name: str
    vcpus: int
    ram_mb: int
    disk_gb: int


@dataclass(frozen=True)
class Image:
    """An image with Murano's metadata (``murano_image_info``): ``type`` and ``title``, None when it has none.

    ``is_snapshot`` tells images that Nova made of instances.
    """

    id: str
    name: str
    status: str
    type: str | None = None
    title: str | None = None
    is_snapshot: bool = False


@dataclass(frozen=True)
class Keypair:
    name: str


@dataclass(frozen=True)
class AvailabilityZone:
    name: str
    available: bool = True


@dataclass(frozen=True)
class Subnet:
    id: str
    name: str
    cidr: str


@dataclass(frozen=True)
class Network:
    id: str
    name: str
    external: bool
    subnets: tuple[Subnet, ...] = ()


@dataclass(frozen=True)
class SecurityGroup:
    """``value`` is what the object model gets: the name, or the id of a group without one."""

    value: str


@dataclass(frozen=True)
class Volume:
    """A volume that can be attached (status available)."""

    id: str
    name: str


@dataclass(frozen=True)
class VolumeSnapshot:
    id: str
    name: str


@dataclass(frozen=True)
class DnsZone:
    name: str


@dataclass(frozen=True)
class Component:
    """A component of the environment that a class reference may point to."""

    id: str
    name: str
    class_name: str


@dataclass(frozen=True)
class PackageRef:
    """A package from which a component of a wanted class can be made."""

    id: str
    fqn: str
    name: str


class Sources(Protocol):
    """Every method may be called several times for one form; it should ask the service once. None raises.

    ``region`` None is the current region.
    """

    def flavors(self, region: str | None) -> Choices: ...

    def images(self, region: str | None) -> Choices: ...

    def keypairs(self, region: str | None) -> Choices: ...

    def availability_zones(self, region: str | None) -> Choices: ...

    def networks(self, region: str | None) -> Choices: ...

    def security_groups(self, region: str | None) -> Choices: ...

    def volumes(self, region: str | None) -> Choices: ...

    def volume_snapshots(self, region: str | None) -> Choices: ...

    def dns_zones(self, region: str | None) -> Choices: ...

    def environment_names(self) -> Choices:
        """Names (str) of the project's environments; asked only by network fields that tell their networks apart."""

    def components(self, class_names: Sequence[str]) -> Choices:
        """``Component`` items of the environment that are of one of the classes."""

    def packages_for(self, class_names: Sequence[str]) -> Choices:
        """``PackageRef`` items of the catalog that provide one of the classes."""


class NoSources:
    """No cloud at hand: everything is unavailable, and says why."""

    def __init__(self, reason: str = ''):
        self._nothing = Choices((), reason or _('The cloud was not asked.'))

    def flavors(self, region: str | None) -> Choices:
        return self._nothing

    images = keypairs = availability_zones = networks = security_groups = flavors
    volumes = volume_snapshots = dns_zones = flavors

    def environment_names(self) -> Choices:
        return self._nothing

    def components(self, class_names: Sequence[str]) -> Choices:
        return self._nothing

    packages_for = components
