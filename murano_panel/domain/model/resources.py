"""What a deployed component has in the cloud, by its object model: servers, volumes, stacks, URLs, outputs.

Everything here comes from packages: what does not look like what it should be is left out.
"""

import ipaddress
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from murano_panel.domain.links import web_address
from murano_panel.domain.model import object_model, secrets
from murano_panel.domain.model.tree import ABSENT, HEADER, Path, dotted, inside, leaves, mapped, value_at
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import Deployment, ObjectModel

# Of each kind, for one component.
MAX_OF_A_KIND = 100
MAX_OUTPUT = 500

_ID = re.compile(r'[0-9A-Za-z-]{1,64}')
_STACK = re.compile(r'[A-Za-z][0-9A-Za-z_.-]{0,254}')
# What Murano calls the stack of a HOT package, which its template knows as OS::stack_name.
_HOT_STACK = re.compile(r'[a-z][0-9a-z]{1,40}_[0-9a-f]{32}')
_VOLUMES = {'io.murano.resources.CinderVolume', 'io.murano.resources.ExistingCinderVolume'}
# Heat's outputs have a list of their own.
_OUTPUTS = 'templateOutputs'


@dataclass(frozen=True)
class Address:
    """An IPv4 or IPv6 address; ``floating``: known outside the server's network."""

    ip: str
    floating: bool = False


@dataclass(frozen=True)
class Server:
    """id: Nova's. region: '' is the environment's own."""

    id: str
    name: str
    region: str
    addresses: tuple[Address, ...]


@dataclass(frozen=True)
class Volume:
    """id: Cinder's. size: in GB, None when it is not known. region: '' is the environment's own."""

    id: str
    name: str
    region: str
    size: int | None


@dataclass(frozen=True)
class Link:
    """An http or https address, and the property that holds it."""

    name: str
    url: str


@dataclass(frozen=True)
class Output:
    """What a Heat template says about its stack; ``url`` and ``ip`` repeat a text that is one, else ''."""

    name: str
    text: str
    url: str = ''
    ip: str = ''


@dataclass(frozen=True)
class Resources:
    """What the components of an environment have made in the cloud.

    stacks: names. Murano does not tell those of its own making; a class may keep one in ``generatedHeatStackName``,
    a template may have an output with its OS::stack_name.
    """

    servers: tuple[Server, ...] = ()
    volumes: tuple[Volume, ...] = ()
    links: tuple[Link, ...] = ()
    outputs: tuple[Output, ...] = ()
    stacks: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.servers, self.volumes, self.links, self.outputs, self.stacks))


def resources_of(component: ObjectModel, submitted: ObjectModel | None) -> Resources:
    """``component``: as Murano has it after a deployment. ``submitted``: as it was first sent (see first_submitted()).

    The model does not tell a class's Out properties from its In ones; what the first deployment was sent is In.
    """
    parts = list(object_model.objects(component))
    return Resources(
        servers=_some(server_of(part) for part in parts if {'openstackId', 'ipAddresses'} <= part.keys()),
        volumes=_some(
            volume_of(part) for part in parts if 'openstackId' in part and object_model.class_name(part) in _VOLUMES
        ),
        links=_some(_given_out(component, submitted)),
        outputs=_some(output for part in parts for output in _outputs(part)),
        stacks=_some(name for part in parts for name in _stacks(part)),
    )


def first_submitted(deployments: Sequence[Deployment]) -> dict[str, ObjectModel]:
    """{id: the component as it was first sent for deployment}; ``deployments`` are newest first."""
    return {
        object_model.component_id(component): component
        for deployment in deployments
        for component in deployment.components
    }


def as_submitted(component: ObjectModel, submitted: ObjectModel | None) -> ObjectModel:
    """The component with what was sent of it, and set by its form since: without what its class gives out."""
    if submitted is None:
        return component
    labels = words_of(component).labels

    def is_given_out(path: Path) -> bool:
        place = tuple(itertools.takewhile(lambda part: isinstance(part, str), path))
        return HEADER not in path and value_at(submitted, place) is ABSENT and dotted(path) not in labels

    return mapped(component, lambda _path, value: value, leave_out=is_given_out)


def _some(found: Iterable[Any]) -> tuple[Any, ...]:
    """Each once, at most MAX_OF_A_KIND."""
    return tuple(dict.fromkeys(item for item in found if item))[:MAX_OF_A_KIND]


def server_of(node: ObjectModel) -> Server | None:
    """An object of a class that extends ``io.murano.resources.Instance``, once it has a server."""
    own_id = _openstack_id(node)
    if not own_id:
        return None
    floating = _ip(node.get('floatingIpAddress'))
    given = node.get('ipAddresses')
    addresses = (
        Address(ip, ip == floating) for ip in [*map(_ip, given if isinstance(given, list) else ()), floating] if ip
    )
    return Server(own_id, object_model.component_name(node), _region(node), _some(addresses))


def volume_of(node: ObjectModel) -> Volume | None:
    """An object of a class of volumes, once it has one."""
    own_id, size = _openstack_id(node), node.get('size')
    if not own_id:
        return None
    known_size = size if isinstance(size, int) and not isinstance(size, bool) else None
    return Volume(own_id, _name(node) or own_id, _region(node), known_size)


def _name(node: ObjectModel) -> str:
    """Its own name, '' for one that could only be called like its class."""
    name = object_model.component_name(node)
    return '' if name == object_model.class_name(node).rpartition('.')[2] else name


def _openstack_id(node: ObjectModel) -> str:
    own_id = node.get('openstackId')
    return own_id if isinstance(own_id, str) and _ID.fullmatch(own_id) else ''


def _region(node: ObjectModel) -> str:
    region = node.get('regionName')
    return region if isinstance(region, str) else ''


def _ip(text: Any) -> str:
    try:
        return str(ipaddress.ip_address(text)) if isinstance(text, str) else ''
    except ValueError:
        return ''


def _given_out(component: ObjectModel, submitted: ObjectModel | None) -> list[Link]:
    """The web addresses that were not sent with it."""
    # Paths are dear, and most components have no address.
    if not any(isinstance(value, str) and '://' in value for value in inside(component)):
        return []
    return list(_links(component, {link.url for link in _links(submitted, set())}))


def _links(node: Any, known: set[str]) -> Iterator[Link]:
    """Web addresses in ``node`` that are not among the known ones; secrets and Heat's outputs left out."""
    for path, value in leaves(node):
        url = web_address(value)
        if url and url not in known and _OUTPUTS not in path and not secrets.is_secret_path(path, value=url):
            yield Link(secrets.property_of(path), url)


def _outputs(node: ObjectModel) -> Iterator[Output]:
    found = node.get(_OUTPUTS)
    for name, value in found.items() if isinstance(found, dict) else ():
        shown = secrets.masked(value, name)
        if isinstance(shown, str | int | float) and shown != '' and not _HOT_STACK.fullmatch(text := str(shown)):
            yield Output(str(name), text[:MAX_OUTPUT], web_address(shown), _ip(shown))


def _stacks(node: ObjectModel) -> Iterator[str]:
    name, outputs = node.get('generatedHeatStackName'), node.get(_OUTPUTS)
    if isinstance(name, str) and _STACK.fullmatch(name):
        yield name
    for value in outputs.values() if isinstance(outputs, dict) else ():
        if isinstance(value, str) and _HOT_STACK.fullmatch(value):
            yield value
