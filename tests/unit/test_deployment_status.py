import pytest

from murano_panel.domain.records import Action, Result
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state.deployment import end_report, kind
from murano_panel.domain.state.verdict import verdict
from tests.unit.test_progress import at, deployment, report


def state(of=None, reports=None, now=10):
    return verdict(of or deployment(), reports, now=at(now), lost_after=30, silent_after=300).state


def ended(state='success', is_exception=False):
    return deployment(finished=at(9), state=state, result=Result(is_exception=is_exception))


@pytest.mark.parametrize(
    ('of', 'reports', 'expected'),
    [
        (ended(), None, 'success'),
        (ended(is_exception=True), None, 'failed'),
        (ended('completed_w_errors'), None, 'errors'),
        (ended('completed_w_errors', is_exception=True), None, 'failed'),
        (ended('completed_w_warnings'), None, 'warnings'),
        (ended(), [report('late', level='error')], 'errors'),
        (deployment(), None, 'running'),
        (deployment(state='running_w_errors'), None, 'running-errors'),
        (deployment(), [report('x', 'web', level='error')], 'running-errors'),
    ],
)
def test_labels_of_murano_are_not_trusted(of, reports, expected):
    assert state(of, reports).code == expected


def test_states_know_since_when():
    assert state(ended()).since == at(9)
    assert state().since == at(0)


@pytest.mark.parametrize(
    ('action', 'label'),
    [(Action('env', 'deploy'), 'Deploying'), (Action('vm', 'restart'), 'Running an action'), (None, 'Deleting')],
)
def test_what_runs_is_named(action, label):
    assert state(deployment(action)).label == label


def test_an_error_of_the_environment_without_an_end_is_a_lost_result():
    reports = [report('x', 'env', level='error', second=5)]
    assert state(reports=reports, now=34).code == 'running-errors'
    assert state(reports=reports, now=36).code == 'lost'


def test_an_environments_error_with_news_after_it_is_not_lost():
    assert (
        state(reports=[report('x', 'env', level='error', second=5), report('y', 'web', second=20)], now=40).code
        != 'lost'
    )


def test_an_error_of_a_component_is_never_lost():
    assert state(reports=[report('x', 'web', level='error', second=5)], now=299).code == 'running-errors'


def test_silence_is_told_with_the_time_of_the_last_news():
    found = state(reports=[report('x', 'web', second=5)], now=306)
    assert (found.code, found.since) == ('silent', at(5))
    assert state(reports=[], now=301).since == at(0)


def test_only_murano_itself_can_report_the_end():
    assert end_report([report('Deployment finished', 'web')]) is None
    assert end_report([report('Deployment finished with errors'), report('late', 'web')]).text.endswith('errors')


def test_kinds():
    assert [kind(deployment(action)) for action in (Action('env', 'deploy'), Action('a', 'b'), None)] == [
        deployment_status.DEPLOY,
        deployment_status.ACTION,
        deployment_status.DELETE,
    ]
