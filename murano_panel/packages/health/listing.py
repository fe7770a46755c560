"""One page of the table: what is known of the health of packages, as its address asks for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.components.upkeep.health import KINDS, UNUSED, Health
from murano_panel.domain.package import search
from murano_panel.domain.records import Package
from murano_panel.packages.health.survey import Survey
from murano_panel.packages.refusals import Rights, Words
from murano_panel.web import paging
from murano_panel.web.paging import Section

FAILING, UNCHECKED, FINE = 'failing', 'unchecked', 'fine'
FINDINGS: dict[str, Any] = {
    FAILING: _('Something would fail'),
    **KINDS,
    UNUSED: _('Used by nothing'),
    UNCHECKED: _('Not checked yet'),
    FINE: _('Nothing would fail'),
}


@dataclass(frozen=True)
class HealthFilters:
    """``finding`` is one of FINDINGS, '' for all."""

    text: str = ''
    finding: str = ''
    page: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> 'HealthFilters':
        """What makes no sense counts as not asked."""
        finding = query.get('finding', '')
        return cls(
            text=paging.text_in(query),
            finding=finding if finding in FINDINGS else '',
            page=paging.number_in(query.get('page', '1')),
        )

    @property
    def query(self) -> str:
        """With its question mark, '' for none."""
        return paging.address('', self.page, {'q': self.text, 'finding': self.finding})

    @property
    def address(self) -> str:
        """The page's own."""
        return reverse('horizon:app-catalog:packages:health') + self.query

    def on_page(self, number: int) -> 'HealthFilters':
        """The same on another page, counted from 1."""
        return replace(self, page=number)


@dataclass(frozen=True)
class HealthRow:
    """All that a row shows: see ``rendering.Row``. ``is_linked``: the package has a page that the user may open."""

    package: Package
    health: Health
    is_linked: bool
    refused: Words

    @property
    def is_kept(self) -> bool:
        return True

    @property
    def id(self) -> str:
        return self.package.id


@dataclass(frozen=True)
class HealthList:
    """``section`` has the packages of the page; counts: [(address, label, how many packages)], none of them 0."""

    filters: HealthFilters
    section: Section[Package]
    rows: Sequence[HealthRow]
    counts: Sequence[tuple[str, Any, int]]
    checked: int
    total: int
    unread: int
    is_whole: bool
    was_cut: bool

    @property
    def previous_address(self) -> str:
        """'' on the first page."""
        number = self.section.previous_number
        return self.filters.on_page(number).address if number else ''

    @property
    def next_address(self) -> str:
        """'' on the last page."""
        number = self.section.next_number
        return self.filters.on_page(number).address if number else ''

    @property
    def findings(self) -> list[tuple[str, Any]]:
        """(value, label) of each to filter by."""
        return list(FINDINGS.items())


def made(request: HttpRequest, survey: Survey, filters: HealthFilters) -> HealthList:
    """The page, of what the survey knows by now. No call."""
    known = survey.known()
    packages = survey.roster.packages
    healths = {package.id: known.health(package) for package in packages}
    found_in = {own_id: _findings(health) for own_id, health in healths.items()}
    counts = Counter(finding for findings in found_in.values() for finding in findings)
    words = search.words_of(filters.text)
    found = [
        package
        for package in packages
        if (not filters.finding or filters.finding in found_in[package.id]) and search.has_words(package, words)
    ]
    section = paging.cut(found, filters.page)
    rights, own = Rights.of(request), request.user.project_id
    rows = [
        HealthRow(
            package=package,
            health=healths[package.id],
            is_linked=package.is_public or package.owner_id == own,
            refused=rights.against(package).words(),
        )
        for package in section.rows
    ]
    return HealthList(
        filters=replace(filters, page=section.number),
        section=section,
        rows=rows,
        counts=[
            (HealthFilters(finding=name).address, label, counts[name])
            for name, label in FINDINGS.items()
            if counts[name]
        ],
        checked=len(survey.sheets),
        total=len(packages),
        unread=survey.unread,
        is_whole=survey.roster.is_whole,
        was_cut=survey.roster.was_cut,
    )


def _findings(health: Health) -> set[str]:
    """Of FINDINGS, those that a package belongs to."""
    found = set(health.kinds)
    if not health.is_checked:
        found.add(UNCHECKED)
    else:
        found.add(FAILING if health.troubles else FINE)
    return found
