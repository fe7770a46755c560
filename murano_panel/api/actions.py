"""Actions: methods of deployed objects. Each is run as a deployment of its own, whose end ``api/deployments`` tells."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import client, environments, errors
from murano_panel.api.shapes.deployments import TASK


def run(request: HttpRequest, environment_id: str, action_id: str, arguments: Mapping[str, Any]) -> str:
    """Starts an action, and returns the id of its deployment. One call, one more after a refusal.

    Raises Busy; ActionGone for one that is not offered, Invalid for one that its package has switched off. Before it
    looks for the action Murano opens a session, which such a refusal leaves open, and tells nobody its id: the
    environment stays "pending" until the next deployment or action has ended. So look into the environment first.
    """
    try:
        with environments.refusals_explained(request, environment_id):
            path = f'/v1/environments/{environment_id}/actions/{action_id}'
            return client.one(request, 'POST', path, TASK, body=dict(arguments))
    except errors.Unreadable as error:
        # The environment is there: what Murano did not find is the action.
        if error.code != 404:
            raise
        gone = _('Murano knows no such action of this environment (any more).')
        raise errors.ActionGone(gone, code=404, request_id=error.request_id) from error
