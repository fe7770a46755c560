"""The component that the answers of a class's form make, and what they change in one that exists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from murano_panel.domain.model.tree import ABSENT, HEADER, Change, Path, apply_changes, copied, dotted, walk
from murano_panel.dynamic_ui.definition.model import SCHEMA_FORM
from murano_panel.dynamic_ui.language.evaluation import IdSource, RandomIds
from murano_panel.dynamic_ui.placeholders import contains_kept_secret
from murano_panel.dynamic_ui.problems import SecretsNeeded
from murano_panel.dynamic_ui.schema.places import Place, Schemas, keys_of_items, no_schemas, places_from_answers
from murano_panel.dynamic_ui.schema.properties import LIST, OBJECT, Schema


def build_from_schema(
    schema: Schema,
    class_name: str,
    answers: Mapping[str, Any],
    *,
    name: str = '',
    ids: IdSource | None = None,
    schemas: Schemas = no_schemas,
) -> dict[str, Any]:
    """A new component of the class. What was left empty is left to the class's defaults."""
    ids = ids or RandomIds()
    identity = {'id': ids.object_id('$'), 'type': class_name, **({'name': name} if name else {})}
    return {'?': identity, **built_values(schema, answers, schemas, ids=ids)}


def built_values(
    schema: Schema, answers: Mapping[str, Any], schemas: Schemas, *, ids: IdSource | None = None
) -> dict[str, Any]:
    """{name of a property: its value}. What was left empty is left to the defaults."""
    return _built_all(places_from_answers(schema, schemas, answers), answers, ids or RandomIds())


def edit_from_schema(
    schema: Schema,
    model: Mapping[str, Any],
    before: Mapping[str, Any],
    answers: Mapping[str, Any],
    schemas: Schemas = no_schemas,
) -> tuple[tuple[Change, ...], dict[str, Any]]:
    """The changes that the answers make to a component, and its model with them applied.

    ``before`` are the answers that describe it now. Only what differs from them changes: objects keep their ids and
    what the form does not show. Raises ``SecretsNeeded``.
    """
    edit = _Edit(before, answers)
    changes = tuple(
        change
        for place in places_from_answers(schema, schemas, answers, before)
        for change in edit.changes(place, model.get(place.key, ABSENT), (place.key,))
    )
    return changes, apply_changes(model, changes)


def _built_all(places: tuple[Place, ...], answers: Mapping[str, Any], ids: IdSource) -> dict[str, Any]:
    built = ((place.key, _built(place, answers, ids)) for place in places)
    return {key: value for key, value in built if value is not ABSENT}


def _built(place: Place, answers: Mapping[str, Any], ids: IdSource) -> Any:
    """The value of a place, ABSENT where it is left to the class."""
    value = answers.get(place.name)
    if place.kind == LIST:
        return [item for item in (_built(child, answers, ids) for child in place.children) if item is not ABSENT]
    if place.opened is not None:
        header = {'?': {'id': ids.object_id(place.name), 'type': place.opened}} if place.opened else {}
        return {**header, **_built_all(place.children, answers, ids)}
    if place.kind == OBJECT:
        value = _described(place, answers) if place.children else value or None
    if contains_kept_secret(value):
        raise SecretsNeeded([(SCHEMA_FORM, place.name)])
    # Null would be refused by a contract that does not allow it, and would take the place of a default.
    if value is None and (place.item.has_default or not place.item.nullable):
        return ABSENT
    return _with_ids(value, ids, place.name)


def _described(place: Place, answers: Mapping[str, Any]) -> Any:
    """An object that was written as JSON; without a header it is one of the class that the property wants."""
    text = place.children[0]
    value = answers.get(text.name)
    if place.item.type == 'muranoObject' and isinstance(value, dict) and '?' not in value:
        return {'?': {'type': (*text.classes, place.item.text('muranoType'))[0]}, **value}
    return value


class _Edit:
    """The changes between two sets of answers, as deep in the model as possible."""

    def __init__(self, before: Mapping[str, Any], answers: Mapping[str, Any]):
        self._before = before
        self._answers = answers
        self._ids = RandomIds()

    def changes(self, place: Place, old: Any, path: Path) -> Iterator[Change]:
        """What changes at a place and within it. ``old`` is what the model has at ``path``."""
        if not any(self._differs(inner) for inner in place.all()):
            return
        # Another choice for the object as such is another object; else only what is different within it changes.
        if place.opened is not None and isinstance(old, dict) and not self._differs(place):
            for child in place.children:
                yield from self.changes(child, old.get(child.key, ABSENT), (*path, child.key))
        elif place.kind == LIST and isinstance(old, list):
            yield from self._list(place, old, path)
        else:
            yield from _change(path, old, _built(place, self._answers, self._ids))

    def _differs(self, place: Place) -> bool:
        return self._answers.get(place.name) != self._before.get(place.name)

    def _list(self, place: Place, old: list[Any], path: Path) -> Iterator[Change]:
        keys = keys_of_items(old)
        if not self._differs(place):
            for child in place.children:
                yield from self.changes(child, old[keys.index(child.key)], (*path, keys.index(child.key)))
            return
        there = dict(zip(keys, old, strict=True))
        items = [
            self._item(child, there[child.key]) if child.key in there else _built(child, self._answers, self._ids)
            for child in place.children
        ]
        yield from _change(path, old, [item for item in items if item is not ABSENT])

    def _item(self, place: Place, old: Any) -> Any:
        """An item that stays in its list, with what changes in it."""
        return apply_changes({'': old}, tuple(self.changes(place, old, ('',)))).get('', ABSENT)


def _change(path: Path, old: Any, new: Any) -> Iterator[Change]:
    """The change of one place, if it is one: the same may be answered in several ways."""
    # To Python 1 equals True and 1.0; to the class they are different values.
    if old is not new and (old != new or type(old) is not type(new)):
        yield Change(path, old, new)


def _with_ids(value: Any, ids: IdSource, path: str) -> Any:
    """A copy in which every object has an id."""
    copy = copied(value)
    for inner, node in walk(copy, plain=False):
        if isinstance(node, dict) and isinstance(node.get(HEADER), dict):
            node[HEADER].setdefault('id', ids.object_id(dotted((path, *inner))))
    return copy
