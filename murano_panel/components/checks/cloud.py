"""Checks of what a draft names of the cloud: is it there, and of use?"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murano_panel.api import errors, images
from murano_panel.components.checks.finding import FINE, OBSTACLE, UNKNOWN, WARNING, Finding, place
from murano_panel.domain import cloud
from murano_panel.domain.model import cloud_names as kinds
from murano_panel.domain.model.cloud_names import CloudName
from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.model.words import words_of

# What a kind is called: many, and a missing one.
_CALLED = {
    kinds.FLAVOR: (gettext_lazy('Flavors'), gettext_lazy('There is no flavor "%s" (any more).')),
    kinds.IMAGE: (gettext_lazy('Images'), gettext_lazy('There is no image "%s" (any more).')),
    kinds.KEYPAIR: (gettext_lazy('Key pairs'), gettext_lazy('You have no key pair "%s" (any more).')),
    kinds.ZONE: (gettext_lazy('Availability zones'), gettext_lazy('There is no availability zone "%s".')),
    kinds.NETWORK: (gettext_lazy('Networks'), gettext_lazy('There is no network "%s" (any more).')),
    kinds.SUBNET: (gettext_lazy('Subnets'), gettext_lazy('There is no subnet "%s" (any more).')),
    kinds.SECURITY_GROUP: (gettext_lazy('Security groups'), gettext_lazy('There is no security group "%s".')),
    kinds.VOLUME: (gettext_lazy('Volumes'), gettext_lazy('The volume "%s" is gone, or something uses it.')),
    kinds.VOLUME_TYPE: (gettext_lazy('Volume types'), gettext_lazy('There is no volume type "%s".')),
    kinds.SNAPSHOT: (gettext_lazy('Snapshots'), gettext_lazy('There is no snapshot "%s" (any more).')),
}
# The methods of CloudServices that list them.
_LISTED = {
    kinds.FLAVOR: 'flavors',
    kinds.IMAGE: 'all_images',
    kinds.KEYPAIR: 'keypairs',
    kinds.ZONE: 'availability_zones',
    kinds.NETWORK: 'all_networks',
    kinds.SUBNET: 'all_networks',
    kinds.SECURITY_GROUP: 'security_groups',
    kinds.VOLUME: 'volumes',
    kinds.VOLUME_TYPE: 'volume_types',
    kinds.SNAPSHOT: 'volume_snapshots',
}
# Of these several may have one name, and Heat refuses to choose.
_AMBIGUOUS = (kinds.IMAGE, kinds.SECURITY_GROUP)
# Glance's words for images from which nothing starts, and nothing ever will as they are.
_USELESS = ('queued', 'deactivated', 'killed', 'deleted', 'pending_delete')
# Images that a list lacks are asked for one by one: those of other projects may be used without being listed.
MAX_IMAGES_ASKED = 5


# A method of CloudServices, and the region that it is asked for; '' for the environment's own.
List = tuple[str, str]


@dataclass(frozen=True)
class Asked:
    """A list of the cloud: of what kind, and what the service said."""

    kind: str
    found: cloud.Found[Any]

    def item(self, value: str) -> Any:
        """What is called so, or has this id; None where there is none."""
        return next((item for item in self._items() if value in _names(item)), None)

    def several(self, value: str) -> int:
        """How many are called so, where that is no id."""
        if any(value == getattr(item, 'id', '') for item in self._items()):
            return 1
        return sum(value == getattr(item, 'name', '') for item in self._items())

    def called(self, value: str) -> str:
        """Its name, where it has an id as well."""
        return getattr(self.item(value), 'name', '') or value

    def _items(self) -> Iterable[Any]:
        if self.kind == kinds.SUBNET:
            return (subnet for network in self.found.items for subnet in network.subnets)
        return self.found.items


def _names(item: Any) -> tuple[str, ...]:
    return tuple(getattr(item, key, '') for key in ('id', 'name', 'value'))


def wanted_lists(named: Sequence[CloudName]) -> list[List]:
    """What has to be asked for to check these."""
    return list(dict.fromkeys((_LISTED[item.kind], item.region) for item in named))


def cloud_findings(
    request: HttpRequest,
    named: Sequence[CloudName],
    said: Mapping[List, cloud.Found[Any]],
    names: Mapping[str, str],
    *,
    is_first: bool,
    is_pushed: bool,
) -> Iterator[Finding]:
    """Not only of what is new: Heat reads all of a stack again whenever something in it changes.

    is_first: nothing was ever deployed here, so that it is this user's key pairs that count. is_pushed: the draft
    changes the environment's stack. A network is looked for at every deployment.
    """
    for (kind, region), of_kind in _by_list(named).items():
        asked, label = Asked(kind, said[_LISTED[kind], region]), str(_CALLED[kind][0])
        if asked.found.unavailable:
            yield Finding(UNKNOWN, f'{label}: {asked.found.unavailable}')
            continue
        flavors = Asked(kinds.FLAVOR, said.get((_LISTED[kinds.FLAVOR], region), cloud.Found()))
        look = _Look(request, asked, flavors, names, is_first, is_pushed)
        found = list(look.findings(of_kind))
        yield from found
        if not found:
            values = ', '.join(dict.fromkeys(asked.called(item.value) for item in of_kind))
            yield Finding(FINE, _('%(label)s: %(values)s') % {'label': label, 'values': _cut(values)})


@dataclass(frozen=True)
class _Look:
    """One list is held against what is named of it."""

    request: HttpRequest
    said: Asked
    flavors: Asked
    names: Mapping[str, str]
    is_first: bool
    is_pushed: bool

    def findings(self, named: Sequence[CloudName]) -> Iterator[Finding]:
        by_value = defaultdict(list)
        for item in named:
            by_value[item.value].append(item)
        asked = 0
        for value, users in by_value.items():
            item = self.said.item(value)
            if item is None and self.said.kind == kinds.IMAGE and _is_id(value) and asked < MAX_IMAGES_ASKED:
                asked += 1
                if self._is_seen(value):
                    continue
            if item is None:
                yield from self._missing(value, users)
            elif self.said.kind in _AMBIGUOUS and self.said.several(value) > 1:
                yield self._ambiguous(value, users)
            else:
                yield from self._useless(item, users)

    def _is_seen(self, image_id: str) -> bool:
        """A call. What cannot be asked is not held against anybody."""
        try:
            images.get(self.request, image_id)
        except errors.NotFound:
            return False
        except errors.Expired:
            raise
        except errors.ApiError:
            return True
        return True

    def _ambiguous(self, value: str, users: Sequence[CloudName]) -> Finding:
        said = {'label': _CALLED[self.said.kind][0], 'name': value, 'count': self.said.several(value)}
        kind = OBSTACLE if self.is_pushed else WARNING
        text = _('%(label)s: %(count)d are called "%(name)s", and Heat refuses to choose.') % said
        advice = _('Choose it in the form once more, which takes its id, or have the others renamed.')
        return self._finding(kind, text, advice, users)

    def _missing(self, value: str, users: Sequence[CloudName]) -> Iterator[Finding]:
        text = str(_CALLED[self.said.kind][1]) % _remembered(value, users)
        new, old = ([item for item in users if item.is_new is wanted] for wanted in (True, False))
        choose = _('Choose another one in the form.')
        if new and self.said.kind == kinds.KEYPAIR and not self.is_first:
            advice = _('Murano looks for it among those of who deployed this environment first.')
            yield self._finding(WARNING, text, f'{advice} {choose}', new)
        elif new:
            yield self._finding(OBSTACLE, text, choose, new)
        if old and self.said.kind != kinds.VOLUME:
            advice = _('What is there goes on without it, but Heat refuses to change anything beside it.')
            is_joined = self.said.kind in (kinds.NETWORK, kinds.SUBNET)
            yield self._finding(OBSTACLE if self.is_pushed or is_joined else WARNING, text, f'{advice} {choose}', old)

    def _useless(self, item: Any, users: Sequence[CloudName]) -> Iterator[Finding]:
        new = [user for user in users if user.is_new]
        if isinstance(item, cloud.AvailabilityZone) and not item.available and new:
            yield self._finding(
                OBSTACLE,
                _('The availability zone "%s" is not available now.') % item.name,
                _('Choose another one.'),
                new,
            )
        if isinstance(item, cloud.Image) and new:
            yield from self._image(item, new)

    def _image(self, image: cloud.Image, users: Sequence[CloudName]) -> Iterator[Finding]:
        if image.status != 'active':
            kind = OBSTACLE if image.status in _USELESS else WARNING
            text = _('The image "%(name)s" cannot be used now: its state is "%(status)s".')
            yield self._finding(
                kind, text % {'name': image.name, 'status': image.status}, _('Choose another one in the form.'), users
            )
        by_flavor = defaultdict(list)
        for user in users:
            flavor = user.part.get('flavor')
            if isinstance(flavor, str):
                by_flavor[flavor].append(user)
        for name, of_flavor in by_flavor.items():
            flavor = self.flavors.item(name)
            lacking = list(_lacking(image, flavor)) if flavor else []
            if flavor and lacking:
                text = _('The flavor "%(flavor)s" is too small for the image "%(image)s": %(lacking)s.')
                said = {'flavor': flavor.name, 'image': image.name, 'lacking': ', '.join(lacking)}
                yield self._finding(OBSTACLE, text % said, _('Choose a larger flavor, or another image.'), of_flavor)

    def _finding(self, kind: str, text: str, advice: str, users: Sequence[CloudName]) -> Finding:
        places = [place(item.component, self.names[component_id(item.component)], item.path) for item in users]
        return Finding(kind, text, advice, tuple(dict.fromkeys(places)))


def _remembered(value: str, users: Sequence[CloudName]) -> str:
    """What its form called it, where that is known: ids say nothing to people."""
    titles = (words_of(user.component).value(user.path, value) for user in users)
    title = next((text for text in titles if text and text != value), '')
    return f'{title} ({value})' if title else value


def _lacking(image: cloud.Image, flavor: cloud.Flavor) -> Iterator[str]:
    """A flavor without a disk takes what the image needs."""
    if 0 < flavor.disk_gb < image.min_disk_gb:
        yield _('%(has)d GB of disk instead of %(needs)d GB') % {'has': flavor.disk_gb, 'needs': image.min_disk_gb}
    if flavor.ram_mb < image.min_ram_mb:
        yield _('%(has)d MB of memory instead of %(needs)d MB') % {'has': flavor.ram_mb, 'needs': image.min_ram_mb}


def _by_list(named: Sequence[CloudName]) -> dict[tuple[str, str], list[CloudName]]:
    found: dict[tuple[str, str], list[CloudName]] = defaultdict(list)
    for item in named:
        found[item.kind, item.region].append(item)
    return found


def _is_id(value: str) -> bool:
    try:
        return str(uuid.UUID(value)) == value.lower()
    except ValueError:
        return False


def _cut(text: str, most: int = 200) -> str:
    return text if len(text) <= most else text[: most - 1] + '…'
