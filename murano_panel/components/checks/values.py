"""Checks of what objects are set to against their classes: what Murano refuses before it begins. No call."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from murano_panel.components.checks.finding import OBSTACLE, Finding, Place, place
from murano_panel.domain.model.object_model import class_name, component_id, header, objects
from murano_panel.domain.model.servers import templates_of
from murano_panel.domain.model.tree import HEADER, Path, inside, walk
from murano_panel.domain.model.versions import Typed, typed
from murano_panel.domain.model.volumes import OWN_VOLUME
from murano_panel.domain.package.classes import ClassDefinition, references_of, required_of
from murano_panel.domain.records import ObjectModel

# {name: its definition}, of the package that is used for an object; {} where nobody has read that.
ClassesOf = Callable[[Typed], Mapping[str, ClassDefinition]]

_RESOURCES = 'io.murano.resources.'
# A component, a place in it, and the object there.
Found = tuple[ObjectModel, Path, ObjectModel]


def value_findings(
    present: Sequence[ObjectModel], names: Mapping[str, str], classes_of: ClassesOf
) -> Iterator[Finding]:
    """Of objects that the next deployment makes as they are: what a group of replicas is made of is no object yet."""
    found = list(_objects(present))
    yield from _identities(found, names)
    yield from _required(found, names, classes_of)
    yield from _lost_references(present, found, names, classes_of)
    yield from _boot_sources(found, names)


def _objects(present: Sequence[ObjectModel]) -> Iterator[Found]:
    for component in present:
        # By Python's identity, as ids of templates come again in what is made of them.
        left_out = {id(part) for template in templates_of(component) for part in inside(template)}
        for path, node in walk(component, plain=False):
            if isinstance(node, dict) and HEADER in node and id(node) not in left_out:
                yield component, path, node


def _identities(found: Sequence[Found], names: Mapping[str, str]) -> Iterator[Finding]:
    """Only other tools make such objects."""
    without = [(component, path) for component, path, node in found if not class_name(node)]
    if without:
        text = _('An object without a class cannot be deployed.')
        yield Finding(OBSTACLE, text, _('Remove it, and add it again.'), _places(without, names))
    times = Counter(component_id(node) for _component, _path, node in found)
    for own_id in [own_id for own_id, count in times.items() if own_id and count > 1]:
        twins = [(component, path) for component, path, node in found if component_id(node) == own_id]
        text = _('%(count)d objects have the id "%(id)s": Murano would take them for one.')
        said = {'count': len(twins), 'id': own_id}
        yield Finding(OBSTACLE, text % said, _('Remove one of them, and add it again.'), _places(twins, names))


def _required(found: Sequence[Found], names: Mapping[str, str], classes_of: ClassesOf) -> Iterator[Finding]:
    """What has no default, and must not be empty; the engine would break off with a violated contract."""
    required: dict[tuple[str, str], list[str]] = {}
    unset: dict[tuple[str, str], list[tuple[ObjectModel, Path]]] = defaultdict(list)
    for component, path, node in found:
        asked = typed(header(node))
        if asked is None:
            continue
        key = asked.class_name, asked.package
        if key not in required:
            required[key] = _required_of(asked, classes_of)
        for name in required[key]:
            if node.get(name) is None:
                unset[asked.class_name, name].append((component, (*path, name)))
    for (of_class, _name), where in unset.items():
        places = _places(where, names)
        text = _('"%(property)s" is empty, and "%(class)s" cannot do without it.')
        said = {'property': places[0].label or places[0].path, 'class': of_class.rpartition('.')[2]}
        yield Finding(OBSTACLE, text % said, _('Fill it in.'), places)


def _lost_references(
    present: Sequence[ObjectModel], found: Sequence[Found], names: Mapping[str, str], classes_of: ClassesOf
) -> Iterator[Finding]:
    """To what somebody else has removed since: of what the draft itself removes Deploy knows."""
    ids = {component_id(part) for part in objects(list(present))}
    taking: dict[tuple[str, str], list[str]] = {}
    lost = list[tuple[ObjectModel, Path]]()
    for component, path, node in found:
        asked = typed(header(node))
        if asked is None or asked.is_core:
            continue
        key = asked.class_name, asked.package
        if key not in taking:
            taking[key] = references_of(asked.class_name, classes_of(asked))
        for name in taking[key]:
            if isinstance(node.get(name), str) and node[name] not in ids:
                lost.append((component, (*path, name)))
    if lost:
        text = _('A component refers to another one that is not there (any more).')
        yield Finding(OBSTACLE, text, _('Choose another one in the form.'), _places(lost, names))


def _required_of(asked: Typed, classes_of: ClassesOf) -> list[str]:
    if not asked.is_core:
        return required_of(asked.class_name, classes_of(asked))
    if _is_server(asked.class_name):
        return ['name', 'flavor']
    return ['size'] if asked.class_name == OWN_VOLUME else []


def _boot_sources(found: Sequence[Found], names: Mapping[str, str]) -> Iterator[Finding]:
    none, both = list[tuple[ObjectModel, Path]](), list[tuple[ObjectModel, Path]]()
    for component, path, node in found:
        if _is_server(class_name(node)):
            image, volumes = node.get('image'), node.get('blockDevices')
            if image is None and not volumes:
                none.append((component, path))
            elif image is not None and volumes:
                both.append((component, path))
    if none:
        text = _('A server has neither an image nor a volume to start from.')
        yield Finding(OBSTACLE, text, _('Choose an image.'), _places(none, names))
    if both:
        text = _('A server has an image and volumes to start from: Murano refuses to choose.')
        yield Finding(OBSTACLE, text, _('Leave one of both out.'), _places(both, names))


def _is_server(of_class: str) -> bool:
    return of_class.startswith(_RESOURCES) and of_class.endswith('Instance')


def _places(where: Sequence[tuple[ObjectModel, Path]], names: Mapping[str, str]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(place(item, names[component_id(item)], path) for item, path in where))
