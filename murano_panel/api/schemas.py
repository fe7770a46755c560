"""JSON schemas of MuranoPL classes, for forms of packages that bring none."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest

from murano_panel.api import client, shapes


def class_schema(request: HttpRequest, class_name: str, *, package_name: str | None = None) -> dict[str, Any]:
    """The schema of a class's In and InOut properties. One call, up to 15 s: the engine answers.

    Raises NotFound for an unknown class (Unavailable where Murano's bus loses the type of the error).
    """
    query = {'packageName': package_name} if package_name else None
    return client.one(request, 'GET', f'/v1/schemas/{quote(class_name, safe="")}', shapes.SCHEMA, query=query)
