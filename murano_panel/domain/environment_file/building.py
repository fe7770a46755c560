"""From a document to components: new ones, or laid over those that are there.

What says the same as what is there stays as it is, with its id, its secrets and all that its class has given out; so a
file that was just written changes nothing. Of the rest that is taken from the file which people set.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from murano_panel.domain.environment_file import keys
from murano_panel.domain.environment_file.places import inner
from murano_panel.domain.environment_file.reading import Document
from murano_panel.domain.environment_file.writing import written
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import Catalog, component_id, header
from murano_panel.domain.model.secrets import METADATA_KEY
from murano_panel.domain.model.tree import ABSENT, HEADER, Path, value_at
from murano_panel.domain.model.versions import ANY
from murano_panel.domain.model.withheld import Withheld
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import ObjectModel


@dataclass(frozen=True)
class Built:
    """``components``: of the draft; secrets are blank where they have to be typed. ``withheld``: those.

    beyond: the components that are there and not in the file.
    """

    components: list[ObjectModel]
    withheld: list[Withheld]
    beyond: list[ObjectModel]


def built(
    document: Document,
    seed: UUID,
    live: Sequence[ObjectModel] = (),
    people_set: Sequence[ObjectModel] = (),
    *,
    keep: bool = True,
    catalog: Catalog | None = None,
) -> Built:
    """``live``: the components that are there; ``people_set``: of these what people set, with their ids and secrets.

    seed: new ids are made of it, so that they are the same each time. keep: whether what is not in the file stays.
    """
    builder = _Builder(document, seed, live, people_set)
    made = {name: builder.component(name) for name in document.components}
    of_file = {component_id(component): component for component in made.values()}
    there = {component_id(component) for component in live}
    beyond = [component for component in live if component_id(component) not in of_file]
    stays = [of_file.get(component_id(item), item) for item in live if keep or component_id(item) in of_file]
    components = stays + [item for own_id, item in of_file.items() if own_id not in there]
    names = told_apart(components, catalog)
    withheld = [
        Withheld(own_id, names[own_id], path, words_of(of_file[own_id]).label(path))
        for own_id, paths in builder.secrets.items()
        for path in paths
    ]
    return Built(components, withheld, beyond)


@dataclass
class _Builder:
    document: Document
    seed: UUID
    live: Sequence[ObjectModel]
    people_set: Sequence[ObjectModel]
    # {id of a component: where a secret is missing}
    secrets: dict[str, list[Path]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        there = written('', '', self.people_set)
        self._there, self._there_ids = there.document['components'], there.ids
        self._models = {component_id(component): component for component in self.live}
        self._ids: dict[str, str] = {}
        for name, node in self.document.components.items():
            self._identify(name, node, name, self._there.get(name, ABSENT))

    def component(self, name: str) -> ObjectModel:
        node, there = self.document.components[name], self._there.get(name, ABSENT)
        live = self._models.get(self._there_ids.get(name, ''), ABSENT)
        own_id = self._ids[name]
        found: list[Path] = []
        made: ObjectModel = self._value(node, there, live, name, (), found)
        if found:
            self.secrets[own_id] = found
        return made

    def _identify(self, place: str, node: Any, there_place: str, there: Any) -> None:
        """Gives each object of the file its id: that of what stands there already, or a new one."""
        if isinstance(node, dict) and keys.CLASS in node:
            known = self._there_ids.get(there_place) if _are_alike(node, there) else None
            self._ids[place] = known or uuid5(self.seed, place).hex
            there = there if known else ABSENT
        for key, value, other_key, other in _pairs(node, there):
            if isinstance(value, dict | list):
                self._identify(inner(place, key), value, inner(there_place, other_key), other)

    def _value(self, node: Any, there: Any, live: Any, place: str, path: Path, secrets: list[Path]) -> Any:
        """``there``: what the file would say of what is ``live``."""
        if live is not ABSENT and there is not ABSENT and self._is_same(node, there):
            return live
        if isinstance(node, list):
            return [
                self._value(value, other, _part(live, other_key), inner(place, key), (*path, key), secrets)
                for key, value, other_key, other in _pairs(node, there)
            ]
        if not isinstance(node, dict):
            return node
        if keys.REFERENCE in node:
            return self._ids[node[keys.REFERENCE]]
        if keys.SECRET in node:
            secrets.append(path)
            return '' if node[keys.SECRET] == keys.TEXT else 0
        if not isinstance(there, dict) or node.get(keys.CLASS) != there.get(keys.CLASS):
            there = live = ABSENT
        made = self._kept_of(live, there)
        if keys.CLASS in node:
            made[HEADER] = self._header(node, there, live, place)
        for key, value, other_key, other in _pairs(node, there):
            own_key = keys.unescaped(key)
            inside = _part(live, keys.unescaped(other_key))
            made[own_key] = self._value(value, other, inside, inner(place, key), (*path, own_key), secrets)
        return made

    def _kept_of(self, live: Any, there: Any) -> dict[str, Any]:
        """What is not the file's affair: what a class has given out."""
        if not isinstance(live, dict) or not isinstance(there, dict):
            return {}
        return {key: value for key, value in live.items() if key != HEADER and keys.escaped(key) not in there}

    def _header(self, node: dict[str, Any], there: Any, live: Any, place: str) -> dict[str, Any]:
        about = self._resolved(node.get(keys.METADATA))
        if keys.FORM in node:
            about = {**(about if isinstance(about, dict) else {}), METADATA_KEY: self._resolved(node[keys.FORM])}
        more = {'name': node.get(keys.NAME), 'metadata': about}
        if isinstance(live, dict) and header(live):
            base = {key: value for key, value in header(live).items() if key not in more}
            if all(self._is_same(node.get(key, ABSENT), there.get(key, ABSENT)) for key in keys.KEPT):
                more['metadata'] = header(live).get('metadata')
        else:
            base = {'id': self._ids[place], 'type': node[keys.CLASS]}
            version = node.get(keys.OBJECT_VERSION) or self.document.versions.get(node.get(keys.PACKAGE, ''), ANY)
            more |= {'package': node.get(keys.PACKAGE), 'classVersion': None if version == ANY else version}
        return base | {key: value for key, value in more.items() if value}

    def _resolved(self, node: Any) -> Any:
        """What others have written into a header, with ids for places."""
        if isinstance(node, list):
            return list(map(self._resolved, node))
        if not isinstance(node, dict):
            return node
        if keys.REFERENCE in node:
            return self._ids[node[keys.REFERENCE]]
        return {keys.unescaped(key): self._resolved(value) for key, value in node.items()}

    def _is_same(self, node: Any, there: Any) -> bool:
        """Whether both say the same, by the ids that places stand for."""
        if isinstance(node, dict) and isinstance(there, dict):
            if keys.REFERENCE in node and keys.REFERENCE in there:
                return self._ids[node[keys.REFERENCE]] == self._there_ids.get(there[keys.REFERENCE])
            return node.keys() == there.keys() and all(self._is_same(node[key], there[key]) for key in node)
        if isinstance(node, list) and isinstance(there, list):
            return len(node) == len(there) and all(map(self._is_same, node, there))
        return type(node) is type(there) and bool(node == there)


