"""What an environment and its components are doing, said honestly.

Murano's own status is a hint: ``deploy failure`` sticks until the next success and may come from an action,
``pending`` only means that somebody holds a session, and a component's status is a copy of its environment's. The
words here come from the status together with versions, the last deployments and the user's own draft.
"""

from collections.abc import Sequence
from dataclasses import replace

from murano_panel.domain.model.actions import action_title
from murano_panel.domain.model.secrets import without_secrets
from murano_panel.domain.records import Deployment, Draft, Environment
from murano_panel.domain.state.deployment import DELETE, DEPLOY, FAILED, RUNNING
from murano_panel.domain.state.state import State
from murano_panel.domain.state.verdict import Verdict
from murano_panel.domain.translation import gettext_noop


def is_valid(draft: Draft, environment: Environment) -> bool:
    """Whether Murano still shows and deploys the draft: nothing ended after it was opened, and nothing runs."""
    return environment.version <= draft.base_version and not environment.busy


def running(deployments: Sequence[Deployment] | None) -> Deployment | None:
    """The newest one if it has not ended; ``deployments`` are newest first."""
    return deployments[0] if deployments and deployments[0].finished is None else None


def has_others_draft(environment: Environment, draft: Draft | None) -> bool:
    """Whether Murano knows of a draft which is not ``draft``, the user's valid one in this browser.

    It does not say whose: it may be the user's own, from another browser. Beside a failure it says nothing.
    """
    return environment.status == 'pending' and draft is None


# All that Murano's status tells: an exception, or errors that stopped nothing; of a deployment, or of an action.
_WENT_WRONG = State(
    'bad',
    gettext_noop('Last deployment or action had errors'),
    'fa-circle-exclamation',
    'danger',
    is_final=True,
    is_bad=True,
)
_DEPLOYED = State('deployed', gettext_noop('Deployed'), 'fa-circle-check', 'success', is_deployed=True)


def environment_state(environment: Environment, *, draft: Draft | None = None, latest: Verdict | None = None) -> State:
    """The state of an environment: the verdict on its latest deployment, unless that ended well.

    ``draft`` is the user's valid one; ``latest`` None where nothing is known but what Murano says of the environment.
    """
    if environment.busy:
        if latest and latest.deployment.finished is None:
            return _told(latest)
        return RUNNING[DELETE if environment.is_deleting else DEPLOY]
    ended_badly = latest if latest and latest.state.has_failed else None
    if environment.has_failed and not ended_badly:
        return FAILED[DELETE] if environment.status == 'delete failure' else _WENT_WRONG
    if environment.version == 0 and not environment.has_failed:
        return _not_deployed(environment, draft)
    if ended_badly:
        return _told(ended_badly)
    return replace(_DEPLOYED, since=latest.deployment.finished if latest else None)


def _told(latest: Verdict) -> State:
    """The verdict, with what runs or why it failed as its detail."""
    if not latest.state.is_bad:
        return replace(latest.state, detail=action_title(latest.deployment))
    return replace(latest.state, detail=without_secrets(latest.reason.text) if latest.reason else '')


def _not_deployed(environment: Environment, draft: Draft | None) -> State:
    if draft:
        return State('draft', gettext_noop('Your draft, not deployed yet'), 'fa-pen', 'info', since=draft.opened)
    return State('new', gettext_noop('Not deployed yet'), 'fa-regular fa-circle', 'default', since=environment.created)


_IN_DRAFT = {
    'added': State('added', gettext_noop('Added, not deployed yet'), 'fa-plus', 'info'),
    'changed': State('changed', gettext_noop('Changed, not deployed yet'), 'fa-pen', 'info'),
    'removed': State('removed', gettext_noop('Goes with the next deployment'), 'fa-minus', 'warning'),
}
# A failure of others says nothing of it, and what people want to know is whether it is there.
_DEPLOYED_BEFORE = State(
    'unclear',
    gettext_noop('No error of its own; deployed'),
    'fa-circle-check',
    'default',
    is_final=True,
)
_UNDEPLOYED = State('new', gettext_noop('Not deployed yet'), 'fa-regular fa-circle', 'default')


def component_state(
    component_id: str,
    *,
    change: str | None,
    environment: Environment,
    latest: Verdict | None,
    deployed: Sequence[Verdict] = (),
) -> State:
    """The state of one component: its part in what runs, else in the last deployment that had it.

    ``change`` is what the user's draft does to it: ``added``, ``changed``, ``removed`` or None. ``deployed`` are the
    deployments (no actions) that have ended, newest first.
    """
    if change:
        return _IN_DRAFT[change]
    part = latest.components.get(component_id) if latest and environment.busy else None
    if part:
        return replace(part.state, detail=without_secrets(part.last_text), since=part.since)
    last = next((found for found in deployed if component_id in found.components), None)
    if last is None:
        return _UNDEPLOYED
    part, ended = last.components[component_id], last.deployment.finished
    if part.state.code == 'unclear' and (whole := _last_whole(component_id, deployed)):
        return replace(_DEPLOYED_BEFORE, since=whole.deployment.finished)
    # What is done is there; everything else is told as the page of the deployment tells it.
    state = _DEPLOYED if part.state.code == 'done' else part.state
    return replace(state, since=ended, detail=without_secrets(part.last_text) if part.state.is_bad else '')


def _last_whole(component_id: str, deployed: Sequence[Verdict]) -> Verdict | None:
    """The latest deployment that did all of a component, None for none that is known."""
    parts = ((found, found.components.get(component_id)) for found in deployed)
    return next((found for found, part in parts if part and part.state.code == 'done'), None)
