"""What components want of a cloud, told by the properties of Murano's own classes, and another choice instead of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import component_id, header
from murano_panel.domain.model.secrets import METADATA_KEY
from murano_panel.domain.model.tree import HEADER, mapped, walk
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import ObjectModel

FLAVOR, IMAGE, KEY_PAIR, ZONE, NETWORK, SUBNET = 'flavor', 'image', 'key pair', 'zone', 'network', 'subnet'
_KINDS = {
    'flavor': FLAVOR,
    'image': IMAGE,
    'sourceImage': IMAGE,
    'keyname': KEY_PAIR,
    'availabilityZone': ZONE,
    'internalNetworkName': NETWORK,
    'internalSubnetworkName': SUBNET,
}


@dataclass(frozen=True)
class Wanted:
    """One thing that is named by ``components``, their names. title: what a form called it when it was chosen."""

    kind: str
    value: str
    components: tuple[str, ...]
    title: str = ''

    @property
    def key(self) -> str:
        """What its form field is called."""
        return json.dumps([self.kind, self.value])


def wanted(components: Sequence[ObjectModel]) -> list[Wanted]:
    """By kind and value."""
    names = told_apart(components)
    users: dict[tuple[str, str], dict[str, None]] = {}
    titles: dict[tuple[str, str], str] = {}
    for component in components:
        words = words_of(component)
        for path, value in _named(component):
            found = _KINDS[path[-1]], value
            users.setdefault(found, {})[names[component_id(component)]] = None
            titles[found] = titles.get(found) or words.value(path, value)
    return [Wanted(*found, tuple(users[found]), titles[found]) for found in sorted(users)]


def with_choices(components: Sequence[ObjectModel], chosen: Mapping[str, str]) -> list[ObjectModel]:
    """Copies with what was chosen instead, by ``Wanted.key``, also in the answers that forms keep."""
    instead = {tuple(json.loads(key)): value for key, value in chosen.items() if value}
    return [_with_choices(component, instead) for component in components] if instead else list(components)


def _named(component: ObjectModel) -> Iterator[tuple[Any, str]]:
    """Path and value of what the objects of a component name."""
    for path, node in walk(component, plain=False):
        for key in _KINDS.keys() & node.keys() if header(node) else ():
            if isinstance(node[key], str) and node[key]:
                yield (*path, key), node[key]


def _with_choices(component: ObjectModel, instead: Mapping[tuple[str, ...], str]) -> ObjectModel:
    places = {path: new for path, value in _named(component) if (new := instead.get((_KINDS[path[-1]], value)))}
    texts = {value: places[path] for path, value in _named(component) if path in places}
    answers = (HEADER, 'metadata', METADATA_KEY, 'answers')

    def changed(path: Any, plain: Any) -> Any:
        if path in places:
            return places[path]
        return texts.get(plain, plain) if path[:4] == answers and isinstance(plain, str) else plain

    made: ObjectModel = mapped(component, changed)
    return made
