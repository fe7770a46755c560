"""The properties of a schema: what they are, and in which order and sections they are shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import inf
from typing import Any

from django.utils.translation import gettext as _

from murano_panel.domain.model.secrets import is_secret, is_secret_path
from murano_panel.domain.model.words import in_words
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.problems import ResourceLimitExceeded

# What a property is shown as: a plain field, JSON, an object in fields of its own or elsewhere, a list of items.
VALUE, TEXT, OBJECT, LIST = 'value', 'text', 'object', 'list'

_PLAIN = frozenset({'string', 'integer', 'number', 'boolean'})

Schema = Mapping[str, Any]

# A key of ours in schemas; Murano has none for it.
_SECRET = 'murano_panel_secret'
_MAX_DEPTH = 50


class Property:
    """One property of a schema, or one item of a list, with the questions the form asks about it."""

    def __init__(self, name: str, spec: Mapping[str, Any]):
        self.name = name
        self.spec = spec
        types = spec.get('type')
        listed = [str(item) for item in types] if isinstance(types, list) else [] if types is None else [str(types)]
        self.nullable = 'null' in listed
        named = [item for item in listed if item != 'null']
        self.type = named[0] if len(named) == 1 else ''
        self.has_default = 'default' in spec
        self.required = not self.nullable and not self.has_default and bool(listed) and not self._may_be_left_out

    @property
    def _may_be_left_out(self) -> bool:
        """Murano takes nothing for an empty list or mapping."""
        return self.type == 'array' or (self.type == 'object' and not self._has_fixed_keys)

    @property
    def title(self) -> str:
        """What a person is shown as its name."""
        return self.text('title') or in_words(self.name)

    @property
    def is_secret(self) -> bool:
        """Whether its value must not be shown: by its name, or because the component's record says so."""
        return self.type == 'string' and (_SECRET in self.spec or is_secret(self.name))

    @property
    def kind(self) -> str:
        """What it is shown as, if it can be."""
        if isinstance(self.spec.get('enum'), list) or (self.type == 'muranoObject' and self.spec.get('owned') is False):
            return VALUE
        if self.type == 'muranoObject' or (self.type == 'object' and self._has_fixed_keys):
            return OBJECT
        if self.type == 'array' and self.items.type in {'muranoObject', 'object', *_PLAIN}:
            return LIST
        return VALUE

    @property
    def items(self) -> Property:
        """What the items of a list are; never empty ones."""
        spec = self.spec.get('items')
        found = Property(self.name, spec if isinstance(spec, Mapping) else {})
        # Whoever wants an item less removes it; an empty one would be deployed.
        found.nullable, found.required = False, True
        return found

    @property
    def _has_fixed_keys(self) -> bool:
        keys = self.spec.get('properties')
        return isinstance(keys, Mapping) and bool(keys) and not self.spec.get('additionalProperties')

    def text(self, key: str) -> str:
        value = self.spec.get(key)
        return value if isinstance(value, str) else ''

    def number(self, key: str) -> Any:
        """A finite number of the specification, None for anything else."""
        value = self.spec.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < inf:
            return None
        return value


def properties(schema: Schema) -> list[Property]:
    """The visible properties in the order of their sections and indexes; else those that are required come first.

    Murano has no order of its own: it differs from start to start.
    """
    found = schema.get('properties')
    found = found if isinstance(found, Mapping) else {}
    if len(found) > limits.MAX_FIELDS:
        raise ResourceLimitExceeded(_('The schema has too many properties'))
    visible = [
        Property(str(name), spec)
        for name, spec in found.items()
        if isinstance(spec, Mapping) and spec.get('visible') is not False
    ]
    return sorted(
        visible,
        key=lambda item: (
            _section_index(schema, item),
            item.number('formIndex') is None,
            item.number('formIndex') or 0,
            not item.required,
            item.title,
        ),
    )


def mark_secrets(schema: Schema, names: Collection[str], *, inside: bool = False, depth: int = 0) -> Schema:
    """A copy in which the properties of these names, and all that lies within secret ones, count as secrets."""
    if depth > _MAX_DEPTH:
        return schema
    copied = {**schema, _SECRET: True} if inside else dict(schema)
    if isinstance(found := schema.get('properties'), Mapping):
        copied['properties'] = {
            name: mark_secrets(spec, names, inside=inside or is_secret_path((name,), names), depth=depth + 1)
            if isinstance(spec, Mapping)
            else spec
            for name, spec in found.items()
        }
    if isinstance(items := schema.get('items'), Mapping):
        copied['items'] = mark_secrets(items, names, inside=inside, depth=depth + 1)
    return copied


def section_title(schema: Schema, item: Property) -> str:
    """The title of the section that a property stands in, '' for none."""
    title = _section(schema, item).get('title')
    return title if isinstance(title, str) else ''


def _section(schema: Schema, item: Property) -> Mapping[str, Any]:
    sections = schema.get('formSections')
    section = sections.get(item.text('formSection')) if isinstance(sections, Mapping) else None
    return section if isinstance(section, Mapping) else {}


def _section_index(schema: Schema, item: Property) -> tuple[bool, float]:
    """Sections by their index; then those without one; what belongs to no section comes last."""
    section = _section(schema, item)
    index = section.get('index')
    return (not section, index if isinstance(index, (int, float)) else float('inf'))
