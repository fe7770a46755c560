"""Metadata definitions, through Horizon's API layer for Glance."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from openstack_dashboard.api import glance

from murano_panel.domain.metadefs import Definition, Namespace

# A cloud brings some forty; each costs a call. Definitions of one, choices of a definition, and characters of a text.
MAX_NAMESPACES, MAX_DEFINITIONS, MAX_CHOICES, MAX_CHARACTERS = 25, 100, 50, 255


def of_types(request: HttpRequest, resource_types: Sequence[str]) -> Iterator[Namespace]:
    """Those for any of the types, by name. A call, and one for each namespace."""
    found = glance.metadefs_namespace_list(request, filters={'resource_types': list(resource_types)})[0]
    names = sorted({str(item.namespace) for item in found})
    for name in names[:MAX_NAMESPACES]:
        yield _namespace(name, glance.metadefs_namespace_get(request, name))


def _namespace(name: str, found: Mapping[str, Any]) -> Namespace:
    """murano-engine gives servers what the *objects* of namespaces define, other tools what these define themselves."""
    whole = [found, *(item for item in found.get('objects') or () if isinstance(item, Mapping))]
    properties = {
        str(key): schema
        for part in whole
        for key, schema in (part.get('properties') or {}).items()
        if isinstance(schema, Mapping) and len(str(key)) <= MAX_CHARACTERS
    }
    return Namespace(
        name=name,
        title=_text(found.get('display_name')) or name,
        description=_text(found.get('description')),
        definitions=tuple(_definition(key, properties[key]) for key in sorted(properties)[:MAX_DEFINITIONS]),
    )


def _definition(key: str, schema: Mapping[str, Any]) -> Definition:
    choices = schema.get('enum')
    return Definition(
        key=key,
        title=_text(schema.get('title')),
        description=_text(schema.get('description')),
        type=_text(schema.get('type')),
        choices=tuple(map(_text, choices))[:MAX_CHOICES] if isinstance(choices, list | tuple) else (),
        minimum=_number(schema.get('minimum')),
        maximum=_number(schema.get('maximum')),
    )


def _text(value: Any) -> str:
    text = '' if value is None else str(value)
    return text if len(text) <= MAX_CHARACTERS else text[: MAX_CHARACTERS - 1] + '…'


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
