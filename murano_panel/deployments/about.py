"""What the page of a deployment needs of the list of all: kept until the next one begins or ends.

Murano gives out no single deployment, and the list brings the whole model of each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel.api import deployments
from murano_panel.deployments import plans
from murano_panel.deployments.changed import Changed, changed_by
from murano_panel.domain.records import Deployment, Environment
from murano_panel.domain.state import progress
from murano_panel.domain.state.estimate import MAX_SAMPLES
from murano_panel.domain.state.plan import outlined
from murano_panel.domain.state.runs import Run, ended_well, runs_of
from murano_panel.web import entries


@dataclass(frozen=True)
class About:
    """``deployment``: with outlines of its components. number: from 1, the oldest.

    newer_id: the newest one, '' where it is this. changed: None for actions and deletions.
    usual: (shortest, longest) seconds of those of its kind before it, None without any.
    own, earlier: itself and those of its kind before it that ended well, newest first, as estimates need them.
    """

    deployment: Deployment
    number: int
    newer_id: str
    changed: Changed | None
    usual: tuple[int, int] | None
    own: Run
    earlier: tuple[Run, ...]


def read(request: HttpRequest, environment: Environment, deployment_id: str) -> About:
    """Of an environment that the user has read. One call, none where nothing has happened since. Raises NotFound."""
    entry = entries.recall(About, [environment], deployment_id).get(environment.id)
    if entry and entry.is_current:
        return entry.content
    newest_first = deployments.list_for(request, environment.id)
    found = _about(request, newest_first, plans.find(newest_first, deployment_id))
    entries.keep(request, environment, found, newest_first, deployment_id)
    return found


def _about(request: HttpRequest, newest_first: Sequence[Deployment], deployment: Deployment) -> About:
    newest, place = newest_first[0].id, newest_first.index(deployment)
    own, *before = runs_of(newest_first)[place:]
    good = {item.id for item in newest_first if ended_well(item)}
    alike = [run for run in before if run.id in good and run.what == own.what]
    return About(
        deployment=outlined(deployment),
        number=len(newest_first) - place,
        newer_id=newest if newest != deployment.id else '',
        changed=changed_by(request, newest_first, deployment),
        usual=progress.usual_seconds(newest_first[place + 1 :], deployment),
        own=own,
        earlier=tuple(alike[:MAX_SAMPLES]),
    )
