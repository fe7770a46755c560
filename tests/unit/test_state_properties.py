"""What follows from a state: views, templates and scripts ask this instead of comparing codes."""

import pytest

from murano_panel.domain.state import deployment
from murano_panel.domain.state.progress import COMPONENT_STATES

DEPLOY = deployment.DEPLOY


@pytest.mark.parametrize(
    'state, asked',
    [
        (deployment.RUNNING[DEPLOY], {'is_running'}),
        (deployment.RUNNING_WITH_ERRORS[DEPLOY], {'is_running'}),
        (deployment.SILENT, {'is_running', 'is_silent', 'needs_attention', 'is_stuck'}),
        (deployment.LOST, {'is_bad', 'is_lost', 'broke_off', 'needs_attention', 'is_stuck'}),
        (deployment.FAILED[DEPLOY], {'is_final', 'is_bad', 'broke_off', 'has_failed', 'needs_attention'}),
        (
            deployment.FAILED[deployment.DELETE],
            {'is_final', 'is_bad', 'broke_off', 'has_failed', 'needs_attention', 'is_stuck'},
        ),
        (deployment.ERRORS[DEPLOY], {'is_final', 'is_bad', 'has_failed', 'needs_attention'}),
        (deployment.WARNINGS, {'is_final', 'is_good'}),
        (deployment.SUCCESS, {'is_final', 'is_good'}),
        (deployment.GONE, {'is_final', 'is_gone'}),
    ],
    ids=lambda value: getattr(value, 'code', ''),
)
def test_states_of_a_deployment(state, asked):
    names = {'is_running', 'is_final', 'is_bad', 'is_good', 'has_failed', 'is_silent', 'is_lost', 'is_gone'}
    assert {name for name in names | {'broke_off', 'needs_attention', 'is_stuck'} if getattr(state, name)} == asked


def test_each_has_a_symbol_for_the_title_of_a_window():
    states = (deployment.RUNNING[DEPLOY], deployment.SILENT, deployment.LOST, deployment.SUCCESS, deployment.GONE)
    assert ''.join(state.symbol for state in states) == '◌?✗✓∅'


def test_of_the_components_only_the_working_ones_run():
    assert [code for code, state in COMPONENT_STATES.items() if state.is_running] == ['working', 'silent']


def test_every_filter_of_the_history_names_a_property():
    assert all(getattr(deployment.SUCCESS, name) in (True, False) for name in deployment.FILTERS.values())
