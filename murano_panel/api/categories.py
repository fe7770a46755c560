"""Categories of the catalog."""

from django.http import HttpRequest

from murano_panel.api import client, parse
from murano_panel.domain.records import Category


def list_all(request: HttpRequest) -> list[Category]:
    """All categories by name, with their package counts. One call: Murano sets no limit of its own here."""
    found = client.murano(request).categories.list(sort_keys='name')
    return [parse.category(client.data(item)) for item in found]
