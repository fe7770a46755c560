"""One page of the table of blueprints: filtered and cut here, as Murano gives them all with one call."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from murano_panel.blueprints.refusals import against
from murano_panel.domain.records import Blueprint
from murano_panel.web import owners, paging, times
from murano_panel.web.addresses import BLUEPRINTS
from murano_panel.web.paging import Neighbours, Section

OWN, PUBLIC = 'own', 'public'
SHOWN = {'': _('All'), OWN: _('Of this project'), PUBLIC: _('Seen by all projects')}


@dataclass(frozen=True)
class BlueprintQuery:
    """What the address asks for; whatever it says, it can be answered. ``show`` is one of SHOWN."""

    text: str = ''
    show: str = ''
    number: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> 'BlueprintQuery':
        """What makes no sense counts as not asked."""
        show = query.get('show', '')
        return cls(
            text=paging.text_in(query),
            show=show if show in SHOWN else '',
            number=paging.number_in(query.get('page', '')),
        )

    @property
    def address(self) -> str:
        """The page's own."""
        return paging.address(reverse(BLUEPRINTS), self.number, {'q': self.text, 'show': self.show})

    def matching(self, blueprints: Iterable[Blueprint], project_id: str) -> list[Blueprint]:
        """By name; the project's own ones first."""
        text = self.text.lower()
        found = [
            item
            for item in blueprints
            if text in f'{item.name}\n{item.description}'.lower()
            and (self.show != OWN or item.project_id == project_id)
            and (self.show != PUBLIC or item.is_public)
        ]
        return sorted(found, key=lambda item: (item.project_id != project_id, item.name.casefold(), item.id))


@dataclass(frozen=True)
class BlueprintRow:
    """All that a row shows: see ``rendering.Row``. ``owner`` is a project in words; updated: HTML of a time.

    not_created and the like: what stands against that button, '' for nothing.
    """

    id: str
    name: str
    description: str
    is_own: bool
    is_public: bool
    owner: str
    updated: SafeString
    not_created: str
    not_cloned: str
    not_edited: str
    not_deleted: str

    @property
    def is_kept(self) -> bool:
        return True


@dataclass(frozen=True)
class BlueprintPage(Neighbours):
    """``total``: how many there are, whatever is asked for."""

    query: BlueprintQuery
    section: Section[BlueprintRow]
    total: int

    @property
    def rows(self) -> Sequence[BlueprintRow]:
        return self.section.rows

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """(value, label) of what can be shown."""
        return list(SHOWN.items())


def make(request: HttpRequest, query: BlueprintQuery, found: Sequence[Blueprint]) -> BlueprintPage:
    """No call."""
    cut = paging.cut(query.matching(found, request.user.project_id), query.number)
    names = owners.names(request, {item.project_id for item in cut.rows})
    rows = [_row(request, item, names[item.project_id]) for item in cut.rows]
    return BlueprintPage(query, Section(rows, cut.number, cut.found), len(found))


def _row(request: HttpRequest, blueprint: Blueprint, owner: str) -> BlueprintRow:
    refused = against(request, blueprint)
    return BlueprintRow(
        id=blueprint.id,
        name=blueprint.name,
        description=blueprint.description,
        is_own=blueprint.project_id == request.user.project_id,
        is_public=blueprint.is_public,
        owner=owner,
        updated=times.element(blueprint.updated),
        not_created=refused.words('create'),
        not_cloned=refused.words('clone'),
        not_edited=refused.words('edit'),
        not_deleted=refused.words('delete'),
    )
