"""Finding an application, what it needs, and where it goes, with many environments."""

import contextlib
import uuid

import pytest

from murano_panel.api import environments
from tests.browser.forms import STEP, at_step
from tests.support.real import request_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
OPENED = 'return document.activeElement.closest(".murano-targets") !== null'


@pytest.fixture()
def many(alice, browser):
    """Names of ten environments."""
    request, mark = request_of(alice), uuid.uuid4().hex[:6]
    made = [environments.create(request, name=f'many {mark} {letter}') for letter in 'abcdefghij']
    yield [each.name for each in made]
    browser.leave()
    for each in made:
        with contextlib.suppress(Exception):
            environments.delete(request, each.id)


def test_where_it_goes_is_found_among_many(browser, many):
    browser.log_in('alice')
    browser.open('/app-catalog/catalog/?q=ContainerHost')
    browser.click('Add to an environment: Container Host')
    browser.see('A new environment…')
    browser.see(many[3])
    browser.wait(lambda: browser.driver.execute_script(OPENED), 'the focus in the menu')
    search = browser.driver.switch_to.active_element
    search.send_keys(many[3])
    browser.see_no(many[4])
    search.send_keys('\n')
    browser.see(f'To the environment {many[3]}')


def test_what_an_application_needs_is_named(browser):
    browser.log_in('alice')
    browser.open('/app-catalog/catalog/')
    browser.leave_by('Container Web Server')
    browser.see('Another application: Container Host')
    browser.leave_by('Container Host', inside='.murano-requirements')
    browser.see('A host for containers')


def test_a_name_outlives_the_login(browser, environment):
    browser.log_in('alice')
    browser.open('/app-catalog/catalog/?q=ContainerHost')
    browser.click('Add to an environment: Container Host')
    browser.leave_by('A new environment…')
    browser.fill('Name', environment.name)
    login = browser.driver.get_cookie('sessionid')
    # An answer that is still on its way would bring the login back.
    browser.driver.execute_script('window.stop()')
    browser.driver.delete_cookie('sessionid')
    browser.click('Continue')
    browser.see('Your login has ended.')
    assert environment.name in browser.values()
    browser.driver.add_cookie(login)
    browser.click('Continue')
    # The form that comes instead still does what the first one did.
    browser.see('Another environment of this project has this name.')
    browser.field(environment.name).click()
    browser.fill('Name', 'another')
    assert browser.driver.find_element('id', 'environment-new').is_selected()
    # The refused request.
    browser.problems()


def test_from_an_application_to_a_running_environment(alice, browser, many):
    request, name = request_of(alice), f'begun {uuid.uuid4().hex[:6]}'

    def made():
        return [item.id for item in environments.list_all(request) if item.name == name]

    browser.log_in('alice')
    browser.open('/app-catalog/catalog/')
    browser.click('Add to an environment: Container Web Server')
    browser.see(many[3])
    browser.leave_by('A new environment…')
    proposed = browser.driver.switch_to.active_element
    assert proposed.get_attribute('name') == 'name' and 'Container Web Server' in proposed.get_attribute('value')
    browser.fill('Find an environment', many[2])
    browser.see_no(many[4])
    assert many[2] in browser.text()
    browser.fill('Name', name)
    browser.leave_by('Continue')
    browser.see(f'To the new environment {name}')
    browser.leave_by('New: Host')
    browser.fill('Seconds per step', '0')
    browser.click('Next', inside=STEP)
    browser.click('Next', inside=STEP)
    browser.leave_by('Add and go on')
    browser.see('is kept, to be added together')
    browser.fill('Seconds per step', '0')
    browser.click('Next', inside=STEP)
    browser.click('Next', inside=STEP)
    at_step(browser, 'Review')
    # Who leaves the form here leaves nothing behind.
    assert made() == []
    browser.fill('Name', many[0])
    browser.click('Create environment')
    browser.see('Another environment of this project has this name.')
    browser.fill('Name', name)
    try:
        browser.leave_by('Create environment')
        browser.see('was made, with all this in your draft of it')
        browser.leave_by('Deploy')
        browser.see('Deployment finished')
        assert len(made()) == 1
    finally:
        browser.leave()
        for environment_id in made():
            environments.delete(request, environment_id)
