"""Deployments: what they say while they run and after their end."""

import pytest

from murano_panel.api import actions, deployments, drafts, environments, errors
from murano_panel.domain.model import object_model
from tests.contract.side import action_of, endless, host, unique, unknown
from tests.support.real import SAMPLES, component


def test_one_that_runs(murano):
    made = murano.environment()
    running = murano.deploy(made, app := endless())
    assert (running.environment_id, running.environment_name) == (made.id, made.name)
    assert (running.action.object_id, running.action.method, running.action.arguments) == (made.id, 'deploy', {})
    assert (running.state, running.finished, running.result) == ('running', None, None)
    assert [object_model.component_id(each) for each in running.components] == [app['?']['id']]
    assert deployments.result(murano.alice, made.id, running.id) is None
    first = deployments.reports(murano.alice, made.id, running.id)[0]
    assert (first.text, first.level, first.entity_id) == ('Action deploy is scheduled', 'info', None)


def test_one_that_has_ended(murano):
    deployed = murano.deployed(app := host())
    assert (deployed.status, deployed.version, deployed.acquired_by) == ('ready', 1, None)
    [component] = deployed.components
    assert object_model.class_name(component) == SAMPLES + 'ContainerHost'
    [ended] = deployments.list_for(murano.alice, deployed.id)
    assert ended.state == 'success' and ended.finished >= ended.started
    assert deployments.result(murano.alice, deployed.id, ended.id) == ended.result
    assert not ended.result.is_exception
    lines = deployments.reports(murano.alice, deployed.id, ended.id)
    assert (lines[0].text, lines[-1].text) == ('Action deploy is scheduled', 'Deployment finished')
    assert app['?']['id'] in [line.entity_id for line in lines]
    assert {line.level for line in lines} == {'info'}


def test_one_that_failed_keeps_its_reason(murano):
    failing = component('FailingApp', steps=1, failAt=1, message='no room')
    deployed = murano.deployed(failing)
    assert (deployed.status, deployed.version) == ('deploy failure', 1)
    # It is kept nevertheless.
    assert [object_model.component_id(each) for each in deployed.components] == [failing['?']['id']]
    [ended] = deployments.list_for(murano.alice, deployed.id)
    assert ended.state == 'completed_w_errors'
    assert ended.result.is_exception and 'no room' in ended.result.message and ended.result.details
    lines = deployments.reports(murano.alice, deployed.id, ended.id)
    [error] = [line for line in lines if line.level == 'error']
    assert 'no room' in error.text and error.entity_id == deployed.id
    assert lines[-1].text == 'Deployment finished with errors'


def test_a_soft_error_is_no_exception(murano):
    broken = component('SoftErrorApp', message='no answer')
    deployed = murano.deployed(broken)
    assert deployed.status == 'deploy failure'
    [ended] = deployments.list_for(murano.alice, deployed.id)
    assert ended.state == 'completed_w_errors' and not ended.result.is_exception
    lines = deployments.reports(murano.alice, deployed.id, ended.id)
    assert [(line.text, line.entity_id) for line in lines if line.level == 'error'] == [
        ('no answer', broken['?']['id'])
    ]


def test_a_failure_sticks_until_something_succeeds(murano):
    deployed = murano.deployed(failing := component('FailingApp', steps=1, failAt=1, message='no room'))
    draft = murano.draft(deployed)
    assert environments.get(murano.alice, deployed.id).status == 'deploy failure'
    drafts.remove_component(murano.alice, draft, failing['?']['id'])
    drafts.deploy(murano.alice, draft)
    ended = murano.finish(deployed.id)
    assert (ended.status, ended.version, ended.components) == ('ready', 2, ())


def test_secrets_are_masked_in_what_was_deployed(murano):
    deployed = murano.deployed(host(adminPassword='hidden!', compass='north', size='small'))
    [kept] = deployments.list_for(murano.alice, deployed.id)[0].components
    assert 'hidden!' not in str(kept) and 'north' not in str(kept) and kept['size'] == 'small'


def test_the_newest_come_first(murano):
    deployed = murano.deployed(host())
    murano.deploy(deployed, host())
    murano.finish(deployed.id)
    of_one = deployments.list_for(murano.alice, deployed.id)
    assert [len(each.components) for each in of_one] == [2, 1]


def test_what_was_never_deployed_has_none(murano):
    made = murano.environment()
    assert deployments.list_for(murano.alice, made.id) == []


def test_other_projects(murano):
    """Reports are told to everybody who knows the ids: nobody must ask for those of what was not read before."""
    made = murano.environment()
    running = murano.deploy(made, endless())
    with pytest.raises(errors.NotFound):
        deployments.list_for(murano.charlie, made.id)
    with pytest.raises(errors.Forbidden):
        deployments.result(murano.charlie, made.id, running.id)
    assert deployments.reports(murano.charlie, made.id, running.id)


def test_those_that_are_not_there(murano):
    made, other = murano.environment(), murano.environment()
    running = murano.deploy(made, endless())
    with pytest.raises(errors.NotFound):
        deployments.list_for(murano.alice, unknown())
    for call in (deployments.result, deployments.reports):
        with pytest.raises(errors.NotFound):
            call(murano.alice, made.id, unknown())
    with pytest.raises(errors.Invalid):
        deployments.reports(murano.alice, other.id, running.id)
    with pytest.raises(errors.NotFound):
        deployments.result(murano.alice, other.id, running.id)


def news_of(environment, request):
    """What the list of environments tells of deployments: the history reads anew what this says has changed."""
    [listed] = [each for each in environments.list_all(request) if each.id == environment.id]
    return listed.version, listed.is_deploying, listed.is_deleting


def test_the_list_of_environments_tells_each_beginning_and_end(murano):
    made = murano.environment()
    assert news_of(made, murano.bob) == (0, False, False)
    murano.deploy(made, component('ActionsApp'))
    assert news_of(made, murano.bob) == (0, True, False)
    deployed = murano.finish(made.id)
    assert news_of(made, murano.bob) == (1, False, False)
    murano.draft(made)
    environments.rename(murano.alice, made.id, unique())
    assert news_of(made, murano.bob) == (1, False, False)
    actions.run(murano.alice, made.id, action_of(deployed, 'ping'), {})
    assert news_of(made, murano.bob) == (1, True, False)
    murano.finish(made.id)
    assert news_of(made, murano.bob) == (2, False, False)
    murano.deploy(made, component('FailingApp', steps=1, failAt=1, message='no room'))
    murano.finish(made.id)
    assert news_of(made, murano.bob) == (3, False, False)
    assert len(deployments.list_for(murano.alice, made.id)) == 3
    murano.deploy(made, endless())
    environments.abandon(murano.alice, made.id)
    assert made.id not in [each.id for each in environments.list_all(murano.bob)]
