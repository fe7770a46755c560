"""A deployment as lists tell it: what remains of it once its models, arguments and reports have been read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from murano_panel.domain.model import object_model
from murano_panel.domain.model.actions import find_owner, masked_arguments
from murano_panel.domain.model.deployed_changes import DeployedChanges, Run, runs
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import Catalog
from murano_panel.domain.model.secrets import without_secrets
from murano_panel.domain.model.words import in_words
from murano_panel.domain.records import Action, Deployment, ObjectModel
from murano_panel.domain.state import action_result, progress
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state.deployment import DELETE, DEPLOY
from murano_panel.domain.state.state import State
from murano_panel.domain.state.verdict import Verdict

# Characters of a name, and of the reason of a failure, which is text of a package or a cloud.
MAX_NAME = 80
MAX_REASON = 300
MAX_ARGUMENTS = 160


@dataclass(frozen=True)
class Summary:
    """Small, bounded and plain, so that it can be kept; ``reason`` may hold secrets that cannot be told for one.

    number: among the deployments of its environment, from 1, the oldest. sort: DEPLOY, ACTION or DELETE. code: that of
    its state. method, action, target: of an action, what it is called, and its component, '' for the environment.
    component_id: that component's. arguments: what it was given, in brief and without secrets.
    changes: None for actions and deletions, which are not about what the environment consists of.
    applications: of the components that it brought or changed, as far as these are named.
    """

    id: str
    environment_id: str
    number: int
    sort: str
    started: datetime
    finished: datetime | None
    code: str
    method: str = ''
    action: str = ''
    target: str = ''
    reason: str = ''
    changes: DeployedChanges | None = None
    applications: tuple[str, ...] = ()
    component_id: str = ''
    arguments: str = ''

    @property
    def is_deploy(self) -> bool:
        """It deploys the environment, rather than to run an action or to delete it."""
        return self.sort == DEPLOY

    @property
    def is_deletion(self) -> bool:
        """It deletes the environment."""
        return self.sort == DELETE

    @property
    def duration(self) -> str:
        """How long it took, '' while it runs."""
        return progress.duration(progress.seconds_between(self.started, self.finished)) if self.finished else ''

    @property
    def state(self) -> State:
        """As it was when it was read: one that runs may have gone on."""
        return replace(deployment_status.of_code(self.sort, self.code), since=self.finished or self.started)

    @property
    def is_bad(self) -> bool:
        """As its state is; said of many at once."""
        return deployment_status.of_code(self.sort, self.code).is_bad

    @property
    def searched(self) -> str:
        """All words of it that people may look for."""
        changes = self.changes or DeployedChanges()
        named = [name for kind in changes.kinds for name in kind.names]
        return ' '.join((f'#{self.number}', self.action, self.method, self.target, self.arguments, self.reason, *named))

    def as_deployment(self) -> Deployment:
        """What a verdict on one that runs needs of it, beside its reports."""
        method = 'deploy' if self.is_deploy else self.method
        return Deployment(
            id=self.id,
            environment_id=self.environment_id,
            action=None if self.is_deletion else Action(self.environment_id if self.is_deploy else '', method),
            started=self.started,
            finished=self.finished,
            state='running',
            result=None,
        )


def summaries(
    newest_first: Sequence[Deployment],
    judged: Callable[[Deployment], Verdict],
    catalog: Catalog | None = None,
    *,
    most: int | None = None,
) -> tuple[Summary, ...]:
    """The newest ``most`` deployments, or all, of one environment; ``judged`` gives the verdict on one."""
    shown = newest_first[:most]
    numbered = runs(newest_first, {item.id for item in shown}, catalog)
    return tuple(summary(item, judged(item), numbered[item.id], catalog) for item in shown)


def summary(told_of: Deployment, told: Verdict, run: Run, catalog: Catalog | None = None) -> Summary:
    """What remains of a deployment; ``catalog``: {class of a component: its application}."""
    sort = deployment_status.kind(told_of)
    is_action = told_of.action is not None and sort == deployment_status.ACTION
    owner = find_owner(told_of.components, told_of.action.object_id) if told_of.action and is_action else None
    return Summary(
        id=told_of.id,
        environment_id=told_of.environment_id,
        number=run.number,
        sort=sort,
        started=told_of.started,
        finished=told_of.finished,
        code=told.state.code,
        method=_cut(told_of.action.method, MAX_NAME) if told_of.action and is_action else '',
        action=_cut(run.action, MAX_NAME),
        target=_cut(_target(told_of, owner, catalog), MAX_NAME) if owner else '',
        reason=_cut(without_secrets(told.reason.text), MAX_REASON) if told.reason else '',
        changes=run.changes,
        applications=run.applications,
        component_id=object_model.component_id(owner) if owner else '',
        arguments=_cut(without_secrets(_arguments(told_of)), MAX_ARGUMENTS) if is_action else '',
    )


def _target(deployment: Deployment, owner: ObjectModel, catalog: Catalog | None) -> str:
    """What the component of an action is called."""
    return told_apart(deployment.components, catalog).get(object_model.component_id(owner), '')


def _arguments(deployment: Deployment) -> str:
    given = list(masked_arguments(deployment).items())[:MAX_NAME]
    return ', '.join(f'{in_words(name[:MAX_NAME])}: {action_result.in_brief(value)}' for name, value in given)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + '…'
