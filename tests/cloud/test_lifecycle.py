"""Drafts and deployments through ``api``, run by the real engine."""

import uuid

import pytest

from murano_panel.api import client, deployments, drafts, environments, errors
from tests.support.real import component, deploy, request_of, slow, wait_for_end

pytestmark = pytest.mark.cloud


@pytest.fixture()
def request_alice(alice):
    return request_of(alice)


def test_a_new_environment_is_empty_and_ready(request_alice, environment):
    found = environments.get(request_alice, environment.id)
    assert (found.status, found.version, found.components) == ('ready', 0, ())
    assert environment.id in [each.id for each in environments.list_all(request_alice)]


def test_names_are_unique_in_a_project(request_alice, environment):
    with pytest.raises(errors.Conflict):
        environments.create(request_alice, name=environment.name)


@pytest.mark.parametrize('name', ['{$ 7*7 $}', '</script><script>alert(1)</script>', 'ü 🐢', 'n' * 255])
def test_hostile_names_come_back_as_they_were(request_alice, environment, name):
    environments.rename(request_alice, environment.id, name)
    assert environments.get(request_alice, environment.id).name == name


def test_a_draft_is_seen_only_through_itself(request_alice, environment):
    draft = drafts.open(request_alice, environment.id)
    host = component('ContainerHost')
    drafts.add_component(request_alice, draft, host)
    [seen] = environments.get(request_alice, environment.id, session_id=draft.session_id).components
    assert seen['?']['id'] == host['?']['id']
    assert environments.get(request_alice, environment.id).components == ()
    drafts.remove_component(request_alice, draft, host['?']['id'])
    assert environments.get(request_alice, environment.id, session_id=draft.session_id).components == ()


def test_a_deployment_runs_to_its_end(request_alice, environment):
    host = component('ContainerHost')
    server = component('ContainerWebServer', host=host['?']['id'])
    deploy(request_alice, environment.id, host, server)
    assert wait_for_end(request_alice, environment.id).status == 'ready'
    [deployment] = deployments.list_for(request_alice, environment.id)
    assert deployment.state == 'success' and deployment.action.method == 'deploy'
    assert not deployments.result(request_alice, environment.id, deployment.id).is_exception
    lines = deployments.reports(request_alice, environment.id, deployment.id)
    assert lines[0].text == 'Action deploy is scheduled' and lines[-1].text == 'Deployment finished'
    assert {host['?']['id'], server['?']['id']} <= {line.entity_id for line in lines}


def test_a_failure_keeps_its_reason(request_alice, environment):
    deploy(request_alice, environment.id, component('FailingApp', steps=2, failAt=2, message='no room'))
    assert wait_for_end(request_alice, environment.id).status == 'deploy failure'
    [deployment] = deployments.list_for(request_alice, environment.id)
    result = deployments.result(request_alice, environment.id, deployment.id)
    assert result.is_exception and 'no room' in result.message


def test_a_soft_error_is_no_exception(request_alice, environment):
    deploy(request_alice, environment.id, component('SoftErrorApp'))
    assert wait_for_end(request_alice, environment.id).status == 'deploy failure'
    [deployment] = deployments.list_for(request_alice, environment.id)
    assert deployment.state == 'completed_w_errors' and not deployment.result.is_exception


def test_discarding_a_draft_leaves_nothing_pending(request_alice, environment):
    draft = drafts.open(request_alice, environment.id)
    assert environments.get(request_alice, environment.id).status == 'pending'
    drafts.discard(request_alice, draft)
    assert environments.get(request_alice, environment.id).status == 'ready'
    drafts.discard(request_alice, draft)


def test_whoever_deploys_first_wins(request_alice, bob, environment):
    request_bob = request_of(bob)
    of_alice, of_bob = drafts.open(request_alice, environment.id), drafts.open(request_bob, environment.id)
    drafts.add_component(request_bob, of_bob, slow(steps=2))
    drafts.deploy(request_bob, of_bob)
    with pytest.raises(errors.Busy):
        drafts.deploy(request_alice, of_alice)
    with pytest.raises(errors.Busy):
        drafts.open(request_alice, environment.id)
    wait_for_end(request_alice, environment.id)
    with pytest.raises(errors.Outdated):
        drafts.deploy(request_alice, of_alice)


def test_a_draft_belongs_to_one_user(request_alice, bob, environment):
    draft = drafts.open(request_alice, environment.id)
    with pytest.raises(errors.NotOwner):
        drafts.discard(request_of(bob), draft)


def test_other_projects_see_nothing(charlie, environment):
    request = request_of(charlie)
    assert environment.id not in [each.id for each in environments.list_all(request)]
    with pytest.raises(errors.NotFound):
        environments.get(request, environment.id)
    with pytest.raises(errors.NotFound):
        environments.delete(request, environment.id)


def test_deleting_what_was_deployed(request_alice, environment):
    deploy(request_alice, environment.id, component('ContainerHost'))
    wait_for_end(request_alice, environment.id)
    environments.delete(request_alice, environment.id)
    assert wait_for_end(request_alice, environment.id) is None


def test_abandoning_in_the_midst_of_a_deployment(request_alice, environment):
    deploy(request_alice, environment.id, slow(steps=30))
    with pytest.raises(errors.Busy):
        environments.delete(request_alice, environment.id)
    environments.abandon(request_alice, environment.id)
    with pytest.raises(errors.NotFound):
        environments.get(request_alice, environment.id)


def test_an_action_is_a_deployment_of_its_own(request_alice, environment):
    app = component('ActionsApp')
    deploy(request_alice, environment.id, app)
    wait_for_end(request_alice, environment.id)
    [deployed] = environments.get(request_alice, environment.id).components
    [ping] = [key for key, action in deployed['?']['_actions'].items() if action['name'] == 'ping']
    task_id = client.murano(request_alice).actions.call(environment.id, ping)
    wait_for_end(request_alice, environment.id)
    newest = deployments.list_for(request_alice, environment.id)[0]
    assert (newest.id, newest.action.method, newest.action.object_id) == (task_id, 'ping', app['?']['id'])
    assert deployments.result(request_alice, environment.id, task_id).value == 'pong'


def test_history_of_the_project_is_newest_first(request_alice, environment):
    deploy(request_alice, environment.id, component('ContainerHost', size='small'))
    wait_for_end(request_alice, environment.id)
    newest = deployments.list_all(request_alice)[0]
    assert newest.environment_id == environment.id and newest.environment_name == environment.name


def test_unknown_ids_are_not_found(request_alice):
    with pytest.raises(errors.NotFound):
        environments.get(request_alice, uuid.uuid4().hex)
