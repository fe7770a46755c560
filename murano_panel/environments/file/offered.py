"""What a file names and this cloud does not have, and what there is instead."""

from collections.abc import Mapping, Sequence
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

# What a page asks about; of an offer's kind what it lists; options of all its lists together.
MAX_ASKED, MAX_OFFERS, MAX_OPTIONS = 50, 1000, 2000

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
    """What is not here. ``chosen``: the value of the offer that is taken instead, '' for none.

    typed: what was typed for it and is no offer.
    """

    number: int
    wanted: Wanted
    offers: Sequence[Offer]
    chosen: str = ''
    typed: str = ''

    @property
    def label(self) -> str:
        """What kind of thing it is: an English message id."""
        return LABELS[self.wanted.kind]


@dataclass(frozen=True)
class MissingList:
    """All that is not here. Some of it is asked about on the page, however much a file names."""

    found: Sequence[Missing]

    @property
    def asked(self) -> Sequence[Missing]:
        return self.found[:MAX_ASKED]

    @property
    def more(self) -> int:
        """How much is not asked about: a thing of the same name is taken, or it stays as it is."""
        return len(self.found) - len(self.asked)

    @property
    def shared_offers(self) -> dict[str, Sequence[Offer]]:
        """{kind: its offers}, to stand once in the page where each list of its own would make that too long."""
        if sum(min(len(item.offers), MAX_OFFERS) for item in self.asked) <= MAX_OPTIONS:
            return {}
        return {item.wanted.kind: item.offers[:MAX_OFFERS] for item in self.asked}

    @property
    def choices(self) -> dict[str, str]:
        """{``Wanted.key``: what is taken instead}."""
        return {item.wanted.key: item.chosen for item in self.found if item.chosen}

    @property
    def is_sound(self) -> bool:
        """Whether nothing was typed that is not here either."""
        return not any(item.typed for item in self.found)


def missing(request: HttpRequest, wanted: Sequence[Wanted], chosen: Mapping[str, str]) -> tuple[MissingList, list[str]]:
    """What is not here, and why services cannot tell. As many calls as ``CloudServices`` says, for what is named.

    chosen: by ``Wanted.key``. What was called as something here is proposed.
    """
    services = CloudServices(request)
    found: list[Missing] = []
    offers = {kind: _offers(services, kind) for kind in dict.fromkeys(item.kind for item in wanted)}
    # Both may be many: each offer is looked at once, not for each that is wanted.
    by_name = {kind: _by_name(there.items) for kind, there in offers.items()}
    for item in wanted:
        there, named = offers[item.kind], by_name[item.kind]
        if there.unavailable or item.value in named:
            continue
        text = chosen.get(item.key, item.title if item.title in named else '')
        taken = named.get(text)
        typed = '' if taken else text
        found.append(Missing(len(found) + 1, item, there.items, taken.value if taken else '', typed))
    unavailable = dict.fromkeys(str(there.unavailable) for there in offers.values() if there.unavailable)
    return MissingList(found), list(unavailable)


def _by_name(offers: Sequence[Offer]) -> dict[str, Offer]:
    """By all that may stand for an offer; values go before names, of the same name the first one counts."""
    named = {offer.value: offer for offer in reversed(offers)}
    for offer in offers:
        for name in offer.names:
            named.setdefault(name, offer)
    return named


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
