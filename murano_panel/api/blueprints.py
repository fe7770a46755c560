"""Blueprints: Murano's environment templates.

Murano lets everybody change and delete what is public, in any project: whose it is, is checked here. Its own ways of
making an environment and a copy of one leave every object the id that it has in the blueprint, so they are not used.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import client, errors
from murano_panel.api.shapes.environments import BLUEPRINT
from murano_panel.domain.records import Blueprint, ObjectModel

# What Murano does not expect, and answers 500 to: the name is taken.
_TAKEN = 'DBDuplicateEntry'


def list_all(request: HttpRequest) -> list[Blueprint]:
    """The project's and those that all projects see, without components. One call."""
    return client.rows(request, '/v1/templates', 'templates', BLUEPRINT)


def get(request: HttpRequest, blueprint_id: str) -> Blueprint:
    """One with its components. One call. Raises NotFound also for what another project keeps to itself."""
    with errors.foreign_is_not_found():
        found = client.one(request, 'GET', _path(blueprint_id), BLUEPRINT)
    if not (found.is_public or found.project_id == request.user.project_id):
        raise errors.NotFound(_('The blueprint belongs to another project.'), code=404)
    return found


def create(
    request: HttpRequest,
    *,
    name: str,
    components: Sequence[ObjectModel],
    description: str = '',
    is_public: bool = False,
) -> Blueprint:
    """A new one, of the project. One call. Raises Conflict for a taken name."""
    body = {'name': name, 'description_text': description, 'is_public': is_public, 'services': list(components)}
    return client.one(request, 'POST', '/v1/templates', BLUEPRINT, body=body)


def update(
    request: HttpRequest,
    blueprint: Blueprint,
    *,
    name: str | None = None,
    description: str | None = None,
    is_public: bool | None = None,
    components: Sequence[ObjectModel] | None = None,
) -> None:
    """Changes what is told; the rest stays. One call. Raises Conflict for a taken name, Forbidden.

    Components are set as a whole, through the column that Murano keeps them in: of single ones its API overwrites the
    first, whatever it is asked for.
    """
    _require_own(request, blueprint)
    called = blueprint.name if name is None else name
    told = {'description_text': description, 'is_public': is_public}
    columns: dict[str, Any] = {'name': called, **{key: value for key, value in told.items() if value is not None}}
    if components is not None:
        columns['description'] = {'name': called, 'services': list(components)}
    try:
        client.one(request, 'PUT', _path(blueprint.id), BLUEPRINT, body=columns)
    except errors.Unavailable as error:
        if error.remote_type != _TAKEN:
            raise
        raise errors.Conflict(_('The name is taken.'), code=error.code, request_id=error.request_id) from error


def delete(request: HttpRequest, blueprint: Blueprint) -> None:
    """One call. Raises Forbidden."""
    _require_own(request, blueprint)
    client.nothing(request, 'DELETE', _path(blueprint.id))


def _require_own(request: HttpRequest, blueprint: Blueprint) -> None:
    if blueprint.project_id != request.user.project_id:
        raise errors.Forbidden(_('The blueprint belongs to another project.'), code=403)


def _path(blueprint_id: str) -> str:
    return f'/v1/templates/{blueprint_id}'
