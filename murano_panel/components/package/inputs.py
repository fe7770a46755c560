"""The properties that people set in a class; all others it gives out itself, addresses and ids above all."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from murano_panel.api import breaker, client, errors, schemas
from murano_panel.web import sealed_cache

# Classes that one request asks for; of more nothing is known. Seconds for which an answer is kept.
MAX_ASKED = 10
SECONDS = 600


def of(request: HttpRequest, class_names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """{class: {input: its default, None without a plain one}}, of those classes that can be read now.

    A call for each that nobody of the project has just read; none waits for long.
    """
    keys = {_key(request, name): name for name in class_names}
    found = {keys[key]: inputs for key, inputs in sealed_cache.get_many(keys).items()}
    with breaker.polling():
        for key, name in [pair for pair in keys.items() if pair[1] not in found][:MAX_ASKED]:
            try:
                properties = schemas.class_schema(request, name)['properties']
            except errors.Expired:
                raise
            except (errors.NotFound, errors.Invalid):
                continue
            except errors.ApiError:
                # The engine answers for all of them, or for none.
                break
            found[name] = {own_name: _default(schema) for own_name, schema in properties.items()}
            sealed_cache.set(key, found[name], SECONDS)
    return found


def _default(schema: dict[str, Any]) -> Any:
    """What is no expression, which the engine evaluates anew each time."""
    default = schema.get('default')
    is_plain = isinstance(default, bool | int | float | str) and '$' not in str(default)
    return default if is_plain else None


def _key(request: HttpRequest, name: str) -> str:
    """Names of classes may be long and odd; each region has packages of its own."""
    digest = hashlib.sha256(f'{client.region(request)} {name}'.encode('utf-8', 'surrogatepass')).hexdigest()[:32]
    return f'murano_panel:inputs:sealed:{request.user.project_id}:{digest}'
