"""From a draft to a blueprint, and from that to another environment."""

import uuid

import pytest
from selenium.webdriver.common.by import By

from murano_panel.api import blueprints, environments
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
