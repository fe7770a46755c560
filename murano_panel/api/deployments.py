"""Deployments: Murano's tasks, their reports and results."""

from django.http import HttpRequest

from murano_panel.api import client, errors, parse
from murano_panel.domain.records import Deployment, Report, Result


def list_for(request: HttpRequest, environment_id: str) -> list[Deployment]:
    """An environment's deployments, newest first, each with its whole model. One call.

    Raises NotFound also for another project's environment.
    """
    with errors.foreign_is_not_found():
        found = client.murano(request).deployments.list(environment_id)
    return _newest_first([parse.deployment(client.data(item)) for item in found])


def list_all(request: HttpRequest) -> list[Deployment]:
    """The project's deployments, newest first. One call."""
    found = client.murano(request).deployments.list(None, all_environments=True)
    return _newest_first([parse.deployment(client.data(item)) for item in found])


def reports(request: HttpRequest, environment_id: str, deployment_id: str) -> list[Report]:
    """All reports in the server's order; rows may be inserted before known ones later. One call.

    Murano does not check the project here: ask only for environments that were read before.
    """
    found = client.murano(request).deployments.reports(environment_id, deployment_id)
    return [parse.report(client.data(item)) for item in found]


def result(request: HttpRequest, environment_id: str, deployment_id: str) -> Result | None:
    """How a deployment or action ended, None while it runs. One call, the cheapest sign of the end."""
    return parse.task_result(client.murano(request).actions.get_result(environment_id, deployment_id))


def _newest_first(found: list[Deployment]) -> list[Deployment]:
    # Stable: Murano's own order decides within one second.
    return sorted(found, key=lambda item: item.started, reverse=True)
