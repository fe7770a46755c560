"""Forms for classes without a ``ui.yaml``, from the JSON schemas of ``GET /schemas/{class}``.

A schema is draft 4 with Murano's additions: sections and an order, titles and help, and references to objects
(``type: muranoObject``). It has no ``required``: a property is required when null is not allowed and there is no
default. Objects within the component are described in the same form, from the schemas of their classes
(``places``). The answers are flat: ``{name of a place: value}``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from murano_panel.domain.model.tree import ABSENT, Path, dotted
from murano_panel.domain.model.words import ANYWHERE, Words, ids_among, titled
from murano_panel.dynamic_ui.definition.loader import name_step
from murano_panel.dynamic_ui.definition.model import LATEST_VERSION, SCHEMA_FORM, Definition, StepDefinition
from murano_panel.dynamic_ui.fields.base import Position
from murano_panel.dynamic_ui.forms import StepForm
from murano_panel.dynamic_ui.language import limits
from murano_panel.dynamic_ui.problems import Problem
from murano_panel.dynamic_ui.schema.fields import FieldBuilder
from murano_panel.dynamic_ui.schema.places import (
    Place,
    Schemas,
    no_schemas,
    places_from_answers,
    places_from_model,
)
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
    return StepDefinition(SCHEMA_FORM, str(schema.get('title') or ''), 0, None, ())


def schema_form(
    schema: Schema,
    *,
    schemas: Schemas = no_schemas,
    sources: Sources | None = None,
    data: Any = None,
    prefix: str | None = None,
    answers: Mapping[str, Any] | None = None,
    secrets_kept: Collection[str] = (),
    parts: Collection[str] = (),
) -> StepForm:
    """The form of a class. ``schema`` is the class's own (the value under ``''`` of what Murano answers).

    ``answers`` are earlier ones to show, secrets among them left out; secrets in ``secrets_kept`` stay unless they are
    typed again. ``data`` and ``answers`` say which objects and lists are opened. ``parts`` are classes of which no
    component can be made. Raises ``ResourceLimitExceeded`` for a schema that is too large, and what ``schemas`` raises.
    """
    answers = answers or {}
    problems: list[Problem] = []
    form_fields: dict[str, forms.Field] = {}
    builder = FieldBuilder(sources or NoSources(), problems, answers, secrets_kept, parts)
    with limits.work_limit():
        given = answers if data is None else _Sent(data, prefix)
        for place in places_from_answers(schema, schemas, given, answers):
            section = section_title(schema, place.item)
            for inner, label, parent, where in _labelled(place):
                field = builder.build(inner, label, Position(section, parent, where))
                form_fields[inner.name] = field
    return StepForm(_step(schema), form_fields, None, problems, data=data, prefix=prefix)


def schema_words(
    schema: Schema,
    answers: Mapping[str, Any],
    *,
    application: str,
    titles: Mapping[str, str],
    schemas: Schemas = no_schemas,
) -> Words:
    """What the properties and those of the objects in them are called, as far as authors gave titles.

    ``titles``: what was shown for choices of the cloud, by the names of their places.
    """
    labels: dict[str, str] = {}
    choices: dict[str, dict[str, str]] = {ANYWHERE: {}}
    for top in places_from_answers(schema, schemas, answers):
        _collect_labels(top, '', '', labels)
        for place, path in _paths(top, (top.key,)):
            if place.name in titles:
                title = titled(answers.get(place.name), titles[place.name])
                choices[dotted(path)] = title
                choices[ANYWHERE] |= ids_among(title)
    return Words(application, labels, choices)


def _collect_labels(place: Place, path: str, where: str, found: dict[str, str]) -> None:
    """Not into lists: their items have no place yet that would stay theirs."""
    path, label = f'{path}.{place.key}'.lstrip('.'), f'{where} › {place.item.title}'.removeprefix(' › ')
    found[path] = label
    for child in place.children if place.kind == OBJECT and place.opened is not None else ():
        _collect_labels(child, path, label, found)


def _paths(place: Place, path: Path) -> Iterator[tuple[Place, Path]]:
    """A place and those within it, and where their values stand in the model."""
    yield place, path
    for number, child in enumerate(place.children):
        yield from _paths(child, (*path, number if place.kind == LIST else child.key))


def secret_names(schema: Schema, answers: Mapping[str, Any], schemas: Schemas = no_schemas) -> list[str]:
    """The names of the secrets among the places that the answers open."""
    return [
        place.name
        for top in places_from_answers(schema, schemas, answers)
        for place in top.all()
        if place.kind == VALUE and place.item.is_secret
    ]


def answers_of(schema: Schema, model: Mapping[str, Any], schemas: Schemas = no_schemas) -> dict[str, Any]:
    """The answers that describe an object as it is, secrets included. What it does not have is left out."""
    return {
        place.name: place.value
        for top in places_from_model(schema, schemas, model)
        for place in top.all()
        if place.value is not ABSENT
    }


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
