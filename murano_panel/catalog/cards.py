"""The cards of the catalog."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel.catalog.filters import CatalogFilters
from murano_panel.domain.records import Package
from murano_panel.web import rights


@dataclass(frozen=True)
class Card:
    """All that a card shows: see ``rendering.Row``.

    for_place: the query by which other pages keep in mind what one adds to. add_url: of the form that does, '' where
    it is still to be chosen. why_not_add: '' for nothing.
    """

    package: Package
    is_mine: bool
    for_place: str
    add_url: str
    why_not_add: str
    is_kept: bool = True


def cards(request: HttpRequest, packages: Iterable[Package], filters: CatalogFilters) -> list[Card]:
    """A card for each package. No call."""
    place = filters.place
    refused = rights.why_not(request, place.right if place else 'update_environment')
    return [
        Card(
            package=package,
            is_mine=package.owner_id == request.user.project_id,
            for_place=filters.for_place,
            add_url=place.add_address(package.id) if place else '',
            why_not_add=str(refused) if refused else '',
        )
        for package in packages
    ]
