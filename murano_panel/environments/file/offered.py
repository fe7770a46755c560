"""What a file names and this cloud does not have, and what there is instead."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_noop

from murano_panel.api.cloud import CloudServices
from murano_panel.domain.cloud import Found
from murano_panel.domain.environment_file.choices import (
    FLAVOR,
    IMAGE,
    KEY_PAIR,
    NETWORK,
    SUBNET,
    ZONE,
    Wanted,
)

LABELS = {
    FLAVOR: gettext_noop('Flavor'),
    IMAGE: gettext_noop('Image'),
    KEY_PAIR: gettext_noop('Key pair'),
    ZONE: gettext_noop('Availability zone'),
    NETWORK: gettext_noop('Network'),
    SUBNET: gettext_noop('Subnet'),
}


@dataclass(frozen=True)
class Offer:
    """``value`` is what the model gets, ``names`` what may stand for it."""

    value: str
    title: str
    names: frozenset[str]


@dataclass(frozen=True)
class Missing:
    """What is not here. ``chosen``: the value of the offer that is taken instead, '' for none."""

    number: int
    wanted: Wanted
    offers: Sequence[Offer]
    chosen: str = ''

    @property
    def label(self) -> str:
        """What kind of thing it is: an English message id."""
        return LABELS[self.wanted.kind]


def missing(
    request: HttpRequest, wanted: Sequence[Wanted], chosen: Mapping[str, str]
) -> tuple[list[Missing], list[str]]:
    """What is not here, and why services cannot tell. As many calls as ``CloudServices`` says, for what is named.

    chosen: by ``Wanted.key``. What was called as something here is proposed.
    """
    services = CloudServices(request)
    found: list[Missing] = []
    unavailable: list[str] = []
    offers: dict[str, Found[Offer]] = {}
    for item in wanted:
        if item.kind not in offers:
            offers[item.kind] = _offers(services, item.kind)
            if offers[item.kind].unavailable:
                unavailable.append(str(offers[item.kind].unavailable))
        there = offers[item.kind]
        if there.unavailable or any(item.value in offer.names for offer in there.items):
            continue
        taken = chosen.get(item.key)
        if taken is None:
            taken = next((offer.value for offer in there.items if item.title and item.title in offer.names), '')
        found.append(Missing(len(found) + 1, item, there.items, taken if _is_among(taken, there.items) else ''))
    return found, list(dict.fromkeys(unavailable))


def choices_of(found: Iterable[Missing]) -> dict[str, str]:
    """{``Wanted.key``: what is taken instead}."""
    return {item.wanted.key: item.chosen for item in found if item.chosen}


def _is_among(value: str, offers: Iterable[Offer]) -> bool:
    return any(offer.value == value for offer in offers)


def _offers(services: CloudServices, kind: str) -> Found[Offer]:
    if kind == FLAVOR:
        flavors = services.flavors(None)
        return Found(tuple(_offer(item.name, item.name, item.id) for item in flavors.items), flavors.unavailable)
    if kind == IMAGE:
        images = services.images(None)
        made = (_offer(item.id, item.title or item.name, item.name) for item in images.items)
        return Found(tuple(made), images.unavailable)
    if kind == KEY_PAIR:
        pairs = services.keypairs(None)
        return Found(tuple(_offer(item.name, item.name) for item in pairs.items), pairs.unavailable)
    if kind == ZONE:
        zones = services.availability_zones(None)
        return Found(tuple(_offer(item.name, item.name) for item in zones.items), zones.unavailable)
    networks = services.networks(None)
    if kind == NETWORK:
        made = (_offer(item.id, item.name, item.name) for item in networks.items if not item.external)
        return Found(tuple(made), networks.unavailable)
    subnets = ((network, subnet) for network in networks.items for subnet in network.subnets)
    made = (
        _offer(subnet.id, f'{item.name}: {subnet.cidr} {subnet.name}'.rstrip(), subnet.name) for item, subnet in subnets
    )
    return Found(tuple(made), networks.unavailable)


def _offer(value: str, title: str, *names: str) -> Offer:
    return Offer(value, title, frozenset({value, title, *names} - {''}))