def _are_alike(node: Any, there: Any) -> bool:
    """Whether both are objects of one class, so that the one can become the other."""
    return isinstance(there, dict) and node.get(keys.CLASS) == there.get(keys.CLASS) is not None


def _part(live: Any, key: Any) -> Any:
    return ABSENT if live is ABSENT or key is None else value_at(live, (key,))


def _pairs(node: Any, there: Any) -> Iterator[tuple[Any, Any, Any, Any]]:
    """(key, value, key there, value there) of each property or item; None and ABSENT for what has none there."""
    if isinstance(node, dict):
        known = there if isinstance(there, dict) else {}
        for key, value in node.items():
            if key not in keys.OF_OBJECTS:
                yield key, value, key, known.get(key, ABSENT)
    elif isinstance(node, list):
        items = there if isinstance(there, list) else []
        for number, partner in enumerate(_partners(node, items)):
            yield number, node[number], partner, ABSENT if partner is None else items[partner]


def _partners(items: Sequence[Any], there: Sequence[Any]) -> list[int | None]:
    """For each item the one that it was: objects are known by class and name, all else by its number."""
    labels, others = list(map(_label, items)), list(map(_label, there))
    here, before = Counter(labels), Counter(others)
    known = {label: number for number, label in enumerate(others) if label and before[label] == 1}
    partners = [known.get(label) if label and here[label] == 1 else None for label in labels]
    taken = set(partners)
    for number, partner in enumerate(partners):
        if partner is None and number < len(there) and number not in taken:
            partners[number] = number
            taken.add(number)
    return partners


def _label(item: Any) -> tuple[str, str] | None:
    if not isinstance(item, dict) or keys.CLASS not in item:
        return None
    name = item.get(keys.NAME) or item.get('name')
    return (item[keys.CLASS], name) if isinstance(name, str) else None
