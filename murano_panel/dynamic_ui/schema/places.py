"""The places of a schema form: the properties of a class, and those within its objects and lists that are opened.

A place is known by its name: ``instance``, ``instance.networks.useFlatNetwork``, ``nodes.<key>.label``; its answers are
kept flat under these names. Which objects are opened, and which items a list has, is an answer itself:

- an object: ``''`` leaves it out, ``new:<class>`` describes it in fields of its own, ``json`` in one text (the place
  ``<name>.json``, also for a class of which nothing is known), anything else is the id of a component
- a list: the keys of its items, separated by commas; an item that exists has its object's id as key, or its number
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.domain.model.object_model import class_name, component_id
from murano_panel.domain.model.tree import ABSENT
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.problems import ResourceLimitExceeded
from murano_panel.dynamic_ui.schema.properties import LIST, OBJECT, TEXT, VALUE, Property, Schema, properties

# Answers of an object that is described here: the first is followed by its class.
NEW, AS_TEXT = 'new:', 'json'
# Objects within objects, items of a list, and classes whose schemas are asked for.
MAX_OBJECT_DEPTH = 3
MAX_ITEMS = 20
MAX_CLASSES = 8

# Murano does not tell which classes extend another; these of its own library are what the plain ones stand for.
_CONCRETE = {
    'io.murano.resources.Instance': ('LinuxInstance', 'LinuxMuranoInstance', 'WindowsInstance'),
    'io.murano.resources.Network': ('ExistingNeutronNetwork', 'NeutronNetwork'),
    'io.murano.resources.Volume': ('CinderVolume', 'ExistingCinderVolume'),
}
_KEY = re.compile(r'[A-Za-z0-9_-]{1,64}')
_KEYS = re.compile(rf'({_KEY.pattern}(,{_KEY.pattern})*)?')

# The schema of a class, None when there is none.
Schemas = Callable[[str], Schema | None]


def no_schemas(_class_name: str) -> None:
    """Without a source of schemas objects are written as text."""


@dataclass(frozen=True)
class Place:
    """A property, or an item of a list, where it stands. ``value`` is what is given for it, ABSENT for nothing.

    ``classes`` are those that an object may be described as ('' for a mapping with fixed keys); ``opened`` is the one
    that it is, None when it is not described here. ``default`` is what the class has for it. ``owner`` is the class of
    the object that the property belongs to, '' for the component itself.
    """

    name: str
    key: str
    item: Property
    kind: str
    value: Any = ABSENT
    default: Any = ABSENT
    classes: tuple[str, ...] = ()
    opened: str | None = None
    children: tuple[Place, ...] = ()
    owner: str = ''

    def all(self) -> Iterator[Place]:
        """This place and those within it, in their order."""
        yield self
        for child in self.children:
            yield from child.all()


def places_from_answers(
    schema: Schema, schemas: Schemas, answers: Mapping[str, Any], known: Mapping[str, Any] | None = None
) -> tuple[Place, ...]:
    """The places as answers open them. ``known`` are earlier answers, whose classes may be described too."""
    return _Tree(schemas, answers, answers if known is None else known).properties(schema)


def places_from_model(schema: Schema, schemas: Schemas, model: Mapping[str, Any]) -> tuple[Place, ...]:
    """The places as an object fills them."""
    return _Tree(schemas, None, {}).properties(schema, current=model)


def keys_of(value: Any) -> list[str]:
    """The keys of a list from its answer."""
    return [key for key in str(value or '').split(',') if key]


def list_with_item(value: Any) -> tuple[str, str]:
    """A list's answer with one item more, and the key of that."""
    keys = keys_of(value)
    key = next(key for number in range(1, MAX_ITEMS + 2) if (key := f'new{number}') not in keys)
    return (','.join([*keys, key]), key) if len(keys) < MAX_ITEMS else (','.join(keys), keys[-1])


def list_without_item(value: Any, key: str) -> str:
    """A list's answer without one of its items."""
    return ','.join(other for other in keys_of(value) if other != key)


def keys_of_items(items: Sequence[Any]) -> list[str]:
    """The keys that the items of a list in a model have, in their order."""
    ids = [component_id(item) if isinstance(item, dict) else '' for item in items]
    return [identity if _KEY.fullmatch(identity) else str(number) for number, identity in enumerate(ids)]


