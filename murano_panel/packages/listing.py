"""One page of the table: what to ask Murano for, and what Murano cannot do itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from murano_panel.api import packages as package_api
from murano_panel.domain.package import search
from murano_panel.domain.records import Package
from murano_panel.packages.filters import KINDS, ORDERS, STATES, PackageFilters
from murano_panel.packages.rows import PackageRow, rows_of
from murano_panel.web import applications, rights
from murano_panel.web.paging import ROWS_PER_PAGE, Header


@dataclass(frozen=True)
class PackageList:
    """``after`` and ``before`` lead to the pages behind and in front, '' where there are none.

    cut: a search found more than Murano gives out. looked_at: of how many packages, in their order, those are shown
    that match what Murano cannot filter by; 0 where it can.
    """

    filters: PackageFilters
    rows: Sequence[PackageRow]
    after: str = ''
    before: str = ''
    cut: bool = False
    looked_at: int = 0

    @property
    def next_address(self) -> str:
        """'' on the last page."""
        return self.filters.page(after=self.after).address if self.after else ''

    @property
    def previous_address(self) -> str:
        """'' on the first page."""
        return self.filters.page(before=self.before).address if self.before else ''

    @property
    def first_address(self) -> str:
        """'' on the first page."""
        return self.filters.page().address if self.filters.after or self.filters.before else ''

    @property
    def headers(self) -> dict[str, Header]:
        """By the name of the order."""
        return {name: self._header(name, label) for name, label in ORDERS.items()}

    @property
    def kinds(self) -> list[tuple[str, Any]]:
        """(value, label) of each type to filter by."""
        return list(KINDS.items())

    @property
    def states(self) -> list[tuple[str, Any]]:
        """(value, label) of each state to filter by."""
        return [(value, label) for value, (label, _belongs) in STATES.items()]

    def _header(self, name: str, label: Any) -> Header:
        used = name == self.filters.order and (self.filters.sort or not self.filters.text)
        direction = ('descending' if self.filters.descending else 'ascending') if used else ''
        return Header(name, label, self.filters.sorted_by(name).address, direction)


def read(request: HttpRequest, filters: PackageFilters) -> PackageList:
    """The page that the filters ask for. One call.

    Raises NotFound where the package is gone that it begins behind.
    """
    found, more, cut, looked_at = _search(request, filters) if filters.text else _browse(request, filters)
    applications.remember(request, found)
    backwards = bool(filters.before)
    shown = found[::-1] if backwards else found
    ends = (shown[0].id, shown[-1].id) if shown else ('', '')
    return PackageList(
        filters=filters,
        rows=rows_of(request, shown),
        before=more if backwards else (ends[0] if filters.after else ''),
        after=ends[1] if backwards else more,
        cut=cut,
        looked_at=looked_at,
    )


def _ask(request: HttpRequest, filters: PackageFilters, **options: Any) -> Any:
    return package_api.managed(
        request,
        kind=filters.kind,
        categories=[filters.category] * bool(filters.category),
        tags=[filters.tag] * bool(filters.tag),
        owned=filters.mine or not rights.may(request, 'manage_all_packages'),
        order=filters.order,
        **options,
    )


# Both give (the page in the direction in which one turns, the id behind which it goes on or '', cut, looked_at).


def _browse(request: HttpRequest, filters: PackageFilters) -> tuple[list[Package], str, bool, int]:
    backwards = bool(filters.before)
    answer = _ask(
        request,
        filters,
        marker=filters.after or filters.before or None,
        # One more than is shown tells whether any follow; where most may not match, as many as there are at once.
        limit=package_api.LARGEST_PAGE if filters.state else ROWS_PER_PAGE + 1,
        descending=filters.descending != backwards,
    )
    found = [package for package in answer.packages if filters.matches(package)]
    shown = found[:ROWS_PER_PAGE]
    more = ''
    if len(found) > len(shown):
        more = shown[-1].id
    elif answer.next_marker:
        more = answer.packages[-1].id
    return shown, more, False, len(answer.packages) if filters.state and more else 0


def _search(request: HttpRequest, filters: PackageFilters) -> tuple[list[Package], str, bool, int]:
    """Murano repeats and skips rows when a search is paged: it is asked for all at once, and cut here."""
    words = search.words_of(filters.text)
    answer = _ask(request, filters, text=words[0] if words else '')
    found = [item for item in answer.packages if filters.matches(item) and search.has_words(item, words)]
    found = search.in_order(found, filters.order if filters.sort else '', descending=filters.descending)
    if filters.before:
        found.reverse()
    found = search.following(found, filters.after or filters.before)
    shown = found[:ROWS_PER_PAGE]
    return shown, shown[-1].id if len(found) > len(shown) else '', bool(answer.next_marker), 0
