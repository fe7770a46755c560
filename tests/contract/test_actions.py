"""Actions, each of which is a deployment of its own; and what the refused ones leave behind."""

import pytest

from murano_panel.api import actions, deployments, drafts, environments, errors
from tests.contract.side import action_of, endless, host, unknown
from tests.support.real import component


def test_an_action_is_a_deployment(murano):
    deployed = murano.deployed(app := component('ActionsApp'))
    task = actions.run(murano.alice, deployed.id, action_of(deployed, 'ping'), {})
    ended = murano.finish(deployed.id)
    assert (ended.status, ended.version) == ('ready', 2)
    newest = deployments.list_for(murano.alice, deployed.id)[0]
    assert (newest.id, newest.action.method, newest.action.object_id) == (task, 'ping', app['?']['id'])
    assert deployments.result(murano.alice, deployed.id, task).value == 'pong'


def test_arguments_are_kept_as_they_are_secrets_included(murano):
    """Of the model Murano masks what is called like a secret, of arguments nothing."""
    deployed = murano.deployed(component('ActionsApp'))
    given = {'text': 'remember', 'password': 'hidden!'}
    actions.run(murano.alice, deployed.id, action_of(deployed, 'leaveNote'), given)
    assert deployments.list_for(murano.alice, deployed.id)[0].action.arguments == given


def test_arguments_that_the_engine_refuses_fail_the_whole_environment(murano):
    deployed = murano.deployed(component('ActionsApp'))
    task = actions.run(murano.alice, deployed.id, action_of(deployed, 'leaveNote'), {})
    assert murano.finish(deployed.id).status == 'deploy failure'
    result = deployments.result(murano.alice, deployed.id, task)
    assert result.is_exception and 'contract' in result.message
    actions.run(murano.alice, deployed.id, action_of(deployed, 'ping'), {})
    assert murano.finish(deployed.id).status == 'ready'


def test_one_that_runs_well_leaves_no_session(murano):
    deployed = murano.deployed(component('ActionsApp'))
    actions.run(murano.alice, deployed.id, action_of(deployed, 'ping'), {})
    ended = murano.finish(deployed.id)
    assert (ended.status, ended.acquired_by) == ('ready', None)


def test_one_that_is_not_there_leaves_a_session_until_the_next_deployment(murano):
    """Nobody learns its id, so that nobody can end it: pages look before they ask."""
    deployed = murano.deployed(component('ActionsApp'))
    with pytest.raises(errors.ActionGone):
        actions.run(murano.alice, deployed.id, f'{unknown()}_ping', {})
    assert environments.get(murano.alice, deployed.id).status == 'pending'
    actions.run(murano.alice, deployed.id, action_of(deployed, 'ping'), {})
    assert murano.finish(deployed.id).status == 'ready'


def test_an_action_makes_open_drafts_void(murano):
    deployed = murano.deployed(component('ActionsApp'))
    draft = murano.draft(deployed, host(), by=murano.bob)
    actions.run(murano.alice, deployed.id, action_of(deployed, 'ping'), {})
    murano.finish(deployed.id)
    with pytest.raises(errors.Outdated):
        drafts.deploy(murano.bob, draft)


def test_actions_that_are_refused(murano):
    deployed = murano.deployed(component('ActionsApp'))
    ping = action_of(deployed, 'ping')
    with pytest.raises(errors.NotFound):
        actions.run(murano.charlie, deployed.id, ping, {})
    with pytest.raises(errors.NotFound):
        actions.run(murano.alice, unknown(), ping, {})
    murano.deploy(deployed, endless())
    with pytest.raises(errors.Busy):
        actions.run(murano.alice, deployed.id, ping, {})