class _Tree:
    """Builds places, either from answers or from an object model."""

    def __init__(self, schemas: Schemas, answers: Mapping[str, Any] | None, known: Mapping[str, Any]):
        self._schemas = schemas
        self._answers = answers
        self._known = known
        self._read: dict[str, Schema | None] = {}
        self._fields = 0

    def properties(
        self,
        schema: Schema,
        prefix: str = '',
        level: int = 0,
        current: Any = ABSENT,
        default: Any = ABSENT,
        excluded: Any = (),
        owner: str = '',
    ) -> tuple[Place, ...]:
        """The places of an object's properties. ``current`` is the object in the model, ``default`` what it may be."""
        shown = [item for item in properties(schema) if item.name not in excluded]
        self._count(len(shown))
        return tuple(
            replace(
                self._place(
                    prefix + item.name,
                    item.name,
                    item,
                    level,
                    _part(current, item.name),
                    _part(default, item.name, item.spec.get('default', ABSENT)),
                ),
                owner=owner,
            )
            for item in shown
        )

    def _count(self, number: int) -> None:
        self._fields += number
        if self._fields > 2 * limits.MAX_FIELDS:
            raise ResourceLimitExceeded(_('The form has too many fields'))

    @property
    def _is_large(self) -> bool:
        """Whether nothing more is opened."""
        return self._fields > limits.MAX_FIELDS

    def _place(
        self, name: str, key: str, item: Property, level: int, current: Any, default: Any, *, opens: bool = False
    ) -> Place:
        limits.check_time()
        if item.kind == OBJECT:
            return self._object(name, key, item, level, current, default, opens)
        if item.kind == LIST:
            value = self._given(name, _as_keys(current))
            if value is ABSENT or value is None:
                value = _as_keys(default) if value is ABSENT and default is not ABSENT else ''
            if isinstance(value, str) and _KEYS.fullmatch(value):
                return self._list(name, key, item, level, value, current, default)
        # A reference that Murano has already resolved: the answer is the id, as if it had been chosen.
        if item.type == 'muranoObject' and isinstance(current, Mapping):
            current = component_id(dict(current)) or current
        return Place(name, key, item, VALUE, self._given(name, current), default)

    def _object(
        self, name: str, key: str, item: Property, level: int, current: Any, default: Any, opens: bool
    ) -> Place:
        classes = self._classes(name, item, level, current)
        value = self._given(name, _as_choice(item, current, classes))
        can_only_be_described = item.required and (item.type == 'object' or item.spec.get('owned') is True)
        # What has to be described anyway is opened at once, rather than after one more click.
        if (value is ABSENT or value is None) and (opens or can_only_be_described) and not self._is_large:
            value = NEW + classes[0] if classes else AS_TEXT
        opened = str(value)[len(NEW) :] if str(value).startswith(NEW) else None
        opened = opened if opened in classes else None
        schema = self._schema(item, opened)
        children: tuple[Place, ...] = ()
        if schema is not None:
            excluded = item.spec.get('excludedProperties')
            children = self.properties(
                schema,
                f'{name}.',
                level + 1,
                current,
                default,
                excluded if isinstance(excluded, list) else (),
                opened or '',
            )
        elif opened or value == AS_TEXT:
            text = f'{name}.{AS_TEXT}'
            known = (opened,) if opened else ()
            children = (Place(text, key, item, TEXT, self._given(text, current), default, known),)
        opened = None if schema is None else opened
        return Place(name, key, item, OBJECT, value, default, classes, opened, children)

    def _list(self, name: str, key: str, item: Property, level: int, value: str, current: Any, default: Any) -> Place:
        keys = keys_of(value)[:MAX_ITEMS]
        self._count(len(keys))
        there = dict(zip(keys_of_items(current), current, strict=True)) if isinstance(current, list) else {}
        proposed = dict(zip(keys_of_items(default), default, strict=True)) if isinstance(default, list) else {}
        children = tuple(
            self._place(
                f'{name}.{one}', one, item.items, level, there.get(one, ABSENT), proposed.get(one, ABSENT), opens=True
            )
            for one in dict.fromkeys(keys)
        )
        return Place(name, key, item, LIST, ','.join(dict.fromkeys(keys)), default, children=children)

    def _given(self, name: str, current: Any) -> Any:
        return current if self._answers is None else self._answers.get(name, ABSENT)

    def _classes(self, name: str, item: Property, level: int, current: Any) -> tuple[str, ...]:
        """What an object can be described as: the one it is, and those that its contract allows, as far as known."""
        if level >= MAX_OBJECT_DEPTH or self._is_large:
            return ()
        if item.type == 'object':
            return ('',)
        wanted = item.text('muranoType')
        known = str(self._known.get(name, ''))
        own = (
            class_name(current) if isinstance(current, dict) else known[len(NEW) :] if known.startswith(NEW) else '',
        )
        space = wanted.rpartition('.')[0]
        allowed = tuple(f'{space}.{name}' for name in _CONCRETE[wanted]) if wanted in _CONCRETE else (wanted,)
        return tuple(dict.fromkeys(filter(None, own + allowed)))

    def _schema(self, item: Property, class_name: str | None) -> Schema | None:
        if not class_name:
            return None if class_name is None else item.spec
        if class_name not in self._read and len(self._read) < MAX_CLASSES:
            self._read[class_name] = self._schemas(class_name)
        return self._read.get(class_name)


def _part(value: Any, key: str, otherwise: Any = ABSENT) -> Any:
    return value.get(key, otherwise) if isinstance(value, Mapping) else otherwise


def _as_keys(current: Any) -> Any:
    """The answer that stands for a list; a list that cannot be shown item by item stands for itself."""
    if not isinstance(current, list) or len(current) > MAX_ITEMS:
        return current
    return ','.join(keys_of_items(current))


def _as_choice(item: Property, current: Any, classes: tuple[str, ...]) -> Any:
    """The answer that stands for an object."""
    if not isinstance(current, Mapping):
        return current
    described = class_name(dict(current)) if item.type == 'muranoObject' else ''
    return NEW + described if described in classes else AS_TEXT
