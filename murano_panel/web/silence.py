"""Whether other deployments of a project are without news as well: then no single application is to blame.

Only Murano's engine knows what it waits for. From outside one sees which environments are busy (one call for all of a
project), and what pages and polls have found out about each (``web/latest.py``).
"""

from django.http import HttpRequest

from murano_panel import cache
from murano_panel.web import latest, watched

# Seconds for which it is believed: silent pages look about every half minute.
KEPT = 120


def look_about(request: HttpRequest) -> None:
    """Find out which environments of the project have no news. One call at most."""
    busy = [environment for environment in watched.environments_of_project(request) if environment.busy]
    silent = [id_ for id_, told in latest.recall(busy).items() if told.state.is_silent]
    cache.set(_key(request), silent, KEPT)


def others(request: HttpRequest, environment_id: str) -> int:
    """How many environments beside this one had no news lately. No call."""
    return len({*cache.get(_key(request), [])} - {environment_id})


def _key(request: HttpRequest) -> str:
    return f'murano_panel:silence:1:{request.user.services_region}:{request.user.project_id}'
