"""The verdict on the latest deployment of an environment: read, or remembered from what another page has found out.

Only reports tell whether a deployment that runs is still alive, and they cost a call for each environment. So what a
page finds out it leaves in the cache, where pages that may not ask find it: one entry for each environment, without any
text of a package or a cloud, as such texts may hold secrets. Nothing is wrong when it is empty.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from murano_panel import cache
from murano_panel.api import deployments, errors
from murano_panel.domain.records import Action, Deployment, Environment
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state.state import State
from murano_panel.domain.state.summary import Summary
from murano_panel.domain.state.verdict import Verdict
from murano_panel.web import now, watched

# Seconds for which it is remembered which deployment is the latest, and how it ended.
REMEMBERED = 3600
# Seconds for which it is believed what one that runs was doing: it may go on.
BELIEVED = 300

# Calls that one poll may make beside the list's own.
MAX_READ = 10

# One entry of the cache.
Entry = dict[str, Any]


def read(request: HttpRequest, environment: Environment) -> Verdict | None:
    """One call at most: which deployment is the latest one or, where that is remembered and matters, its reports.

    Of one that runs, or had errors without an exception, the line or the reason is therefore there from the second time
    on. None for an environment without deployments. Murano gives out reports of every project: the environment must
    have been read by this user.
    """
    entry = _matching(environment, cache.get(_key(environment.project_id, environment.id)))
    known = _recalled(environment.id, entry) if entry else None
    # An exception is told by the list, everything else by the reports.
    if known and (environment.busy or not known.state.broke_off):
        return read_reports(request, environment, known.deployment)
    newest_first = deployments.list_for(request, environment.id)
    if not newest_first:
        return None
    found = now.verdict(newest_first[0])
    remember(environment, found)
    return found


def read_reports(request: HttpRequest, environment: Environment, latest: Deployment) -> Verdict:
    """One call at most: the verdict on the latest deployment, with its line. The user must have read them."""
    found = now.verdict(latest, watched.told(request, environment.id, latest.id).reports)
    remember(environment, found)
    return found


def read_some(request: HttpRequest, environments: Iterable[Environment], wanted: Collection[str]) -> dict[str, Verdict]:
    """{id: the verdict} of those wanted that run or have failed; of the first ten of them, so at most ten calls."""
    found = {}
    telling = [item for item in environments if item.id in wanted and (item.busy or item.has_failed)]
    for environment in telling[:MAX_READ]:
        # One that was deleted since it was listed has nothing to tell; its row goes with the next poll.
        with suppress(errors.NotFound):
            told = read(request, environment)
            if told:
                found[environment.id] = told
    return found


def remember(environment: Environment, found: Verdict) -> None:
    """For the pages that may not ask: see recall(). What ended well they need not be told."""
    if not found.state.is_running and not found.state.is_bad:
        return
    deployment = found.deployment
    entry: Entry = {
        'of': _stamp(environment),
        'id': deployment.id,
        # Without its object's id and arguments: nothing of it is secret.
        'method': deployment.action.method if deployment.action else None,
        'is_deploy': deployment.is_deploy,
        'started': deployment.started.isoformat(),
        'finished': deployment.finished.isoformat() if deployment.finished else None,
        'code': found.state.code,
        'since': found.state.since.isoformat() if found.state.since else None,
        'at': timezone.now().timestamp(),
    }
    cache.set(_key(environment.project_id, environment.id), entry, REMEMBERED)


def note(request: HttpRequest, environment_id: str, deployment_id: str, state: State) -> None:
    """For the ticks of a deployment, which know no more of its environment than its id: what it is doing now."""
    key = _key(request.user.project_id, environment_id)
    entry = cache.get(key)
    if entry and entry['id'] == deployment_id and state.is_running:
        since = state.since.isoformat() if state.since else None
        cache.set(key, entry | {'code': state.code, 'since': since, 'at': timezone.now().timestamp()}, REMEMBERED)


def recall(environments: Iterable[Environment]) -> dict[str, Verdict]:
    """{id: what was found out last} of those of which something is remembered; without lines and reasons. No call."""
    by_key = {_key(item.project_id, item.id): item for item in environments}
    found = {}
    for key, entry in cache.get_many(by_key).items():
        environment = by_key[key]
        if _matching(environment, entry):
            found[environment.id] = _recalled(environment.id, entry)
    return found


def recall_states(project_id: str, running: Iterable[Summary]) -> dict[str, State]:
    """{id: what was found out last} of these deployments, which run and are the project's. No call."""
    by_key = {_key(project_id, item.environment_id): item for item in running}
    return {
        by_key[key].id: _recalled(by_key[key].environment_id, entry).state
        for key, entry in cache.get_many(by_key).items()
        if entry['id'] == by_key[key].id and entry['finished'] is None
    }


def _key(project_id: str, environment_id: str) -> str:
    return f'murano_panel:latest:2:{project_id}:{environment_id}'


def _stamp(environment: Environment) -> str:
    """Changes with each result, so that the next deployment is not taken for this one."""
    return f'{environment.updated:%Y%m%dT%H%M%S}:{environment.version}'


def _matching(environment: Environment, entry: Entry | None) -> Entry | None:
    """The entry if it is about what the environment is doing now, or about how that ended."""
    if entry and entry['of'] == _stamp(environment) and (entry['finished'] is None) == environment.busy:
        return entry
    return None


def _recalled(environment_id: str, entry: Entry) -> Verdict:
    method, finished = entry['method'], entry['finished']
    deployment = Deployment(
        id=entry['id'],
        environment_id=environment_id,
        action=Action(environment_id if entry['is_deploy'] else '', method) if method is not None else None,
        started=datetime.fromisoformat(entry['started']),
        finished=datetime.fromisoformat(finished) if finished else None,
        state='running',
        result=None,
    )
    believed = finished or timezone.now().timestamp() - entry['at'] < BELIEVED
    state = deployment_status.of_code(deployment_status.kind(deployment), entry['code'] if believed else 'running')
    since = entry['since'] if believed else entry['started']
    return Verdict(deployment, replace(state, since=datetime.fromisoformat(since) if since else None))
