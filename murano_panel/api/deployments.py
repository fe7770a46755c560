"""Deployments: Murano's tasks, their reports and results."""

from django.http import HttpRequest

from murano_panel.api import client, errors
from murano_panel.api.shapes.deployments import DEPLOYMENT, REPORT, RESULT
from murano_panel.domain.records import Deployment, Report, Result


def list_for(request: HttpRequest, environment_id: str) -> list[Deployment]:
    """An environment's deployments, newest first, each with its whole model. One call.

    Raises NotFound also for another project's environment.
    """
    with errors.foreign_is_not_found():
        path = f'/v1/environments/{environment_id}/deployments'
        found = client.rows(request, path, 'deployments', DEPLOYMENT)
    # Stable: Murano's own order decides within one second.
    return sorted(found, key=lambda item: item.started, reverse=True)


def reports(request: HttpRequest, environment_id: str, deployment_id: str) -> list[Report]:
    """All reports in the server's order; rows may be inserted before known ones later. One call.

    Murano does not check the project here: ask only for environments that were read before.
    """
    path = f'/v1/environments/{environment_id}/deployments/{deployment_id}'
    return client.rows(request, path, 'reports', REPORT)


def result(request: HttpRequest, environment_id: str, deployment_id: str) -> Result | None:
    """How a deployment or action ended, None while it runs. One call, the cheapest sign of the end."""
    return client.one(request, 'GET', f'/v1/environments/{environment_id}/actions/{deployment_id}', RESULT)
