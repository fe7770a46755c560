"""The newest line of what runs and the reason of what failed: one more call for a row."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest

from murano_panel.api import deployments, errors
from murano_panel.domain.records import Action, Deployment, Environment

# Seconds for which the id of a running deployment is remembered.
REMEMBERED = 3600

# Calls that one poll of the list may make beside the list's own.
MOST = 10


@dataclass(frozen=True)
class News:
    """``latest`` is the newest deployment, None without any; ``line`` the newest line of it while it runs."""

    latest: Deployment | None
    line: str = ''


def of(request: HttpRequest, environment: Environment) -> News:
    """One call: which deployment is the newest one, or, once that is known of a running one, its reports."""
    known = cache.get(_key(environment)) if environment.busy else None
    if known:
        reports = deployments.reports(request, environment.id, known['id'])
        return News(_recalled(environment, known), reports[-1].text if reports else '')
    found = deployments.list_for(request, environment.id)
    latest = found[0] if found else None
    if environment.busy and latest and latest.finished is None:
        cache.set(_key(environment), _remembered(latest), REMEMBERED)
    return News(latest)


def _key(environment: Environment) -> str:
    """Time and version change with each result, so that the next deployment is not taken for this one."""
    stamp = f'{environment.updated:%Y%m%dT%H%M%S}:{environment.version}'
    return f'murano_panel:running:{environment.project_id}:{environment.id}:{stamp}'


def _remembered(deployment: Deployment) -> dict[str, str | None]:
    """Plain and without its model: nothing of it is secret."""
    method = deployment.action.method if deployment.action else None
    return {'id': deployment.id, 'method': method, 'started': deployment.started.isoformat()}


def _recalled(environment: Environment, known: dict[str, str | None]) -> Deployment:
    return Deployment(
        id=str(known['id']),
        environment_id=environment.id,
        action=Action(environment.id, known['method']) if known['method'] is not None else None,
        started=datetime.fromisoformat(str(known['started'])),
        finished=None,
        state='running',
        result=None,
    )


def of_rows(request: HttpRequest, environments: Iterable[Environment], asked: Collection[str]) -> dict[str, News]:
    """News of the asked ones that run or have failed; at most MOST calls."""
    found = {}
    for environment in [item for item in environments if item.id in asked and _has_news(item)][:MOST]:
        # One that was deleted since it was listed has no news; its row goes with the next poll.
        with suppress(errors.NotFound):
            found[environment.id] = of(request, environment)
    return found


def _has_news(environment: Environment) -> bool:
    return environment.busy or environment.has_failed
