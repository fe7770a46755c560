"""Components once more, beside the originals: for duplicates, clones, blueprints and files.

A copy is what people set: what the classes gave out while they were deployed, as addresses, belongs to the original.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from murano_panel.domain.model.deployed_changes import is_answered, is_left_open
from murano_panel.domain.model.inputs import Inputs
from murano_panel.domain.model.muranos_own import clean
from murano_panel.domain.model.object_model import class_name, component_id, objects
from murano_panel.domain.model.tree import ABSENT, HEADER, MAX_NESTING, mapped, object_id
from murano_panel.domain.model.versions import unfixed
from murano_panel.domain.records import ObjectModel


def with_new_ids(
    components: Sequence[ObjectModel], new_id: Callable[[], str] = lambda: uuid4().hex
) -> tuple[list[ObjectModel], dict[str, str]]:
    """Copies in which every object has another id, and {old id: new id}.

    What refers to an object that is copied refers to its copy, headers included; all other references stay. Statuses
    and actions, which Murano adds when it is read, are left out, and no version is fixed: a copy was never deployed.
    """
    ids = {component_id(part): new_id() for component in components for part in objects(component)}

    def moved(_path: Any, plain: Any) -> Any:
        return ids.get(plain, plain) if isinstance(plain, str) else plain

    copies = [mapped(clean(component), moved) for component in components]
    for part in (part for copy in copies for part in objects(copy)):
        part[HEADER] = unfixed(part[HEADER])
    return copies, ids


def as_people_set(
    components: Sequence[ObjectModel], sent: Mapping[str, ObjectModel], inputs: Inputs | None = None
) -> list[ObjectModel]:
    """Copies without what the classes gave out: what nobody sent, or what was sent open and is filled by now.

    ``sent``: as sent_first() gives it. ``inputs``: of the classes of which they are known; what one lets people set is
    kept. An object of which nothing is known stays as it is.
    """

    def kept(node: Any, component: ObjectModel, depth: int = 0) -> Any:
        if depth > MAX_NESTING:
            return None
        if isinstance(node, list):
            return [kept(item, component, depth + 1) for item in node]
        if not isinstance(node, dict):
            return node
        first, of_people = sent.get(object_id(node), node), (inputs or {}).get(class_name(node), ())
        copy = {}
        for key, value in node.items():
            if key == HEADER:
                copy[key] = value
            elif key in of_people or not _is_given_out(key, node, component, sent):
                copy[key] = kept(value, component, depth + 1)
            elif key in first and first[key] is not ABSENT:
                copy[key] = first[key]
        return copy

    return [kept(cleaned, cleaned) for cleaned in map(clean, components)]


def in_doubt(components: Sequence[ObjectModel], sent: Mapping[str, ObjectModel]) -> list[str]:
    """The classes with values that they may have given out: their inputs tell."""
    return list(dict.fromkeys(class_name(part) for _component, part, _key in _given_out(components, sent)))


def left_in_doubt(
    components: Sequence[ObjectModel], sent: Mapping[str, ObjectModel], inputs: Inputs
) -> list[tuple[ObjectModel, ObjectModel, str]]:
    """(component, object, property) of what is left out though nobody could tell that its class gives it out."""
    found = _given_out(components, sent)
    return [(component, part, key) for component, part, key in found if class_name(part) not in inputs]


def with_drafted(
    sent: Mapping[str, ObjectModel], committed: Sequence[ObjectModel], drafted: Sequence[ObjectModel]
) -> dict[str, ObjectModel]:
    """``sent`` with what a draft has set in objects that are deployed: people did that."""
    deployed = {component_id(part): part for part in objects(list(committed))}
    complete = dict(sent)
    for part in objects(list(drafted)):
        own_id = component_id(part)
        if own_id in deployed and own_id in sent:
            before = deployed[own_id]
            changed = {key: value for key, value in part.items() if clean(value) != clean(before.get(key, ABSENT))}
            complete[own_id] = {**sent[own_id], **changed}
    return complete


def _given_out(
    components: Sequence[ObjectModel], sent: Mapping[str, ObjectModel]
) -> Iterator[tuple[ObjectModel, ObjectModel, str]]:
    for component in components:
        for part in objects(component):
            for key, value in part.items():
                if key != HEADER and not is_left_open(value) and _is_given_out(key, part, component, sent):
                    yield component, part, key


def _is_given_out(key: str, node: ObjectModel, component: ObjectModel, sent: Mapping[str, ObjectModel]) -> bool:
    first, value = sent.get(object_id(node), node), node[key]
    if key in first and (is_left_open(value) or not is_left_open(first[key])):
        return False
    # Neither what a form was answered with, nor an object that people have sent, wherever it stood.
    return not is_answered(value, component, {}) and all(component_id(part) not in sent for part in objects(value))
