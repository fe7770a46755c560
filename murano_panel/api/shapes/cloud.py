"""What Glance, Designate, Heat, Nova, Cinder and Neutron tell."""

from typing import Any

import msgspec

from murano_panel.api.shapes.reading import ENVELOPE, Id, Shape, decoded
from murano_panel.domain.cloud import Thing
from murano_panel.domain.images import MarkedImage
from murano_panel.domain.stacks import Stack, StackResource


class _Image(msgspec.Struct):
    """Of Glance, whose properties stand beside the rest."""

    id: Id
    status: str
    name: str | None = None
    owner: str | None = None
    visibility: str | None = None
    container_format: str | None = None
    image_type: str | None = None
    murano_image_info: str | None = None

    def record(self) -> MarkedImage:
        return MarkedImage(
            id=self.id,
            name=self.name or '',
            status=self.status,
            owner_id=self.owner or '',
            visibility=self.visibility or '',
            text=self.murano_image_info,
            is_snapshot=self.image_type == 'snapshot',
            is_part=self.container_format in ('aki', 'ari'),
        )


class _Next(msgspec.Struct):
    """Where the next page of a list is, if there is one."""

    next: Any = None


IMAGE = Shape(_Image, _Image.record)
GOES_ON = Shape(_Next, lambda found: bool(found.next))


class _Zone(msgspec.Struct):
    """Of Designate."""

    name: str


ZONE = Shape(_Zone, lambda found: found.name)


class _Stack(msgspec.Struct):
    """Of Heat."""

    id: Id
    stack_name: str
    stack_status: str = ''
    stack_status_reason: str | None = None
    description: str | None = None

    def record(self) -> Stack:
        reason, description = self.stack_status_reason or '', self.description or ''
        return Stack(self.id, self.stack_name, self.stack_status, reason, description)


class _OneStack(msgspec.Struct):
    stack: _Stack


class _StackResource(msgspec.Struct):
    """Of Heat."""

    resource_name: str
    resource_type: str = ''
    physical_resource_id: str | None = None
    resource_status: str = ''
    resource_status_reason: str | None = None

    def record(self) -> StackResource:
        own_id, reason = self.physical_resource_id or '', self.resource_status_reason or ''
        return StackResource(self.resource_name, self.resource_type, own_id, self.resource_status, reason)


STACK = Shape(_Stack, _Stack.record)
ONE_STACK = Shape(_OneStack, lambda found: found.stack.record())
STACK_RESOURCE = Shape(_StackResource, _StackResource.record)


class _Thing(msgspec.Struct):
    """Of Cinder and Neutron."""

    id: Id
    name: str | None = None
    status: str | None = None

    def record(self) -> Thing:
        return Thing(self.id, self.name or '', self.status or '')


class _IpAddress(msgspec.Struct):
    addr: str


class _Server(msgspec.Struct):
    """Of Nova. addresses: {network: its addresses there}."""

    id: Id
    name: str | None = None
    status: str | None = None
    addresses: dict[str, list[_IpAddress]] | None = None

    def record(self) -> Thing:
        addresses = [item.addr for of_network in (self.addresses or {}).values() for item in of_network]
        return Thing(self.id, self.name or '', self.status or '', tuple(dict.fromkeys(addresses)))


def links_on(content: bytes, key: str) -> bool:
    """Whether a list says by its links that it goes on behind what it tells."""
    links = decoded(ENVELOPE, content).get(key)
    return bool(links) and any(link.rel == 'next' for link in decoded(_LINKS, links) or ())


class _Link(msgspec.Struct):
    rel: str = ''


_LINKS = msgspec.json.Decoder(list[_Link] | None)
THING = Shape(_Thing, _Thing.record)
SERVER = Shape(_Server, _Server.record)
STACK_THING = Shape(_Stack, lambda found: Thing(found.id, found.stack_name, found.stack_status))
