"""Forms for classes without a ``ui.yaml``, from the JSON schemas of ``GET /schemas/{class}``.

A schema is draft 4 with Murano's additions: sections and an order, titles and help, and references to objects
(``type: muranoObject``). It has no ``required``: a property is required when null is not allowed and there is no
default. Objects within the component are described in the same form, from the schemas of their classes
(``schema_tree``). The answers are flat: ``{name of a place: value}``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from murano_panel.domain.model.tree import ABSENT, HEADER, Change, Path, apply_changes, copied, dotted, walk
from murano_panel.dynamic_ui.definition.loader import LATEST_VERSION, name_step
from murano_panel.dynamic_ui.definition.model import Definition, StepDefinition
from murano_panel.dynamic_ui.edit import SecretsNeeded
from murano_panel.dynamic_ui.fields.types import JsonField, contains_kept_secret
from murano_panel.dynamic_ui.forms import StepForm
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.language.evaluation import IdSource, RandomIds
from murano_panel.dynamic_ui.problems import Problem
from murano_panel.dynamic_ui.schema import fields as schema_fields
from murano_panel.dynamic_ui.schema import places as tree
from murano_panel.dynamic_ui.schema.fields import STEP
from murano_panel.dynamic_ui.schema.places import Place, Schemas, no_schemas
from murano_panel.dynamic_ui.schema.properties import LIST, OBJECT, TEXT, VALUE, Schema, section_title
from murano_panel.dynamic_ui.sources import NoSources, Sources


def schema_definition(schema: Schema, *, fqn: str, package_name: str) -> Definition:
    """The definition of a package without a ``ui.yaml``: a step for its class, and one that asks for the name.

    The first step has no fields here, since answers decide which there are: its form is ``schema_form``'s.
    """
    return Definition(
        fqn,
        package_name,
        LATEST_VERSION,
        steps=(_step(schema), name_step(1, fqn)),
        application={},
        templates={},
        parameters={},
        parameters_source=None,
    )


def _step(schema: Schema) -> StepDefinition:
    return StepDefinition(STEP, str(schema.get('title') or ''), 0, None, ())


def schema_form(
    schema: Schema,
    *,
    schemas: Schemas = no_schemas,
    sources: Sources | None = None,
    data: Any = None,
    prefix: str | None = None,
    answers: Mapping[str, Any] | None = None,
    secrets_kept: Collection[str] = (),
) -> StepForm:
    """The form of a class. ``schema`` is the class's own (the value under ``''`` of what Murano answers).

    ``answers`` are earlier ones to show, secrets among them left out; secrets in ``secrets_kept`` stay unless they are
    typed again. ``data`` and ``answers`` say which objects and lists are opened. The form's ``sections`` follow the
    schema. Raises ``ResourceLimitExceeded`` for a schema that is too large, and what ``schemas`` raises.
    """
    answers = answers or {}
    problems: list[Problem] = []
    form_fields: dict[str, forms.Field] = {}
    with limits.work_limit():
        given = answers if data is None else _Sent(data, prefix)
        for place in tree.from_answers(schema, schemas, given, answers):
            section = section_title(schema, place.item)
            for inner, label, parent, where in _labelled(place):
                field = schema_fields.build(inner, label, sources or NoSources(), problems, answers.get(inner.name))
                field.section, field.parent, field.place = section, parent, where
                _show(field, inner, answers, secrets_kept)
                form_fields[inner.name] = field
    return StepForm(_step(schema), form_fields, None, problems, data=data, prefix=prefix)


def secret_names(schema: Schema, answers: Mapping[str, Any], schemas: Schemas = no_schemas) -> list[str]:
    """The names of the secrets among the places that the answers open."""
    return [
        place.name
        for top in tree.from_answers(schema, schemas, answers)
        for place in top.all()
        if place.kind == VALUE and place.item.is_secret
    ]


def answers_of(schema: Schema, model: Mapping[str, Any], schemas: Schemas = no_schemas) -> dict[str, Any]:
    """The answers that describe an object as it is, secrets included. What it does not have is left out."""
    return {
        place.name: place.value
        for top in tree.from_model(schema, schemas, model)
        for place in top.all()
        if place.value is not ABSENT
    }


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
    return {'?': identity, **_built_all(tree.from_answers(schema, schemas, answers), answers, ids)}


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
        for place in tree.from_answers(schema, schemas, answers, before)
        for change in edit.changes(place, model.get(place.key, ABSENT), (place.key,))
    )
    return changes, apply_changes(model, changes)


class _Sent(Mapping[str, Any]):
    """What a browser sent, by the names of places; what was not on its page is not there."""

    def __init__(self, data: Mapping[str, Any], prefix: str | None):
        self._data = data
        self._prefix = f'{prefix}-' if prefix else ''

    def __getitem__(self, name: str) -> Any:
        return self._data[self._prefix + name]

    def __iter__(self) -> Iterator[str]:
        return iter(name.removeprefix(self._prefix) for name in self._data)

    def __len__(self) -> int:
        return len(self._data)


def _labelled(
    place: Place, label: str = '', parent: str = '', where: str = ''
) -> Iterator[tuple[Place, str, str, str]]:
    """A place and those within it: the place, its label, its parent's name, and the labels of all that it is in."""
    label = label or place.item.title
    yield place, label, parent, where
    is_list = place.kind == LIST
    inside = where if is_list else f'{where} › {label}' if where else label
    for number, child in enumerate(place.children, 1):
        given = f'{label} {number}' if is_list else _('As JSON') if child.kind == TEXT else ''
        yield from _labelled(child, given, place.name, inside)


def _show(field: Any, place: Place, answers: Mapping[str, Any], secrets_kept: Collection[str]) -> None:
    if field.is_secret:
        if place.name in secrets_kept:
            field.required, field.is_kept = False, True
    elif place.kind in (OBJECT, LIST):
        field.initial = field.initial if place.value in (ABSENT, None) else place.value
    else:
        value = answers.get(place.name, place.default)
        if value is not ABSENT:
            # A text that is written as JSON is shown in quotes.
            field.initial = JsonField.written(value) if isinstance(field, JsonField) else value


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
        raise SecretsNeeded([(STEP, place.name)])
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
        if not any(self._differs(inner) for inner in place.all()):
            return
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
        keys = tree.keys_of_items(old)
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
    if old is not new and (old != new or type(old) is not type(new)):
        yield Change(path, old, new)


def _with_ids(value: Any, ids: IdSource, path: str) -> Any:
    """A copy in which every object has an id."""
    copy = copied(value)
    for inner, node in walk(copy, plain=False):
        if isinstance(node, dict) and isinstance(node.get(HEADER), dict):
            node[HEADER].setdefault('id', ids.object_id(dotted((path, *inner))))
    return copy
