"""Environments."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import client, errors, lost
from murano_panel.api.shapes.environments import ENVIRONMENT, ENVIRONMENT_MODEL
from murano_panel.domain.model.object_model import class_name, objects
from murano_panel.domain.records import Draft, Environment, EnvironmentModel
from murano_panel.domain.state.environment import is_valid


def list_all(request: HttpRequest, *, of_all_projects: bool = False) -> list[Environment]:
    """The project's environments, without components; for administrators those ``of_all_projects``. One call."""
    query = {'all_tenants': 'true'} if of_all_projects else None
    return client.rows(request, '/v1/environments', 'environments', ENVIRONMENT, query=query)


def classes_in(request: HttpRequest, environment_id: str) -> set[str]:
    """The classes of all objects in an environment as it was last deployed; for administrators in any project's.

    One call. Raises NotFound for another project's. Nothing but the names: what is of another project is not to be
    worked with, as Murano would deploy it into the administrator's.
    """
    with errors.foreign_is_not_found():
        found = client.one(request, 'GET', _path(environment_id), ENVIRONMENT)
    return {class_name(part) for component in found.components for part in objects(component)}


def outline(request: HttpRequest, environment_id: str) -> Environment:
    """An environment of any project, without its components, for administrators. One call. Raises NotFound.

    What is of another project is not to be worked with: see ``get()``.
    """
    with errors.foreign_is_not_found():
        found = client.one(request, 'GET', _path(environment_id), ENVIRONMENT)
    return replace(found, components=(), acquired_by=None)


def get(request: HttpRequest, environment_id: str, *, session_id: str | None = None) -> Environment:
    """One environment with its components; with a valid session, as that session sees it. One call.

    Raises NotFound also for another project's environment, admins included: Murano would deploy it into the
    admin's project.
    """
    with errors.foreign_is_not_found():
        environment = client.one(request, 'GET', _path(environment_id), ENVIRONMENT, session_id=session_id)
    if environment.project_id != request.user.project_id:
        raise errors.NotFound(_('The environment belongs to another project.'), code=404)
    return environment


def model(request: HttpRequest, environment_id: str, *, session_id: str | None = None) -> EnvironmentModel:
    """The whole model of an environment; with a valid session, as that session has it. One call.

    It says nothing of what the environment is doing. Of a session that is not there Murano answers with an error 500.
    Raises NotFound for another project's.
    """
    path = f'{_path(environment_id)}/model/'
    with errors.foreign_is_not_found():
        return client.one(request, 'GET', path, ENVIRONMENT_MODEL, session_id=session_id)


def create(
    request: HttpRequest,
    *,
    name: str,
    description: str = '',
    networks: dict[str, Any] | None = None,
    region: str = '',
) -> Environment:
    """A new environment. ``networks`` is Murano's ``defaultNetworks``; None lets Murano choose, as does no ``region``.

    One call. Raises Conflict for a taken name.
    """
    data: dict[str, Any] = {'name': name}
    if description:
        data['description_text'] = description
    if networks is not None:
        data['defaultNetworks'] = networks
    if region:
        data['region'] = region
    return client.one(request, 'POST', '/v1/environments', ENVIRONMENT, body=data)


def rename(request: HttpRequest, environment_id: str, name: str) -> None:
    """Changes the name; the object model inside keeps the old one. One call, one more where its answer is lost.

    Raises Conflict for a taken name.
    """
    with (
        refusals_explained(request, environment_id),
        lost.found_out(lambda: get(request, environment_id).name == name),
    ):
        client.one(request, 'PUT', _path(environment_id), ENVIRONMENT, body={'name': name})


def delete(request: HttpRequest, environment_id: str) -> None:
    """Starts the deletion; what was never deployed is gone at once. One call. Raises Busy while something runs."""
    with refusals_explained(request, environment_id):
        client.nothing(request, 'DELETE', _path(environment_id))


def abandon(request: HttpRequest, environment_id: str) -> None:
    """Forgets the environment in any state; its cloud resources and a running engine task stay. One call."""
    with refusals_explained(request, environment_id):
        client.nothing(request, 'DELETE', _path(environment_id), query={'abandon': True})


def abandon_of_any_project(request: HttpRequest, environment_id: str) -> None:
    """As ``abandon()``, for administrators. One call. Raises NotFound, Forbidden.

    The one change that is right in another project: Murano forgets rows by the environment's id, whoever asks. What it
    would have to do in a cloud, it would do in the administrator's project.
    """
    client.nothing(request, 'DELETE', _path(environment_id), query={'abandon': True})


def _path(environment_id: str) -> str:
    return f'/v1/environments/{environment_id}'


@contextmanager
def refusals_explained(request: HttpRequest, environment_id: str, draft: Draft | None = None) -> Iterator[None]:
    """Says what a 403 or 404 means by reading the environment once more: one call, only after a refusal.

    Raises NotFound when it is gone or foreign, Busy when something runs, Outdated for a draft that is no longer valid
    or was not found, Unreadable when the environment is there although it was said not to be, Forbidden otherwise.
    """
    try:
        yield
    except errors.Forbidden as error:
        environment = get(request, environment_id)
        if environment.busy:
            busy = errors.Busy(errors.busy_sentence(environment), code=403, request_id=error.request_id)
            busy.environment = environment
            raise busy from error
        if draft and not is_valid(draft, environment):
            raise _outdated(error, environment) from error
        raise
    except errors.NotFound as error:
        environment = get(request, environment_id)
        if draft:
            raise _outdated(error, environment) from error
        contradicts = _('Murano says that the environment is not there, and shows it nevertheless.')
        raise errors.Unreadable(contradicts, code=error.code, request_id=error.request_id) from error


def _outdated(error: errors.ApiError, environment: Environment) -> errors.Outdated:
    """Of one that is not found it is not known whether it was deployed, or discarded from elsewhere."""
    outdated = errors.Outdated(
        _('The draft is no longer valid: it was deployed or discarded, or the environment was deployed meanwhile.'),
        code=error.code,
        request_id=error.request_id,
    )
    outdated.environment = environment
    return outdated
