"""What the page of an environment shows, from at most three calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from murano_panel.api import deployments, environments
from murano_panel.domain.model import object_model, quota, reapply, resources
from murano_panel.domain.model.changes import ComponentChange, changes
from murano_panel.domain.model.quota import Demand
from murano_panel.domain.records import Deployment, Draft, Environment, ObjectModel
from murano_panel.domain.state import environment as status
from murano_panel.domain.state.state import State
from murano_panel.drafts import seen
from murano_panel.environments import cloud_links
from murano_panel.web import now

# Deployments that the page shows; the history has all of them.
LATEST = 5


@dataclass(frozen=True)
class ComponentLine:
    """``points_to`` names the components it refers to; ``missing`` is how many of its references lead nowhere.

    ``resources``: what it has in the cloud, None for nothing.
    """

    id: str
    name: str
    class_name: str
    state: State
    points_to: tuple[str, ...] = ()
    missing: int = 0
    resources: cloud_links.Linked | None = None

    @property
    def short_class(self) -> str:
        return self.class_name.rpartition('.')[2]


@dataclass(frozen=True)
class DeploymentLine:
    deployment: Deployment
    state: State

    @property
    def method(self) -> str:
        """Name of an action, '' for a deployment of the environment."""
        action = self.deployment.action
        return action.method if action and not status.is_deploy(self.deployment) else ''


@dataclass(frozen=True)
class EnvironmentPage:
    """``environment`` has the components of the draft, of what is being deployed, or those deployed.

    draft: the user's valid one. lost_draft: one that another deployment made void. draft_gone: Murano has lost it.
    saved: the draft's changes without secrets, for the browser to keep. kept: what it needs to judge them later.
    demand: the servers that deploying the draft makes and deletes.
    """

    environment: Environment
    state: State
    components: list[ComponentLine]
    deployments: list[DeploymentLine]
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
        return urlencode({'made': self.demand.made, 'deleted': self.demand.deleted}, doseq=True)

    @property
    def has_references(self) -> bool:
        return any(line.points_to or line.missing for line in self.components)


def read(request: HttpRequest, environment_id: str) -> EnvironmentPage:
    """Raises NotFound. Two calls, three with a draft or while a deployment runs."""
    committed = environments.get(request, environment_id)
    mine = seen.read_beside(request, committed)
    shown, draft = mine.environment, mine.draft
    found = deployments.list_for(request, environment_id)
    changed = changes(committed.components, shown.components) if draft else []
    return EnvironmentPage(
        environment=shown,
        state=status.environment_state(committed, draft=draft, deployments=found),
        components=_component_lines(request, committed, shown, changed, found),
        deployments=[DeploymentLine(item, now.deployment_state(item)) for item in found[:LATEST]],
        running=status.running(found) if committed.busy else None,
        latest=found[0] if found else None,
        changes=changed,
        draft=draft,
        lost_draft=mine.outdated,
        draft_gone=mine.gone,
        saved=_saved(draft, committed, shown) if draft else None,
        kept=_kept(request, shown),
        demand=_demand(request, committed, shown) if changed else Demand(),
    )


def _demand(request: HttpRequest, committed: Environment, shown: Environment) -> Demand:
    return quota.demand(committed.components, shown.components, region=request.user.services_region)


def _component_lines(
    request: HttpRequest,
    committed: Environment,
    shown: Environment,
    changed: Sequence[ComponentChange],
    found: Sequence[Deployment],
) -> list[ComponentLine]:
    kinds = {change.component_id: change.kind for change in changed}
    removed = [item for item in committed.components if kinds.get(object_model.component_id(item)) == 'removed']
    names = {object_model.component_id(item): object_model.component_name(item) for item in shown.components}
    owners = object_model.entity_owners([*committed.components, *shown.components])
    there = _resources(request, committed, found)
    return [
        _component_line(
            item,
            status.component_state(
                object_model.component_id(item),
                change=kinds.get(object_model.component_id(item)),
                environment=committed,
                deployments=found,
            ),
            names,
            owners,
            there.get(object_model.component_id(item)),
        )
        for item in [*shown.components, *removed]
    ]


def _component_line(
    component: ObjectModel,
    state: State,
    names: dict[str, str],
    owners: dict[str, str],
    there: cloud_links.Linked | None,
) -> ComponentLine:
    targets = sorted(object_model.references(component, owners))
    return ComponentLine(
        id=object_model.component_id(component),
        name=object_model.component_name(component),
        class_name=object_model.class_name(component),
        state=state,
        points_to=tuple(names[target] for target in targets if target in names),
        missing=sum(target not in names for target in targets) if not state.is_removed else 0,
        resources=there,
    )


def _resources(
    request: HttpRequest, committed: Environment, found: Sequence[Deployment]
) -> dict[str, cloud_links.Linked]:
    """{id of a component: what it has}: drafts have nothing in the cloud yet."""
    submitted = resources.first_submitted(found)
    each = {
        own_id: resources.resources_of(item, submitted.get(own_id))
        for item in committed.components
        if (own_id := object_model.component_id(item))
    }
    return {own_id: cloud_links.linked(request, has) for own_id, has in each.items() if has}


def _saved(draft: Draft, committed: Environment, shown: Environment) -> dict[str, Any]:
    """What the browser keeps in case that the draft gets lost: no session id, no secrets."""
    return {
        'opened': draft.opened.isoformat(),
        'base': draft.base_version,
        'changes': reapply.portable(committed.components, shown.components),
    }


def _kept(request: HttpRequest, shown: Environment) -> dict[str, Any]:
    """By which the browser tells whose changes it kept and whether they have arrived."""
    return {
        'environment': shown.id,
        'owner': f'{request.user.id}/{request.user.project_id}',
        'present': [object_model.component_id(item) for item in shown.components],
    }
