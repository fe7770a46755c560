"""What of an environment is in the picture: of many components those that matter now, or those that are looked for."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from murano_panel.domain.model.object_model import class_name, component_name, objects
from murano_panel.domain.model.topology import Edge
from murano_panel.domain.model.tree import inside, object_id
from murano_panel.domain.records import ObjectModel
from murano_panel.environments.component_lines import ComponentLine

# Cards that people still find their way among, and that a page draws at once.
MOST_CARDS = 120
# Parts of one component, and of all.
MAX_PARTS, MOST_PARTS = 40, 240
MAX_TEXT = 200


@dataclass(frozen=True)
class Asked:
    """By the address. text: ``q``. at: the selected component. opened: ``open``, those that show their parts."""

    text: str = ''
    at: str = ''
    opened: tuple[str, ...] = ()

    @classmethod
    def from_address(cls, query: QueryDict) -> 'Asked':
        return cls(
            query.get('q', '').strip()[:MAX_TEXT],
            query.get('at', '')[:MAX_TEXT],
            tuple(dict.fromkeys(query.getlist('open')[:MOST_CARDS])),
        )


@dataclass(frozen=True)
class Part:
    """An object inside a component. ``owner``: the object that it stands in."""

    id: str
    name: str
    class_name: str
    owner: str


@dataclass(frozen=True)
class Choice:
    """lines: the components in the picture, in the environment's order. parts: {id of a component: what it opens to}.

    counts: {id: how many objects are inside}. matches: ids of components and parts that the text was found in.
    total: how many components there are.
    """

    lines: Sequence[ComponentLine]
    parts: Mapping[str, Sequence[Part]]
    counts: Mapping[str, int]
    total: int
    matches: Collection[str]
    asked: Asked

    @property
    def is_cut(self) -> bool:
        """Whether there are components that the picture does not show."""
        return len(self.lines) < self.total

    @property
    def ids(self) -> list[str]:
        """Of all that has a card: components, each followed by its parts."""
        return [own for line in self.lines for own in (line.id, *(part.id for part in self.parts.get(line.id, ())))]

    @property
    def uses(self) -> list[Edge]:
        """(who uses, what is used)."""
        return [(line.id, target) for line in self.lines for target, _name in line.points_to]

    @property
    def contains(self) -> list[Edge]:
        """(object, object inside it), of what is opened."""
        return [(part.owner, part.id) for found in self.parts.values() for part in found]


def choose(lines: Sequence[ComponentLine], asked: Asked) -> Choice:
    """Those that match, and all next to them; else what goes wrong, runs or changes comes first."""
    found = _found(lines, asked.text.lower())
    matches = {line.id for line in lines if line.id in found}
    near = _neighbours(lines, matches or {asked.at})
    ranked = sorted(lines, key=lambda line: (line.id not in matches, line.id not in near, _urgency(line)))
    if asked.text:
        ranked = [line for line in ranked if line.id in matches or line.id in near]
    kept = {line.id for line in ranked[:MOST_CARDS]}
    shown = [line for line in lines if line.id in kept]
    counts = {line.id: sum(1 for _part in objects(line.model)) - 1 for line in shown}
    own = {part for parts in found.values() for part in parts}
    return Choice(shown, _parts_in_view(shown, asked, found), counts, len(lines), found.keys() | own, asked)


def _found(lines: Iterable[ComponentLine], wanted: str) -> dict[str, set[str]]:
    """{id of a component in which the text is: ids of those of its parts that have it}."""
    found: dict[str, set[str]] = {}
    for line in lines if wanted else ():
        parts = {
            object_id(part)
            for part in objects(line.model)
            if part is not line.model and wanted in f'{component_name(part)}\n{_short_class(part)}'.lower()
        }
        if parts or wanted in f'{line.name}\n{line.application_name}'.lower():
            found[line.id] = parts
    return found


def _short_class(part: ObjectModel) -> str:
    return class_name(part).rpartition('.')[2]


def _parts_in_view(
    shown: Iterable[ComponentLine], asked: Asked, found: Mapping[str, Collection[str]]
) -> dict[str, list[Part]]:
    """All of what was opened; else those that were looked for, with what they stand in."""
    parts: dict[str, list[Part]] = {}
    room = MOST_PARTS
    for line in shown:
        wanted = found.get(line.id, ())
        if line.id not in asked.opened and not wanted:
            continue
        inner = parts_of(line.model)
        if line.id not in asked.opened:
            inner = _with_owners(inner, wanted)
        parts[line.id] = inner[: min(MAX_PARTS, room)]
        room -= len(parts[line.id])
    return parts


def _with_owners(parts: Sequence[Part], wanted: Collection[str]) -> list[Part]:
    """Those that are wanted, and what they stand in, in their order: owners come before their parts."""
    kept = set(wanted)
    for part in reversed(parts):
        if part.id in kept:
            kept.add(part.owner)
    return [part for part in parts if part.id in kept]


def parts_of(component: ObjectModel) -> list[Part]:
    """The objects inside a component, each with the one that it stands in, parents before their parts."""
    return list(_parts(component, object_id(component)))


def _parts(node: ObjectModel, owner: str) -> Iterator[Part]:
    for part in _objects_next(node):
        own_id = object_id(part)
        yield Part(own_id, component_name(part), class_name(part), owner)
        yield from _parts(part, own_id)


def _objects_next(node: ObjectModel) -> Iterator[ObjectModel]:
    """The objects in a node with no other object between. Models are bounded, so that recursion is."""
    deeper: set[int] = set()
    for part in objects(node):
        if part is node or id(part) in deeper:
            continue
        deeper.update(id(inner) for inner in inside(part))
        yield part


def _neighbours(lines: Iterable[ComponentLine], ids: Collection[str]) -> set[str]:
    near = set()
    for line in lines:
        used = {target for target, _name in line.points_to}
        if line.id in ids:
            near |= used
        elif used & set(ids):
            near.add(line.id)
    return near | set(ids)


def _urgency(line: ComponentLine) -> int:
    state = line.state
    return 0 if state.is_bad else 1 if state.is_running else 2 if line.change else 3
