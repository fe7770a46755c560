"""What the forms need to know from the cloud, as an interface. The real one lives in ``murano_panel.components``."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from django.utils.translation import gettext as _

from murano_panel.domain.cloud import (
    AvailabilityZone,
    Choice,
    Component,
    DnsZone,
    Flavor,
    Found,
    FreeVolume,
    Image,
    Keypair,
    Network,
    SecurityGroup,
    VolumeSnapshot,
)
from murano_panel.domain.records import Package


class Sources(Protocol):
    """Every method may be called several times for one form; it should ask the service once. None raises.

    ``region`` None is the current region.
    """

    def flavors(self, region: str | None) -> Found[Flavor]: ...

    def images(self, region: str | None) -> Found[Image]: ...

    def keypairs(self, region: str | None) -> Found[Keypair]: ...

    def availability_zones(self, region: str | None) -> Found[AvailabilityZone]: ...

    def networks(self, region: str | None) -> Found[Network]: ...

    def security_groups(self, region: str | None) -> Found[SecurityGroup]: ...

    def volumes(self, region: str | None) -> Found[FreeVolume]: ...

    def volume_snapshots(self, region: str | None) -> Found[VolumeSnapshot]: ...

    def dns_zones(self, region: str | None) -> Found[DnsZone]: ...

    def environment_names(self) -> Found[str]:
        """Names of the project's environments; asked only by network fields that tell their networks apart."""

    def own_type(self, name: str) -> Found[Choice]:
        """What a type of field that the operator has registered offers: what fills it, or what can be chosen."""

    def components(self, class_names: Sequence[str]) -> Found[Component]:
        """The components of the environment that are of one of the classes."""

    def component_names(self) -> Collection[str]:
        """What the components of the environment are called; no call."""

    def object_name(self, object_id: str) -> str:
        """What an object of the environment is called, parts of components included; '' for none. No call."""

    def packages_for(self, class_names: Sequence[str]) -> Found[Package]:
        """The packages of the catalog that provide one of the classes."""


class NoSources:
    """``Sources`` where there is no cloud at hand: nothing is found, and it says why."""

    def __init__(self, reason: str = ''):
        self._nothing: Found[Any] = Found((), reason or _('The cloud was not asked.'))

    def flavors(self, region: str | None) -> Found[Any]:
        return self._nothing

    images = keypairs = availability_zones = networks = security_groups = flavors
    volumes = volume_snapshots = dns_zones = flavors

    def environment_names(self) -> Found[str]:
        return self._nothing

    def own_type(self, name: str) -> Found[Any]:
        return self._nothing

    def components(self, class_names: Sequence[str]) -> Found[Any]:
        return self._nothing

    packages_for = components

    def component_names(self) -> Collection[str]:
        return ()

    def object_name(self, object_id: str) -> str:
        return ''
