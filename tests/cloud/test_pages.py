"""Pages with the real Keystone and Murano behind them: what drafts go through."""

import uuid

import pytest

from murano_panel.api import deployments, environments, packages
from tests.support.pages import form, shown
from tests.support.real import SAMPLES, component, deploy, log_in, request_of, slow, wait_for_end

pytestmark = pytest.mark.cloud
URL = '/app-catalog/'


@pytest.fixture()
def page(environment):
    return f'{URL}environments/{environment.id}/'


@pytest.fixture()
def add(alice, environment):
    """add(class name) puts a sample with the form's own defaults into Alice's draft, through its form."""

    def through_the_form(name):
        [package] = packages.by_class_name(request_of(alice), SAMPLES + name)
        answer = alice.get(f'{URL}catalog/{package.id}/add/{environment.id}/')
        for button in ('Next', 'Next', 'Add to draft'):
            answer = form(answer, button).submit(alice, button)
        assert answer.status_code == 302, shown(answer)

    return through_the_form


def status(alice, environment):
    return environments.get(request_of(alice), environment.id).status


def test_a_draft_survives_logout_and_login(alice, environment, page, add):
    add('ContainerHost')
    alice.post('/auth/logout/')
    assert alice.get(page).status_code == 302
    log_in(alice, 'alice')
    assert '1 undeployed change' in shown(alice.get(page))
    answer = form(alice.get(page), 'Deploy').submit(alice, 'Deploy')
    assert '/deployments/' in answer.url
    assert wait_for_end(request_of(alice), environment.id).version == 1
    assert 'Deployment finished' in shown(alice.get(answer.url))


def test_a_draft_is_not_shown_to_the_next_user_of_the_browser(alice, page, add):
    add('ContainerHost')
    alice.post('/auth/logout/')
    log_in(alice, 'bob')
    assert 'undeployed change' not in shown(alice.get(page))


def test_pressing_deploy_twice_deploys_once(alice, environment, page, add):
    add('ContainerHost')
    pressed = form(alice.get(page), 'Deploy')
    cookies = alice.cookies.copy()
    first = pressed.submit(alice, 'Deploy')
    # The second click leaves before the answer to the first one, so with the same cookies.
    alice.cookies = cookies
    second = pressed.submit(alice, 'Deploy')
    assert first.url == second.url
    assert len(deployments.list_for(request_of(alice), environment.id)) == 1


def test_another_user_deploys_first(alice, bob, environment, page, add):
    add('ContainerHost')
    pressed = form(alice.get(page), 'Deploy')
    deploy(request_of(bob), environment.id, slow(steps=10))
    answer = pressed.submit(alice, 'Deploy')
    assert 'another deployment started first' in shown(alice.get(answer.url))
    assert wait_for_end(request_of(alice), environment.id).version == 1
    assert 'SlowApp' in shown(alice.get(page))


def test_a_change_that_fails_leaves_no_draft_behind(alice, environment, page):
    alice.post(f'{page}components/{uuid.uuid4().hex}/remove/')
    assert status(alice, environment) == 'ready'


def test_discarding_ends_the_draft(alice, environment, page, add):
    add('ContainerHost')
    assert status(alice, environment) == 'pending'
    # Without scripts a page asks first.
    asking = form(alice.get(page), 'Discard').submit(alice, 'Discard')
    form(asking, 'Discard').submit(alice, 'Discard')
    assert status(alice, environment) == 'ready'
    assert 'undeployed change' not in shown(alice.get(page))


def test_opening_a_form_opens_no_draft(alice, environment):
    [package] = packages.by_class_name(request_of(alice), SAMPLES + 'ContainerHost')
    assert alice.get(f'{URL}catalog/{package.id}/add/{environment.id}/').status_code == 200
    assert status(alice, environment) == 'ready'


def test_deleted_by_somebody_else_meanwhile(alice, bob, environment, page, add):
    add('ContainerHost')
    pressed = form(alice.get(page), 'Deploy')
    environments.abandon(request_of(bob), environment.id)
    assert pressed.submit(alice, 'Deploy').status_code == 404
    assert alice.get(page).status_code == 404


def test_ticks_of_a_deployment_tell_of_its_end(alice, environment, page):
    deploy(request_of(alice), environment.id, component('ContainerHost'))
    wait_for_end(request_of(alice), environment.id)
    newest = deployments.list_for(request_of(alice), environment.id)[0].id
    answer = alice.get(f'{page}deployments/{newest}/live/', {'last': '1'}).json()
    assert answer['finished'] is True
