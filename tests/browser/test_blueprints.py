"""From a draft to a blueprint, and from that to another environment."""

import uuid

import pytest
from selenium.webdriver.common.by import By

from murano_panel.api import blueprints, environments
from murano_panel.domain.model.object_model import component_name
from tests.support.real import abandon_named, component, deploy, request_of, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture()
def name(alice, browser):
    """What the blueprint and the environment are called; both go at the end."""
    name = f'starter {uuid.uuid4().hex}'
    yield name
    browser.leave()
    request = request_of(alice)
    for found in blueprints.list_all(request):
        if found.name == name:
            blueprints.delete(request, found)
    abandon_named(request, name)


def test_an_environment_begins_with_what_another_one_is(alice, environment, browser, name):
    request = request_of(alice)
    deploy(request, environment.id, component('ContainerHost', label='docker host'))
    wait_for_end(request, environment.id)
    browser.log_in('alice')
    browser.open(f'/app-catalog/environments/{environment.id}/')
    browser.click('More actions')
    browser.click('Save as a blueprint')
    browser.wait(lambda: browser.count('dialog input[name=name]'), 'the dialog')
    browser.fill('Name', name)
    browser.leave_by('Save', inside='dialog')
    browser.see('was saved')
    browser.see('docker host')
    browser.open('/app-catalog/blueprints/')
    browser.fill('Search blueprints', name)
    browser.wait(lambda: browser.count('tr[data-murano-id]') == 1, 'one row')
    browser.wait(lambda: browser.driver.find_element(By.LINK_TEXT, name), 'the blueprint')
    browser.leave_by(name)
    browser.leave_by('Create environment')
    browser.wait(lambda: name in browser.values(), 'the proposed name')
    browser.leave_by('Create environment')
    browser.see('1 undeployed change')
    browser.see('docker host')
    assert [item.name for item in environments.list_all(request)].count(name) == 1


def test_a_blueprint_is_composed_with_the_forms(alice, browser, name):
    """From nothing: an application and the one that it needs, edited, duplicated, removed; secrets stay out."""
    request = request_of(alice)
    made = blueprints.create(request, name=name, components=[])
    browser.log_in('alice')
    browser.open(f'/app-catalog/blueprints/{made.id}/')
    browser.leave_by('Find one in the catalog')
    browser.see('Back to the blueprint')
    browser.leave_by('Add: Container Web Server')
    browser.leave_by('New: Host')
    browser.see('because it is needed by')
    browser.click('Next')
    browser.fill('Application name', 'docker_host')
    browser.click('Next')
    browser.see('both are added to the blueprint together')
    browser.leave_by('Add and go on')
    browser.see('to be added together')
    assert not blueprints.get(request, made.id).components
    browser.click('Next')
    browser.fill('Application name', 'web')
    browser.click('Next')
    browser.see('Added together with this application')
    browser.leave_by('Add to the blueprint')
    browser.see('was added to the blueprint')
    assert named(request, made) == ['docker_host', 'web']
    browser.leave_by('Edit: web')
    browser.fill('Port', '8099')
    browser.click('Review')
    browser.see('8080')
    browser.leave_by('Save in the blueprint')
    browser.see('was changed in the blueprint')
    browser.click('More actions: web')
    browser.click('Duplicate')
    browser.wait(lambda: 'web (2)' in browser.values(), 'the proposed name')
    browser.leave_by('Duplicate', inside='dialog')
    browser.see('was duplicated')
    assert named(request, made) == ['docker_host', 'web', 'web (2)']
    browser.click('Remove: web (2)')
    browser.wait(lambda: browser.count('dialog form'), 'the question')
    browser.leave_by('Remove', inside='dialog')
    browser.see('was removed from the blueprint')
    host, web = sorted(blueprints.get(request, made.id).components, key=component_name)
    assert web['port'] == 8099 and web['host'] == host['?']['id']


def named(request, blueprint):
    return sorted(map(component_name, blueprints.get(request, blueprint.id).components))
