"""Environments."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import client, errors, parse
from murano_panel.domain.records import Environment


def list_all(request: HttpRequest) -> list[Environment]:
    """The project's environments, without components. One call."""
    found = client.murano(request).environments.list()
    return [parse.environment(client.data(item)) for item in found]


def get(request: HttpRequest, environment_id: str, *, session_id: str | None = None) -> Environment:
    """One environment with its components; with a valid session, as that session sees it. One call.

    Raises NotFound also for another project's environment, admins included: Murano would deploy it into the
    admin's project.
    """
    with errors.foreign_is_not_found():
        found = client.murano(request).environments.get(environment_id, session_id)
    environment = parse.environment(client.data(found))
    if environment.project_id != request.user.project_id:
        raise errors.NotFound(_('The environment belongs to another project.'), code=404)
    return environment


def create(
    request: HttpRequest, *, name: str, description: str = '', networks: dict[str, Any] | None = None
) -> Environment:
    """A new environment. ``networks`` is Murano's ``defaultNetworks``; None lets Murano choose.

    One call. Raises Conflict for a taken name.
    """
    data: dict[str, Any] = {'name': name}
    if description:
        data['description_text'] = description
    if networks is not None:
        data['defaultNetworks'] = networks
    return parse.environment(client.data(client.murano(request).environments.create(data)))


def rename(request: HttpRequest, environment_id: str, name: str) -> None:
    """Changes the name; the object model inside keeps the old one. One call. Raises Conflict for a taken name."""
    with refusals_explained(request, environment_id):
        client.murano(request).environments.update(environment_id, name)


def delete(request: HttpRequest, environment_id: str) -> None:
    """Starts the deletion; what was never deployed is gone at once. One call. Raises Busy while something runs."""
    with refusals_explained(request, environment_id):
        client.murano(request).environments.delete(environment_id)


def abandon(request: HttpRequest, environment_id: str) -> None:
    """Forgets the environment in any state; its cloud resources and a running engine task stay. One call."""
    with refusals_explained(request, environment_id):
        client.murano(request).environments.delete(environment_id, abandon=True)


@contextmanager
def refusals_explained(request: HttpRequest, environment_id: str, *, draft: bool = False) -> Iterator[None]:
    """Says what a 403 means by reading the environment once more: one call, only after a refusal.

    Raises NotFound when it is gone or foreign, Busy when something runs, Outdated for a draft, Forbidden otherwise.
    Murano knows no policy for drafts, so that a refused one is always outdated; so is one that was not found.
    """
    try:
        yield
    except errors.Forbidden as error:
        if get(request, environment_id).busy:
            raise errors.Busy(
                _('The environment is being changed right now.'), code=403, request_id=error.request_id
            ) from error
        if draft:
            raise _outdated(error) from error
        raise
    except errors.NotFound as error:
        if not draft:
            raise
        get(request, environment_id)
        raise _outdated(error) from error


def _outdated(error: errors.ApiError) -> errors.Outdated:
    return errors.Outdated(
        _('The draft is no longer valid: it was deployed or discarded, or the environment was deployed meanwhile.'),
        code=error.code,
        request_id=error.request_id,
    )
