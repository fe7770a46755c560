"""What polls ask of Murano, read once for all who look at the same: environments, and how far deployments are.

Pages read for themselves and ``note`` what they have found, so that no poll is told less than its page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from murano_panel.api import deployments, environments
from murano_panel.domain.records import Deployment, Environment, Report, Result
from murano_panel.web import shared

# How long after its end a deployment may still be reported on.
_TRAILING = timedelta(minutes=1)


@dataclass(frozen=True)
class Told:
    """What Murano tells of a deployment: ``result`` is None as long as it is not known to have ended.

    is_last: both were read after the end had been seen, so that nothing is missing.
    """

    reports: tuple[Report, ...]
    result: Result | None = None
    is_last: bool = False


_ENVIRONMENTS: shared.Kind[list[Environment]] = shared.Kind('environments', list[Environment])
_TOLD: shared.Kind[Told] = shared.Kind('told', Told, is_final=lambda found: found.is_last)
_LOG: shared.Kind[tuple[Report, ...]] = shared.Kind('log', tuple[Report, ...], seconds=3600)


def environments_of_project(request: HttpRequest) -> list[Environment]:
    """As ``environments.list_all()``. One call at most, and one more when a list was made in the middle of an end."""

    def ask(known: list[Environment] | None) -> list[Environment]:
        found = environments.list_all(request)
        before = {item.id: item for item in known or ()}
        if any(_is_halfway(item, before.get(item.id)) for item in found):
            found = environments.list_all(request)
        return _listed(found)

    return shared.read(request, _ENVIRONMENTS, (), ask)


def environment(request: HttpRequest, environment_id: str) -> Environment:
    """As ``environments.get()``, without its components. One call at most."""
    found = shared.read(
        request, _ENVIRONMENTS, [environment_id], lambda _known: _listed([environments.get(request, environment_id)])
    )
    return found[0]


def note_environments(request: HttpRequest, found: Sequence[Environment]) -> None:
    """For a page that has read all of the project's. No call."""
    shared.note(request, _ENVIRONMENTS, (), _listed(found))


def note_environment(request: HttpRequest, found: Environment) -> None:
    """For a page that has read this one. No call."""
    shared.note(request, _ENVIRONMENTS, [found.id], _listed([found]))


def told(
    request: HttpRequest,
    environment_id: str,
    deployment_id: str,
    *,
    ask_result: bool = False,
    ask_else: Callable[[Told], bool] = lambda known: False,
    lines_seen: int = 0,
) -> Told:
    """How far a deployment is; not older than what has ``lines_seen`` reports. One call at most.

    ask_result: if anything is asked, ask whether it has ended instead of what it reports, which can trail or never
    come; two calls where nothing is known yet. Murano does not check the project here: as ``deployments.reports()``.
    ask_else: given what is known, whether it has used the call for something else.
    """

    def ask(known: Told | None) -> Told:
        if known and ask_else(known):
            return known
        if ask_result:
            result = deployments.result(request, environment_id, deployment_id)
            if known:
                return replace(known, result=result)
            return Told(tuple(deployments.reports(request, environment_id, deployment_id)), result)
        reports = tuple(deployments.reports(request, environment_id, deployment_id))
        return Told(reports, known.result if known else None)

    return shared.read(
        request, _TOLD, [environment_id, deployment_id], ask, suffices=lambda known: len(known.reports) >= lines_seen
    )


def told_at_last(request: HttpRequest, environment_id: str, deployment_id: str) -> Told:
    """Once the end has been seen: result and reports, as either may trail behind the other. Two calls at most."""

    def ask(_known: Told | None) -> Told:
        result = deployments.result(request, environment_id, deployment_id)
        reports = deployments.reports(request, environment_id, deployment_id)
        return Told(tuple(reports), result, is_last=result is not None)

    return shared.read(request, _TOLD, [environment_id, deployment_id], ask, suffices=lambda known: known.is_last)


def reports_of(request: HttpRequest, deployment: Deployment) -> Sequence[Report]:
    """The reports of a deployment, for a page that has read its environment. One call, none when it is long over."""
    about = [deployment.environment_id, deployment.id]
    if is_settled(deployment):
        return shared.once(request, _LOG, about, lambda: tuple(deployments.reports(request, *about)))
    reports = deployments.reports(request, *about)
    if not deployment.finished:
        shared.note(request, _TOLD, about, Told(tuple(reports)))
    return reports


def is_settled(deployment: Deployment) -> bool:
    """Whether it is over for so long that Murano changes nothing of it any more."""
    return deployment.finished is not None and timezone.now() - deployment.finished > _TRAILING


def _is_halfway(now: Environment, before: Environment | None) -> bool:
    """Whether it runs no more, and nothing has come of that: each result makes a version.

    Murano reads the version first and the status, from another table, later. What reads such a list would take an
    environment for one that was never deployed, and would not ask again.
    """
    return before is not None and before.busy and not now.busy and now.version == before.version


def _listed(found: Sequence[Environment]) -> list[Environment]:
    """Components are large, sessions' ids are secret, and no poll needs either."""
    return [replace(item, components=(), acquired_by=None) for item in found]
