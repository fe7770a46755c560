"""An environment leaves as a file, and comes back as another one."""

import uuid

import pytest
from selenium.webdriver.common.by import By

from murano_panel.api import environments
from tests.support.real import abandon_named, component, deploy, request_of, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

LACKING = """
  cache:
    $class: org.example.Cache
    $package: org.example.Cache
    flavor: m1.enormous
"""


@pytest.fixture()
def copy(alice, browser):
    """What the other environment is called; it goes at the end."""
    name = f'copy {uuid.uuid4().hex}'
    yield name
    browser.leave()
    abandon_named(request_of(alice), name)


def test_carried_to_another_environment(alice, environment, browser, copy):
    request = request_of(alice)
    host = component('ContainerHost', label='docker host', size='small')
    server = component('ContainerWebServer', label='web', host=host['?']['id'], port=8080)
    deploy(request, environment.id, host, server)
    wait_for_end(request, environment.id)
    browser.log_in('alice')
    browser.open(f'/app-catalog/environments/{environment.id}/')
    browser.click('More actions')
    browser.leave_by('Export as a file')
    browser.see('format: murano-environment')
    text = browser.part('#murano-file')
    assert host['?']['id'] not in text and '$ref: docker-host' in text

    browser.open('/app-catalog/environments/import/')
    browser.choose('Into', 'A new environment')
    paste(browser, text.replace('port: 8080', 'port: yes'))
    browser.leave_by('Check and show')
    browser.see('This cannot be imported yet')
    browser.see('put quotes around')
    paste(browser, text.replace('port: 8080', 'port: 9090') + LACKING)
    browser.leave_by('Check and show')
    browser.see('What is in the file')
    assert 'no package in the catalog has it' in browser.part('[aria-labelledby="murano-file-packages"]')
    changes = browser.part('[aria-labelledby="murano-file-changes"]')
    assert '3 added' in changes and '9090' in changes
    browser.leave_by('Choose another file')
    paste(browser, text.replace('port: 8080', 'port: 9090'))
    browser.leave_by('Check and show')
    browser.see('What is in the file')
    browser.fill('Name', copy)
    browser.leave_by('Create environment')
    browser.see('2 undeployed changes')
    browser.see('docker host')
    assert [item.name for item in environments.list_all(request)].count(copy) == 1


def paste(browser, text):
    """As from the clipboard: typed key by key it takes long, and the page may help while one types."""
    browser.wait(lambda: browser.count('#id_text'), 'the field for a text')
    field = browser.driver.find_element(By.ID, 'id_text')
    browser.driver.execute_script('arguments[0].value = arguments[1]', field, text)
