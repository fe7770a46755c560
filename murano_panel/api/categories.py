"""Categories of the catalog."""

from django.http import HttpRequest

from murano_panel.api import client
from murano_panel.api.shapes.catalog import CATEGORY
from murano_panel.domain.records import Category


def list_all(request: HttpRequest) -> list[Category]:
    """All categories by name, with their package counts. One call: Murano sets no limit of its own here."""
    query = {'sort_keys': 'name'}
    return client.rows(request, '/v1/catalog/categories', 'categories', CATEGORY, query=query)


def create(request: HttpRequest, name: str) -> Category:
    """A new, empty category. One call.

    Raises Conflict for a taken name, Invalid for none, or for one of more than 80 characters.
    """
    return client.one(request, 'POST', '/v1/catalog/categories', CATEGORY, body={'name': name})


def delete(request: HttpRequest, category_id: str) -> None:
    """One call. Raises Forbidden while packages are in it."""
    client.nothing(request, 'DELETE', f'/v1/catalog/categories/{category_id}')
