"""What the page of an environment shows, from at most three calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from murano_panel.api import deployments, environments
from murano_panel.domain.model import object_model, quota, reapply
from murano_panel.domain.model.changes import ComponentChange, changes
from murano_panel.domain.model.deployed_changes import Run, runs
from murano_panel.domain.model.quota import Demand
from murano_panel.domain.records import Deployment, Draft, Environment
from murano_panel.domain.state import environment as status
from murano_panel.domain.state import progress
from murano_panel.domain.state.state import State
from murano_panel.drafts import seen
from murano_panel.environments.component_lines import ComponentLine, component_lines
from murano_panel.web import applications, now

# Deployments that the page shows; the history has all of them.
MAX_DEPLOYMENTS = 10


@dataclass(frozen=True)
class DeploymentLine:
    """One of the latest deployments; ``run`` is its number and its changes, ``duration`` '' while it runs."""

    deployment: Deployment
    state: State
    run: Run
    duration: str


@dataclass(frozen=True)
class EnvironmentPage:
    """``environment`` has the components of the draft, of what is being deployed, or those deployed.

    deployments: the latest ones, of ``deployment_count``.
    draft: the user's valid one. lost_draft: one that another deployment made void. draft_gone: Murano has lost it.
    saved: the draft's changes without secrets, for the browser to keep.
    kept: by which the browser tells later whose changes it kept, and whether they have arrived.
    demand: the servers that deploying the draft makes and deletes.
    """

    environment: Environment
    state: State
    components: list[ComponentLine]
    deployments: list[DeploymentLine]
    deployment_count: int
    running: Deployment | None
    latest: Deployment | None
    changes: list[ComponentChange]
    draft: Draft | None
    lost_draft: Draft | None
    draft_gone: bool
    saved: dict[str, Any] | None
    kept: dict[str, Any]
    demand: Demand

    @property
    def demand_query(self) -> str:
        """For the address at which the page asks what that means for the quota."""
        return urlencode({'made': self.demand.made, 'deleted': self.demand.deleted}, doseq=True)

    @property
    def addresses(self) -> list[str]:
        """Where the components can be reached from outside: web addresses, then servers' floating ones; each once."""
        found = [line.resources.found for line in self.components if line.resources]
        links = [link.url for has in found for link in has.links]
        floating = [ip.ip for has in found for server in has.servers for ip in server.addresses if ip.floating]
        return list(dict.fromkeys(links + floating))

    @property
    def server_count(self) -> int:
        """Servers that the components have in the cloud, as far as models tell."""
        return sum(len(line.resources.servers) for line in self.components if line.resources)

    @property
    def has_references(self) -> bool:
        """Whether the column of what components use is there at all."""
        return any(line.points_to or line.missing for line in self.components)


def read(request: HttpRequest, environment_id: str) -> EnvironmentPage:
    """Two calls, three with a draft or while a deployment runs. Raises NotFound."""
    committed = environments.get(request, environment_id)
    mine = seen.read_beside(request, committed)
    shown, draft = mine.environment, mine.draft
    newest_first = deployments.list_for(request, environment_id)
    changed = changes(committed.components, shown.components) if draft else []
    known = applications.known(request, [*committed.components, *shown.components])
    return EnvironmentPage(
        environment=shown,
        state=status.environment_state(committed, draft=draft, deployments=newest_first),
        components=component_lines(request, committed, shown, changed, newest_first, known),
        deployments=_deployment_lines(newest_first),
        deployment_count=len(newest_first),
        running=status.running(newest_first) if committed.busy else None,
        latest=newest_first[0] if newest_first else None,
        changes=changed,
        draft=draft,
        lost_draft=mine.outdated,
        draft_gone=mine.gone,
        # No session id, no secrets: Murano may stop showing the draft at any time, and the browser then has this.
        saved={
            'opened': draft.opened.isoformat(),
            'base': draft.base_version,
            'changes': reapply.portable(committed.components, shown.components),
        }
        if draft
        else None,
        kept={
            'environment': shown.id,
            'owner': f'{request.user.id}/{request.user.project_id}',
            'present': [object_model.component_id(item) for item in shown.components],
        },
        demand=quota.demand(committed.components, shown.components, region=request.user.services_region)
        if changed
        else Demand(),
    )


def _deployment_lines(newest_first: Sequence[Deployment]) -> list[DeploymentLine]:
    shown = newest_first[:MAX_DEPLOYMENTS]
    known = runs(newest_first, {item.id for item in shown})
    return [
        DeploymentLine(item, now.deployment_state(item), known[item.id], progress.duration_of(item)) for item in shown
    ]
