"""The latest deployment of an environment, with its newest line while it runs: one call for each environment."""

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

# Calls that one poll may make beside the list's own.
MAX_READ = 10


@dataclass(frozen=True)
class Latest:
    """``deployment`` is None for an environment without any; ``line`` is a package's text: untrusted."""

    deployment: Deployment | None
    line: str = ''


def read(request: HttpRequest, environment: Environment) -> Latest:
    """One call: which deployment is the latest one, or, once that is known of a running one, its reports.

    The line is therefore there from the second time on. Murano gives out reports of every project: the environment
    must have been read by this user.
    """
    # Time and version change with each result, so that the next deployment is not taken for this one.
    stamp = f'{environment.updated:%Y%m%dT%H%M%S}:{environment.version}'
    key = f'murano_panel:running:{environment.project_id}:{environment.id}:{stamp}'
    remembered = cache.get(key) if environment.busy else None
    if remembered:
        reports = deployments.reports(request, environment.id, remembered['id'])
        return Latest(_recalled(environment, remembered), reports[-1].text if reports else '')
    found = deployments.list_for(request, environment.id)
    latest = found[0] if found else None
    if environment.busy and latest and latest.finished is None:
        # Plain and without its model: nothing of it is secret.
        method = latest.action.method if latest.action else None
        cache.set(key, {'id': latest.id, 'method': method, 'started': latest.started.isoformat()}, REMEMBERED)
    return Latest(latest)


def read_some(request: HttpRequest, environments: Iterable[Environment], wanted: Collection[str]) -> dict[str, Latest]:
    """{id: the latest} of those wanted that run or have failed; of the first ten of them, so at most ten calls."""
    found = {}
    telling = [item for item in environments if item.id in wanted and (item.busy or item.has_failed)]
    for environment in telling[:MAX_READ]:
        # One that was deleted since it was listed has nothing to tell; its row goes with the next poll.
        with suppress(errors.NotFound):
            found[environment.id] = read(request, environment)
    return found


def _recalled(environment: Environment, remembered: dict[str, str | None]) -> Deployment:
    method = remembered['method']
    return Deployment(
        id=str(remembered['id']),
        environment_id=environment.id,
        action=Action(environment.id, method) if method is not None else None,
        started=datetime.fromisoformat(str(remembered['started'])),
        finished=None,
        state='running',
        result=None,
    )
