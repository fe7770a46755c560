"""Starting an action, where each press counts once and a lost answer is looked after."""

import logging
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from murano_panel.actions import pressed
from murano_panel.api import actions, breaker, deployments, errors
from murano_panel.domain.model.actions import OfferedAction
from murano_panel.domain.records import Deployment, Environment
from murano_panel.web import started

LOG = logging.getLogger(__name__)


def start(request: HttpRequest, environment: Environment, action: OfferedAction, arguments: Mapping[str, Any]) -> str:
    """The id of the deployment. ``environment``: as it was read just before, when nothing ran in it.

    One call, one more after a refusal or a lost answer. Raises as ``actions.run()``.
    """
    try:
        begun = actions.run(request, environment.id, action.id, arguments)
    except errors.Unavailable as error:
        if not error.maybe_done:
            raise
        found = _begun(request, environment, action, arguments)
        if found is None:
            raise
        begun = found
    pressed.note(request, begun)
    started.note(request, environment.id, begun)
    return begun


def _begun(
    request: HttpRequest, environment: Environment, action: OfferedAction, arguments: Mapping[str, Any]
) -> str | None:
    """The deployment that has begun though the answer was lost; None where there is none, or nobody knows. One call.

    Murano gives no name to what was asked for. But nothing ran when it was, so that what does now came after it; and
    each deployment that ends makes the version of the environment one more.
    """
    try:
        with breaker.polling():
            newest_first = deployments.list_for(request, environment.id)
    except errors.ApiError as error:
        LOG.info('Whether an action of environment %s has begun is not known: %s', environment.id, error)
        return None
    if not newest_first or not _is_it(newest_first[0], action, arguments):
        return None
    ended = sum(item.finished is not None for item in newest_first)
    newest = newest_first[0]
    return newest.id if newest.finished is None or ended > environment.version else None


def _is_it(deployment: Deployment, action: OfferedAction, arguments: Mapping[str, Any]) -> bool:
    ran = deployment.action
    return ran is not None and (ran.object_id, ran.method, ran.arguments) == (
        action.object_id,
        action.method,
        dict(arguments),
    )
