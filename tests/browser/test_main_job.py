"""What the product is for, as Alice does it."""

import uuid

import pytest
from selenium.webdriver.common.by import By

from murano_panel.api import deployments, environments
from tests.support.real import component, deploy, request_of, slow, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
STAYS = 'window.murano_test_stays = true'


def test_from_the_login_to_the_end_of_a_deployment(browser):
    name = f'web shop {uuid.uuid4().hex[:6]}'
    browser.log_in('alice')

    browser.leave_by('Environments')
    browser.click('Create environment')
    browser.fill('Name', name)
    browser.leave_by('Create environment', inside='dialog')
    browser.see(name)

    browser.leave_by('Add application')
    browser.leave_by('Add: Container Web Server')
    browser.leave_by('New: Host')
    browser.fill('Seconds per step', '0')
    browser.click('Next')
    browser.click('Next')
    browser.leave_by('Add and go on')
    browser.fill('Seconds per step', '3')
    browser.click('Next')
    browser.click('Next')
    browser.leave_by('Add to draft')
    browser.see('2 undeployed changes')

    browser.leave_by('Deploy')
    watch(browser, 'Serving at http://192.0.2.')
    browser.see('Deployment finished')

    browser.leave_by(name)
    browser.see_no('undeployed changes')
    browser.click('Delete')
    browser.see('This cannot be undone.')
    confirm = browser.driver.find_elements(By.CSS_SELECTOR, 'dialog input[type=text]')
    if confirm:
        confirm[-1].send_keys(name)
    browser.leave_by('Delete', inside='dialog')
    browser.open('/app-catalog/environments/')
    # That it is gone is said as well, with its name.
    browser.wait(lambda: name not in listed(browser), 'the list without it')


def listed(browser):
    rows = browser.driver.find_elements(By.CSS_SELECTOR, '[data-murano-list] tbody tr')
    return ' '.join(row.text for row in rows)


def watch(browser, last_line):
    """The log grows on the same page, without a reload, until the line is there."""
    browser.wait(lambda: '/deployments/' in browser.driver.current_url, 'the page of the deployment')
    browser.driver.execute_script(STAYS)
    before = browser.count('.murano-line')
    browser.see(last_line)
    assert browser.count('.murano-line') > before
    assert browser.driver.execute_script('return window.murano_test_stays') is True


def test_an_existing_host_can_be_chosen(alice, environment, browser):
    deploy(request_of(alice), environment.id, component('ContainerHost', label='the big host'))
    wait_for_end(request_of(alice), environment.id)
    browser.log_in('alice')
    browser.open(f'/app-catalog/environments/{environment.id}/')
    browser.leave_by('Add application')
    browser.leave_by('Add: Container Web Server')
    browser.choose('Host', 'the big host')
    browser.fill('Seconds per step', '0')
    browser.click('Next')
    browser.click('Next')
    browser.see('the big host')
    browser.leave_by('Add to draft')
    browser.see('1 undeployed change')
    browser.leave_by('Deploy')
    browser.see('Deployment finished')


def test_a_failure_shows_its_reason(alice, environment, browser):
    """As it happens, and on the page of the environment afterwards."""
    app = component('FailingApp', steps=20, failAt=20, message='no room for {$ 7*7 $}', pace=1)
    browser.log_in('alice')
    deploy(request_of(alice), environment.id, app)
    browser.open(f'/app-catalog/environments/{environment.id}/')
    browser.leave_by('Watch it')
    browser.see('no room for {$ 7*7 $}')
    browser.open('/app-catalog/deployments/')
    browser.leave_by(environment.name, inside='#content_body')
    browser.see('no room for {$ 7*7 $}')


def test_the_list_follows_a_deployment(alice, environment, browser):
    browser.log_in('alice')
    deploy(request_of(alice), environment.id, slow(steps=20))
    browser.open('/app-catalog/environments/')
    browser.driver.execute_script(STAYS)
    row = f'tr[data-murano-id="{environment.id}"]'
    browser.wait(lambda: 'Deploying' in browser.part(row), 'the row of a running deployment')
    browser.wait(lambda: 'Deployed' in browser.part(row), 'the row of an ended deployment')
    assert browser.driver.execute_script('return window.murano_test_stays') is True


def test_the_page_of_an_environment_follows_a_deployment_and_shows_its_result(alice, environment, browser):
    browser.log_in('alice')
    deploy(request_of(alice), environment.id, slow(steps=20))
    browser.open(f'/app-catalog/environments/{environment.id}/')
    browser.wait(lambda: browser.count('[data-murano-newest]:not([hidden])'), 'the newest line')
    browser.wait(lambda: 'Deployed' in browser.part('.murano-strip'), 'the page that shows itself anew')
    assert browser.count('[data-murano-running]') == 0


HOSTILE = ['{$ 7*7 $} {{ 7*7 }}', '</script><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'ü🐢 ' * 60]


@pytest.mark.parametrize('name', HOSTILE)
def test_hostile_names_are_shown_as_they_are(alice, environment, browser, name):
    name = name.strip()
    request = request_of(alice)
    environments.rename(request, environment.id, name)
    deploy(request, environment.id, component('FailingApp', label=name, steps=1, failAt=1, message=name))
    wait_for_end(request, environment.id)
    browser.log_in('alice')
    newest = deployments.list_for(request, environment.id)[0].id
    own = f'environments/{environment.id}/'
    for path in (
        '',
        'environments/',
        own,
        f'{own}rename/',
        f'{own}delete/',
        f'{own}deployments/{newest}/',
        'deployments/',
    ):
        browser.open(f'/app-catalog/{path}')
        shown = browser.text() + browser.values()
        assert name in ' '.join(shown.split()), path
        assert '49' not in browser.driver.title
