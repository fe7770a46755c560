"""The environment's own object in its model: what it is called by applications, and its metadata."""

from dataclasses import replace
from typing import Any

from murano_panel.domain.model.changes import ComponentChange, component_change, names_of
from murano_panel.domain.model.object_model import metadata
from murano_panel.domain.model.tree import HEADER
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.translation import gettext_noop

# What can be changed of it: Murano's regions keep the networks that they were made with.
_CHANGEABLE = (HEADER, 'name')


def changeable(own: ObjectModel) -> ObjectModel:
    """The environment's own object without what people cannot change in it."""
    return {key: own[key] for key in _CHANGEABLE if key in own}


def environment_change(deployed: ObjectModel, drafted: ObjectModel, name: str) -> ComponentChange | None:
    """What a draft changes of the environment itself, None for nothing. ``name`` is what lists call it."""
    before, after = changeable(deployed), changeable(drafted)
    found = component_change(before, after, names_of([before], [after]))
    if not found.properties:
        return None
    return replace(found, name=name, application=gettext_noop('Environment'), is_environment=True)


def operations(before: ObjectModel, after: ObjectModel) -> list[dict[str, Any]]:
    """The JSON patch (RFC 6902) that makes the one of the other, of what can be changed."""
    found = []
    if before.get('name') != after.get('name'):
        found.append({'op': 'replace', 'path': '/name', 'value': after.get('name')})
    if metadata(before) != metadata(after):
        found.append({'op': 'add', 'path': f'/{HEADER}/metadata', 'value': metadata(after)})
    return found
