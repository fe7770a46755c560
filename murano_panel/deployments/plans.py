"""Plans of deployments, cached, so that one tick of a page costs one Murano call."""

from collections.abc import Iterable

import msgspec
from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import cache
from murano_panel.api import deployments, environments, errors, left_out
from murano_panel.domain.records import Deployment, Environment
from murano_panel.domain.state.plan import Plan, plan_of
from murano_panel.web import applications

CACHED_FOR = 3600


def remember(request: HttpRequest, plan: Plan) -> None:
    """Keeps the plan for the project: names for its reports, and proof that the project may see them.

    Not where anything could not be read: the next request may have all of it.
    """
    if left_out.number_in(request):
        return
    kept = msgspec.json.encode(plan)
    cache.set(_cache_key(request, plan.environment_id, plan.deployment_id), kept, CACHED_FOR)


def plan(request: HttpRequest, deployment: Deployment, environment: Environment) -> Plan:
    """What a deployment of the environment, as that is now, is about. No call."""
    catalog = applications.names(request, [*environment.components, *deployment.components])
    return plan_of(deployment, environment.components, environment.name, catalog)


def plan_for_tick(request: HttpRequest, environment_id: str, deployment_id: str) -> Plan:
    """The plan from the cache, or read anew: one call. Raises NotFound, also for another project's deployment.

    Murano does not check the project when it gives out reports: without a plan nothing may be told.
    """
    known = cache.get(_cache_key(request, environment_id, deployment_id))
    if known:
        return msgspec.json.decode(known, type=Plan)
    if request.user.is_superuser:
        # Murano shows administrators the deployments of every project; we do not.
        environments.get(request, environment_id)
    found = find(deployments.list_for(request, environment_id), deployment_id)
    plan = plan_of(found, (), found.environment_name, applications.names(request, found.components))
    remember(request, plan)
    return plan


def find(deployments_of_environment: Iterable[Deployment], deployment_id: str) -> Deployment:
    """The deployment with this id. Raises NotFound."""
    for deployment in deployments_of_environment:
        if deployment.id == deployment_id:
            return deployment
    raise errors.NotFound(_('The environment has no such deployment.'), code=404)


def _cache_key(request: HttpRequest, environment_id: str, deployment_id: str) -> str:
    return f'murano_panel:plan:4:{request.user.project_id}:{environment_id}:{deployment_id}'
