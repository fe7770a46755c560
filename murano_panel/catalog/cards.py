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

    for_environment: the query by which other pages keep the environment in mind that one adds to; environment_id: it.
    why_not_add: '' for nothing.
    """

    package: Package
    is_mine: bool
    for_environment: str
    environment_id: str
    why_not_add: str
    is_kept: bool = True


def cards(request: HttpRequest, packages: Iterable[Package], filters: CatalogFilters) -> list[Card]:
    """A card for each package. No call."""
    refused = rights.why_not(request, 'update_environment')
    return [
        Card(
            package=package,
            is_mine=package.owner_id == request.user.project_id,
            for_environment=filters.for_environment,
            environment_id=filters.environment,
            why_not_add=str(refused) if refused else '',
        )
        for package in packages
    ]
