"""Static methods of MuranoPL classes, called synchronously."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from murano_panel.api import client
from murano_panel.api.shapes.catalog import ANYTHING


def call(
    request: HttpRequest,
    class_name: str,
    method: str,
    *,
    package_name: str | None = None,
    class_version: str | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Any:
    """What the method returns, as JSON gives it. One call, up to 15 s: the engine runs the package author's code.

    Raises Invalid for refused parameters, NotFound for an unknown class or method, Unavailable for a failing method.
    """
    body: dict[str, Any] = {'className': class_name, 'methodName': method, 'parameters': dict(parameters or {})}
    if package_name:
        body['packageName'] = package_name
    if class_version:
        body['classVersion'] = class_version
    return client.one_or_none(request, 'POST', '/v1/actions', ANYTHING, body=body)
