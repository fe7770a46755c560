"""What an environment and its components are doing, said honestly.

Murano's own status is a hint: ``deploy failure`` sticks until the next success and may come from an action,
``pending`` only means that somebody holds a session, and a component's status is a copy of its environment's. The
words here come from the status together with versions, the last deployments and the user's own draft.
"""

from collections.abc import Sequence
from dataclasses import replace

from murano_panel.domain.model.object_model import find
from murano_panel.domain.records import Deployment, Draft, Environment
from murano_panel.domain.state import failure
from murano_panel.domain.state.state import State
from murano_panel.domain.translation import gettext_noop


def is_valid(draft: Draft, environment: Environment) -> bool:
    """Whether Murano still shows and deploys the draft: nothing ended after it was opened, and nothing runs."""
    return environment.version <= draft.base_version and not environment.busy


def running(deployments: Sequence[Deployment] | None) -> Deployment | None:
    """The newest one if it has not ended; ``deployments`` are newest first."""
    return deployments[0] if deployments and deployments[0].finished is None else None


def environment_state(
    environment: Environment, *, draft: Draft | None = None, deployments: Sequence[Deployment] | None = None
) -> State:
    """The state of an environment. ``draft`` is the user's valid one, ``deployments`` the newest first, if asked."""
    latest = deployments[0] if deployments else None
    if environment.is_deploying:
        return _running(latest)
    if environment.is_deleting:
        since = latest.started if latest and latest.finished is None else None
        return State(
            'deleting', gettext_noop('Deleting'), 'fa-spinner fa-pulse', 'warning', since=since, is_running=True
        )
    if environment.status == 'delete failure':
        return _ended_badly('delete-failed', gettext_noop('Deletion failed'), latest)
    if environment.status == 'deploy failure':
        return _failure(latest)
    if environment.version == 0:
        if draft:
            return State('draft', gettext_noop('Your draft, not deployed yet'), 'fa-pen', 'info', since=draft.opened)
        return replace(_UNDEPLOYED, since=environment.created)
    if latest and latest.has_failed:
        return _failure(latest)
    since = latest.finished if latest else None
    return State('deployed', gettext_noop('Deployed'), 'fa-circle-check', 'success', since=since, is_deployed=True)


def _running(latest: Deployment | None) -> State:
    if latest and latest.finished is None and latest.action and not latest.is_deploy:
        return State(
            'deploying',
            gettext_noop('Running an action'),
            'fa-spinner fa-pulse',
            'info',
            detail=latest.action.method,
            since=latest.started,
            is_running=True,
        )
    since = latest.started if latest and latest.finished is None else None
    return State('deploying', gettext_noop('Deploying'), 'fa-spinner fa-pulse', 'info', since=since, is_running=True)


def _failure(latest: Deployment | None) -> State:
    if latest is None or latest.finished is None:
        return _ended_badly('failed', gettext_noop('Last deployment or action failed'), None)
    if not latest.exception:
        label = gettext_noop('Deployed with errors') if latest.is_deploy else gettext_noop('Last action had errors')
        return State(
            'errors',
            label,
            'fa-triangle-exclamation',
            'warning',
            since=latest.finished,
            is_final=True,
            is_bad=True,
            is_deployed=True,
        )
    label = gettext_noop('Last deployment failed') if latest.is_deploy else gettext_noop('Last action failed')
    return _ended_badly('failed', label, latest)


def _ended_badly(code: str, label: str, latest: Deployment | None) -> State:
    exception = latest.exception if latest else None
    detail = failure.innermost(failure.root_cause(exception)) if exception else ''
    since = latest.finished if latest else None
    return State(code, label, 'fa-circle-exclamation', 'danger', detail=detail, since=since, is_final=True, is_bad=True)


_IN_DRAFT = {
    'added': State('added', gettext_noop('Added, not deployed yet'), 'fa-plus', 'info'),
    'changed': State('changed', gettext_noop('Changed, not deployed yet'), 'fa-pen', 'info'),
    'removed': State('removed', gettext_noop('Goes with the next deployment'), 'fa-minus', 'warning'),
}
_UNDEPLOYED = State('new', gettext_noop('Not deployed yet'), 'fa-regular fa-circle', 'default')


def component_state(
    component_id: str, *, change: str | None, environment: Environment, deployments: Sequence[Deployment]
) -> State:
    """The state of one component, as far as models and results of deployments tell; reports would tell more.

    ``change`` is what the user's draft does to it: ``added``, ``changed``, ``removed`` or None.
    """
    if change:
        return _IN_DRAFT[change]
    if environment.is_deploying:
        return State('deploying', gettext_noop('Being deployed'), 'fa-spinner fa-pulse', 'info', is_running=True)
    if environment.is_deleting:
        return State('deleting', gettext_noop('Being deleted'), 'fa-spinner fa-pulse', 'warning', is_running=True)
    ended = [item for item in deployments if item.finished and item.is_deploy and find(item.components, component_id)]
    if not ended:
        return _UNDEPLOYED
    if not ended[0].has_failed:
        return State(
            'deployed',
            gettext_noop('Deployed'),
            'fa-circle-check',
            'success',
            since=ended[0].finished,
            is_deployed=True,
        )
    before = next((item for item in ended if not item.has_failed), None)
    if before:
        return State(
            'unsure',
            gettext_noop('Deployed earlier; the last deployment failed'),
            'fa-triangle-exclamation',
            'warning',
            since=before.finished,
        )
    return State(
        'unsure',
        gettext_noop('Not known: the deployment failed'),
        'fa-triangle-exclamation',
        'warning',
        since=ended[0].finished,
    )
