from datetime import UTC, datetime, timedelta

import pytest

from murano_panel.domain.records import Action, Deployment, Draft, Environment, Result
from murano_panel.domain.state import environment as status
from murano_panel.domain.state.verdict import verdict
from tests.unit.test_progress import report

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=1)


def environment(state='ready', version=1):
    return Environment('e', 'web', 'demo', state, version, created=EARLIER, updated=NOW)


def deployment(*, error='', state='success', ended=True, method='deploy', components=()):
    result = Result(is_exception=bool(error), message=error) if ended else None
    return Deployment('d', 'e', Action('e', method), EARLIER, NOW if ended else None, state, result, tuple(components))


def draft(base=1):
    return Draft('s', 'e', 'alice', 'demo', base, EARLIER)


def told(of, reports=None):
    return verdict(of, reports, now=NOW, lost_after=30, silent_after=300)


def state_of(env, of=None, **keywords):
    return status.environment_state(env, latest=told(of) if of else None, **keywords)


def code(env, of=None, **keywords):
    return state_of(env, of, **keywords).code


@pytest.mark.parametrize(
    'state, version, expected',
    [
        ('ready', 0, 'new'),
        ('pending', 0, 'new'),
        ('ready', 1, 'deployed'),
        ('pending', 1, 'deployed'),
        ('deploying', 1, 'running'),
        ('deleting', 1, 'running'),
        ('deploy failure', 1, 'bad'),
        ('delete failure', 1, 'failed'),
    ],
)
def test_states_that_the_list_alone_tells(state, version, expected):
    assert code(environment(state, version)) == expected


def test_a_draft_of_what_was_never_deployed():
    state = status.environment_state(environment('pending', 0), draft=draft(0))
    assert (state.code, state.since) == ('draft', EARLIER)


def test_a_draft_does_not_hide_that_it_is_deployed():
    assert code(environment('pending'), draft=draft()) == 'deployed'


def test_deploying_since_when():
    state = state_of(environment('deploying'), deployment(ended=False))
    assert state.since == EARLIER


def test_a_running_action_is_no_deployment():
    state = state_of(environment('deploying'), deployment(ended=False, method='backup'))
    assert (state.label, state.detail) == ('Running an action', 'Backup')


def test_the_reason_of_a_failure():
    state = state_of(environment('deploy failure'), deployment(error='no valid host'))
    assert (state.code, state.label, state.detail) == ('failed', 'Deployment failed', 'no valid host')


def test_a_failed_action_is_not_called_a_failed_deployment():
    state = state_of(environment('deploy failure'), deployment(error='x', method='backup'))
    assert state.label == 'Action failed'


def test_errors_without_an_exception():
    assert code(environment('deploy failure'), deployment(state='completed_w_errors')) == 'errors'


def test_success_that_is_none():
    assert code(environment('ready'), deployment(error='boom', state='success')) == 'failed'
    assert code(environment('ready'), deployment(state='completed_w_errors')) == 'errors'


def test_without_the_list_of_deployments_a_failure_may_be_an_action():
    state = status.environment_state(environment('deploy failure'))
    assert (state.label, state.since) == ('Last deployment or action had errors', None)


@pytest.mark.parametrize(
    'env, expected',
    [
        (environment('pending', 1), True),
        (environment('ready', 2), False),
        (environment('deploying', 1), False),
        (environment('deleting', 1), False),
        (environment('deploy failure', 1), True),
    ],
)
def test_validity_of_a_draft(env, expected):
    assert status.is_valid(draft(1), env) is expected


PART = {'?': {'id': 'c', 'type': 'demo.Web'}}
GOOD = deployment(components=[PART])
BAD = deployment(error='boom', components=[PART])


SOFT = deployment(state='completed_w_errors', components=[PART])
BROKEN = [report('no licence', 'c', level='error')]


@pytest.mark.parametrize(
    'change, env, latest, deployed, expected',
    [
        ('added', environment('pending'), None, [], 'added'),
        ('removed', environment('pending'), told(GOOD), [told(GOOD)], 'removed'),
        (None, environment('deploying'), told(deployment(ended=False, components=[PART]), []), [], 'waiting'),
        (None, environment(), told(GOOD), [told(GOOD)], 'deployed'),
        (None, environment(), told(deployment(method='backup', components=[PART])), [], 'new'),
        (None, environment('deploy failure'), told(BAD), [told(BAD)], 'unclear'),
        (None, environment('deploy failure'), told(SOFT, BROKEN), [told(SOFT, BROKEN)], 'errors'),
        (None, environment('deploy failure'), told(SOFT), [told(SOFT)], 'unknown'),
        (None, environment(), told(deployment()), [told(deployment())], 'new'),
    ],
)
def test_states_of_a_component(change, env, latest, deployed, expected):
    found = status.component_state('c', change=change, environment=env, latest=latest, deployed=deployed)
    assert found.code == expected


def test_what_a_failure_of_others_left_alone_is_told_as_deployed_when_it_was():
    found = status.component_state(
        'c', change=None, environment=environment('deploy failure'), latest=told(BAD), deployed=[told(BAD), told(GOOD)]
    )
    assert (found.code, found.label, found.since) == ('unclear', 'No error of its own; deployed', GOOD.finished)


@pytest.mark.parametrize(
    'murano_says, mine, expected', [('pending', None, True), ('pending', draft(), False), ('ready', None, False)]
)
def test_a_draft_of_somebody_else(murano_says, mine, expected):
    assert status.has_others_draft(environment(murano_says), mine) is expected
