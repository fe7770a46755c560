"""Drafts: Murano's sessions, and the components ("services") edited in them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import client, environments, errors, lost
from murano_panel.api.environments import refusals_explained
from murano_panel.api.shapes.environments import ENVIRONMENT_MODEL, SESSION, echo
from murano_panel.domain.model import object_model
from murano_panel.domain.model.tree import value_at
from murano_panel.domain.records import Draft, ObjectModel
from murano_panel.domain.state.environment import is_valid

_PATCH = 'application/env-model-json-patch'


def open(request: HttpRequest, environment_id: str) -> Draft:
    """A new session of the user. It keeps the environment "pending" until it is deployed or discarded.

    One call. Raises Busy; Unopened where the answer is lost, and with it the id that nobody else can tell.
    """
    path = f'/v1/environments/{environment_id}/configure'
    try:
        with refusals_explained(request, environment_id):
            session = client.one(request, 'POST', path, SESSION)
    except errors.Unavailable as error:
        if not error.maybe_done:
            raise
        raise errors.Unopened(str(error), code=error.code, request_id=error.request_id) from error
    return Draft(
        session_id=session.id,
        environment_id=environment_id,
        user_id=request.user.id,
        project_id=request.user.project_id,
        base_version=session.version,
        opened=session.created,
    )


def discard(request: HttpRequest, draft: Draft) -> None:
    """Ends a draft; one that is gone already is fine. One call, one more when it is said to be gone or refused.

    One or two more where the answer is lost. Raises Busy when it is being deployed.
    """
    for _attempt in range(2):
        try:
            with lost.found_out(lambda: _is_gone(request, draft)):
                client.nothing(request, 'DELETE', _path(draft))
            return
        except errors.NotFound:
            # Once is not enough, it may be said by something on the way: nobody would know of the draft any more.
            continue
        except errors.Forbidden as error:
            if environments.get(request, draft.environment_id).busy:
                reason = _('The draft is being deployed. Wait until that has ended.')
                raise errors.Busy(reason, code=403, request_id=error.request_id) from error
            raise


def _is_gone(request: HttpRequest, draft: Draft) -> bool:
    """Where that is said twice, see ``discard()``: two calls; one where it is there."""
    for _attempt in range(2):
        try:
            environments.get(request, draft.environment_id, session_id=draft.session_id)
        except errors.NotFound:
            continue
        return False
    return True


def deploy(request: HttpRequest, draft: Draft) -> None:
    """Starts the deployment. Murano answers without its id: list the deployments. One call. Raises Busy, Outdated."""
    with refusals_explained(request, draft.environment_id, draft):
        client.nothing(request, 'POST', f'{_path(draft)}/deploy')


def add_component(request: HttpRequest, draft: Draft, component: ObjectModel) -> None:
    """Adds one component. One call, one more where its answer is lost.

    Raises Busy, Outdated, and Invalid for one without id or type: Murano would take that one, and could not read the
    session ever again.
    """
    _require_header(component)
    own_id = object_model.component_id(component)
    with (
        refusals_explained(request, draft.environment_id, draft),
        lost.found_out(lambda: object_model.find(_components(request, draft), own_id) is not None),
    ):
        _send(request, draft, 'POST', component)


def remove_component(request: HttpRequest, draft: Draft, component_id: str) -> None:
    """Removes one component. One call, one more where its answer is lost.

    Busy, NotFound and Outdated are told apart by reading the environment again.
    """
    with (
        refusals_explained(request, draft.environment_id, draft),
        lost.found_out(lambda: object_model.find(_components(request, draft), component_id) is None),
    ):
        path = f'/v1/environments/{draft.environment_id}/services/{component_id}'
        client.nothing(request, 'DELETE', path, session_id=draft.session_id)


def replace_components(request: HttpRequest, draft: Draft, components: Sequence[ObjectModel]) -> None:
    """Sets the whole list: Murano refuses to replace a single component by its id.

    One call, one more where its answer is lost. Raises as add_component().
    """
    for component in components:
        _require_header(component)
    with (
        refusals_explained(request, draft.environment_id, draft),
        lost.found_out(lambda: _components(request, draft) == list(map(object_model.without_status, components))),
    ):
        _send(request, draft, 'PUT', list(components))


def change_environment(request: HttpRequest, draft: Draft, operations: Sequence[Mapping[str, Any]]) -> None:
    """Patches the environment's own object, as RFC 6902 says; its components stay. Two calls. Raises Busy, Outdated.

    Murano takes a patch for a session that is no longer valid, and loses it: so it is asked afterwards. One more call
    where the answer is lost.
    """
    path = f'/v1/environments/{draft.environment_id}/model/'

    def is_done() -> bool:
        own = environments.model(request, draft.environment_id, session_id=draft.session_id).own
        return all(value_at(own, tuple(step['path'].split('/')[1:])) == step['value'] for step in operations)

    with refusals_explained(request, draft.environment_id, draft), lost.found_out(is_done):
        shape = ENVIRONMENT_MODEL
        client.one(request, 'PATCH', path, shape, body=list(operations), body_type=_PATCH, session_id=draft.session_id)
    environment = environments.get(request, draft.environment_id)
    if environment.busy or not is_valid(draft, environment):
        raise errors.Outdated(_('The environment was deployed at this very moment.'))


def _components(request: HttpRequest, draft: Draft) -> list[ObjectModel]:
    """Those of the draft, as they were sent. One call."""
    seen = environments.get(request, draft.environment_id, session_id=draft.session_id)
    return list(map(object_model.without_status, seen.components))


def _send(request: HttpRequest, draft: Draft, method: str, body: ObjectModel | list[ObjectModel]) -> None:
    path = f'/v1/environments/{draft.environment_id}/services'
    client.one(request, method, path, echo(body), body=body, session_id=draft.session_id)


def _path(draft: Draft) -> str:
    return f'/v1/environments/{draft.environment_id}/sessions/{draft.session_id}'


def _require_header(component: ObjectModel) -> None:
    identity = object_model.component_id(component)
    if not identity or identity.isdigit() or not object_model.class_name(component):
        raise errors.Invalid(_('The component has no proper id or class.'))
