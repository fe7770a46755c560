"""Reading Murano's object model: nested dicts, each object with a ``?`` header."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from murano_panel.domain.model.secrets import METADATA_KEY
from murano_panel.domain.model.tree import HEADER, inside, object_id, without_version
from murano_panel.domain.records import ObjectModel

# {class: the name of the application that defines it}
Catalog = Mapping[str, str]

# A component is an object of the model like any other; this is what its id is called everywhere.
component_id = object_id


def header(node: Any) -> dict[str, Any]:
    """The ``?`` part of an object, {} for anything that is not an object."""
    found = node.get('?') if isinstance(node, dict) else None
    return found if isinstance(found, dict) else {}


def class_name(component: ObjectModel) -> str:
    """The MuranoPL class: after a deployment ``?.type`` reads ``fqn/version@package``."""
    return without_version(header(component).get('type') or '')


def package_name(component: ObjectModel) -> str | None:
    """The FQN of the package that ``?`` names, None when it names none."""
    head = header(component)
    after_at = str(head.get('type') or '').partition('@')[2]
    return after_at or head.get('package') or None


def component_name(component: ObjectModel) -> str:
    """What to call an object: ``?.name``, its name property, or the last part of its class."""
    for candidate in (header(component).get('name'), component.get('name')):
        if isinstance(candidate, str) and candidate.strip():
            return candidate
    return class_name(component).rpartition('.')[2] or component_id(component)


def metadata(component: ObjectModel) -> dict[str, Any]:
    """A component's ``?.metadata``, {} where other tools wrote something else: it may have any shape."""
    found = header(component).get('metadata')
    return found if isinstance(found, dict) else {}


def remembered(component: ObjectModel) -> dict[str, Any]:
    """What the form that made a component keeps with it, {} for nothing; what is in it may have any shape."""
    found = metadata(component).get(METADATA_KEY)
    return found if isinstance(found, dict) else {}


def with_remembered(component: ObjectModel, kept: Mapping[str, Any]) -> ObjectModel:
    """A copy that keeps this and nothing else of ours; other tools' metadata stays, unless it cannot be kept beside."""
    return {**component, HEADER: {**header(component), 'metadata': {**metadata(component), METADATA_KEY: kept}}}


def application_name(component: ObjectModel, catalog: Catalog | None = None) -> str:
    """What the catalog calls its application, or did when it was added or edited here, else the last part of its class.

    ``catalog``: what is known of that now.
    """
    known = (catalog or {}).get(class_name(component))
    name = known or remembered(component).get('application')
    return name if isinstance(name, str) and name.strip() else class_name(component).rpartition('.')[2]


def objects(node: Any) -> Iterator[ObjectModel]:
    """Every object in ``node``, itself included, parents before their parts."""
    return (part for part in inside(node) if isinstance(part, dict) and HEADER in part and component_id(part))


def entity_owners(components: Iterable[ObjectModel]) -> dict[str, str]:
    """{id of an object: id of the component that it is part of}, components included."""
    return {component_id(part): component_id(component) for component in components for part in objects(component)}


def outlines(components: Sequence[ObjectModel]) -> tuple[ObjectModel, ...]:
    """What these consist of, what their objects are called and refer to; all other values are left out."""
    ids = entity_owners(components)

    def outline(node: Any) -> Any:
        """None for nothing. Models are bounded, so that recursion is."""
        if isinstance(node, dict):
            kept = {key: inner for key, value in node.items() if key != HEADER and (inner := outline(value))}
            return kept | _own_words(node) if HEADER in node else kept
        if isinstance(node, list | tuple):
            return [inner for item in node if (inner := outline(item))]
        return node if isinstance(node, str) and node in ids else None

    return tuple(map(outline, components))


def _own_words(node: ObjectModel) -> ObjectModel:
    """What an object is called, by itself, its class and its form."""
    head = {key: value for key, value in header(node).items() if key in ('id', 'type', 'package', 'name')}
    application = remembered(node).get('application')
    if application:
        head['metadata'] = {METADATA_KEY: {'application': application}}
    return {HEADER: head} | ({'name': node['name']} if isinstance(node.get('name'), str) else {})


def find(components: Iterable[ObjectModel], wanted_id: str) -> ObjectModel | None:
    """The component with this id."""
    return next((component for component in components if component_id(component) == wanted_id), None)


def without_status(component: ObjectModel) -> ObjectModel:
    """The component as Murano keeps it: reading adds the environment's status to ``?``."""
    return {**component, '?': {key: value for key, value in header(component).items() if key != 'status'}}


def users(components: Sequence[ObjectModel]) -> dict[str, list[str]]:
    """{id: the ids of the components that point to an object of this one}, of those that anything points to."""
    found: dict[str, list[str]] = {}
    for user, used in uses(components).items():
        for target in used:
            found.setdefault(target, []).append(user)
    return found


def uses(components: Iterable[ObjectModel]) -> dict[str, set[str]]:
    """{id of each component: what references() has for it}, in one walk."""
    owners: dict[str, str] = {}
    texts: dict[str, set[str]] = {}
    for component in components:
        own_id = component_id(component)
        texts[own_id] = set()
        for part in inside(component):
            if isinstance(part, str):
                texts[own_id].add(part)
            elif isinstance(part, dict) and HEADER in part and (part_id := component_id(part)):
                owners[part_id] = own_id
    return {own_id: {owners[text] for text in found & owners.keys()} - {own_id} for own_id, found in texts.items()}


def dangling(committed: Sequence[ObjectModel], present: Sequence[ObjectModel]) -> set[str]:
    """Ids of the components among ``present`` that refer to one that is being removed."""
    return {user for users in users_of_removed(committed, present).values() for user in users}


def users_of_removed(committed: Sequence[ObjectModel], present: Sequence[ObjectModel]) -> dict[str, list[str]]:
    """{id of a component that is being removed: ids of those among ``present`` that refer to it}, in their order."""
    there = dict.fromkeys(map(component_id, present))
    gone = [item for item in committed if component_id(item) not in there]
    used = uses([*gone, *present]) if gone else {}
    found: dict[str, list[str]] = {}
    for user in there:
        for target in used.get(user, set()) - there.keys():
            found.setdefault(target, []).append(user)
    return found


def references(component: ObjectModel, owners: Mapping[str, str]) -> set[str]:
    """Ids of the other components whose objects this one points to; ``owners`` comes from entity_owners()."""
    found = {owners[text] for text in inside(component) if isinstance(text, str) and text in owners}
    return found - {component_id(component)}
