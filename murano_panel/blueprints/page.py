"""What the page of a blueprint shows: its components, what they ask for, and what it is against an environment."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from murano_panel.api import environments
from murano_panel.components import people_set
from murano_panel.domain.model.blueprint import laid_over, with_questions
from murano_panel.domain.model.changes import ComponentChange, PropertyChange, changes, component_change, names_of
from murano_panel.domain.model.object_model import (
    application_name,
    class_name,
    component_id,
    entity_owners,
    references,
    users,
)
from murano_panel.domain.records import ID, Blueprint, Environment, ObjectModel
from murano_panel.web import applications, paging, rights, sketches
from murano_panel.web.addresses import BLUEPRINT
from murano_panel.web.applications import Application
from murano_panel.web.paging import Neighbours, Section
from murano_panel.web.sketches import Picture

# Components whose changes are told, and settings of each component.
MAX_CHANGES, MAX_SETTINGS = 50, 50


@dataclass(frozen=True)
class BlueprintComponent:
    """One of a blueprint, or of what is to be saved as one.

    asks: the labels of what is asked for when the blueprint is used. uses, used_by: the names of other components.
    settings: what is set, secrets masked; more: how many are not told.
    application: None where nobody has seen it in the catalog.
    """

    id: str
    name: str
    class_name: str
    application: Application | None
    application_name: str
    asks: Sequence[str]
    uses: Sequence[str]
    used_by: Sequence[str]
    settings: Sequence[PropertyChange]
    more: int

    @property
    def has_address(self) -> bool:
        """Whether its id can stand in an address: in a blueprint of another tool it may be anything."""
        return bool(re.fullmatch(ID, self.id))


@dataclass(frozen=True)
class Components:
    """Some of them, as many as a page shows. question_count: how much all of them ask for."""

    section: Section[BlueprintComponent]
    question_count: int

    @property
    def rows(self) -> Sequence[BlueprintComponent]:
        return self.section.rows

    @property
    def more(self) -> int:
        """Those that are not among them."""
        return self.section.found - len(self.rows)


@dataclass(frozen=True)
class PageQuery:
    """What the address asks for: the page of the components, and the environment to compare with, '' for none."""

    blueprint_id: str
    number: int = 1
    against: str = ''

    @classmethod
    def read(cls, blueprint_id: str, query: QueryDict) -> 'PageQuery':
        """What makes no sense counts as not asked."""
        return cls(blueprint_id, paging.number_in(query.get('page', '')), query.get('against', ''))

    @property
    def address(self) -> str:
        """The page's own."""
        return paging.address(reverse(BLUEPRINT, args=[self.blueprint_id]), self.number, {'against': self.against})


@dataclass(frozen=True)
class Comparison:
    """What an environment would be if it became as the blueprint is. number: of all components that differ."""

    environment: Environment
    changes: Sequence[ComponentChange]
    number: int

    @property
    def more(self) -> int:
        """Components that differ and are not told."""
        return self.number - len(self.changes)


@dataclass(frozen=True)
class BlueprintPage(Neighbours):
    """environments: those it can be compared with. comparison: with the one that is asked for.

    picture: of what uses what, None for fewer than two components.
    """

    query: PageQuery
    components: Components
    picture: Picture | None
    environments: Sequence[Environment]
    comparison: Comparison | None

    @property
    def section(self) -> Section[BlueprintComponent]:  # type: ignore[override]
        return self.components.section


def read(request: HttpRequest, blueprint: Blueprint, query: PageQuery) -> BlueprintPage:
    """Two calls: the environments, and applications that nobody has seen yet.

    Against an environment one more, one for its deployments, and one for each class of which it is not known what it
    gives out.
    """
    components = blueprint.components
    known = applications.learned(request, components, applications.known(request, components))
    found = environments.list_all(request) if rights.may(request, 'list_environments') else []
    chosen = next((item for item in found if item.id == query.against), None)
    may_compare = chosen and rights.may(request, 'show_environment') and rights.may(request, 'list_deployments')
    return BlueprintPage(
        query=query,
        components=components_of(components, known, query.number),
        picture=sketches.picture(components, applications.names_in(known)),
        environments=sorted(found, key=lambda item: item.name.casefold()),
        comparison=_compared(request, blueprint, chosen.id, known) if chosen and may_compare else None,
    )


def components_of(components: Sequence[ObjectModel], known: Mapping[str, Application], number: int = 1) -> Components:
    """Those of page ``number``, in the blueprint's order. No call."""
    catalog = applications.names_in(known)
    given = with_questions(components, catalog)
    names, owners = names_of([], given.components, catalog), entity_owners(given.components)
    used = users(given.components)
    asks: dict[str, list[str]] = {}
    for secret in given.withheld:
        asks.setdefault(secret.component_id, []).append(secret.label)
    cut = paging.cut(given.components, number)
    rows = []
    for item in cut.rows:
        settings = component_change(None, item, names).properties
        row = BlueprintComponent(
            id=component_id(item),
            name=names.components[component_id(item)],
            class_name=class_name(item),
            application=known.get(class_name(item)),
            application_name=application_name(item, catalog),
            asks=asks.get(component_id(item), ()),
            uses=sorted(names.components[other] for other in references(item, owners)),
            used_by=[names.components[other] for other in used.get(component_id(item), ())],
            settings=settings[:MAX_SETTINGS],
            more=max(0, len(settings) - MAX_SETTINGS),
        )
        rows.append(row)
    return Components(Section(rows, cut.number, cut.found), len(given.withheld))


def _compared(
    request: HttpRequest, blueprint: Blueprint, environment_id: str, known: Mapping[str, Application]
) -> Comparison:
    environment = environments.get(request, environment_id)
    present = people_set.read(request, environment).components
    catalog = applications.names_in({**applications.known(request, present), **known})
    told = changes(present, laid_over(blueprint.components, present), catalog)
    return Comparison(environment, told[:MAX_CHANGES], len(told))
