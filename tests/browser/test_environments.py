"""The list of environments and the overview, as Alice works with them while others do, too."""

import uuid

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from murano_panel.api import environments
from tests.support.real import component, deploy, request_of, slow

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
LIST = '/app-catalog/environments/'


def row(name):
    return f'tr[data-murano-name="{name}"]'


def shown(browser):
    rows = browser.driver.find_elements(By.CSS_SELECTOR, 'tr[data-murano-id]')
    return [each.get_attribute('data-murano-name') for each in rows if each.is_displayed()]


@pytest.fixture()
def three(alice, browser):
    """Three empty environments whose names begin alike, and the beginning."""
    request, common = request_of(alice), f'list {uuid.uuid4().hex[:6]}'
    made = [
        environments.create(request, name=f'{common} {word}', networks={'environment': None, 'flat': None})
        for word in ('one', 'two', 'three')
    ]
    yield common
    browser.leave()
    there = {each.id for each in environments.list_all(request)}
    for each in made:
        if each.id in there:
            environments.abandon(request, each.id)


def test_found_renamed_and_deleted(three, browser):
    browser.log_in('alice')
    browser.open(LIST)
    browser.fill('Filter by name', three)
    browser.wait(lambda: len(shown(browser)) == 3, 'only those that match')
    assert f'q={three}'.replace(' ', '+') in browser.driver.current_url

    browser.driver.find_element(By.CSS_SELECTOR, f'{row(three + " one")} summary').click()
    browser.click('Rename', inside=row(f'{three} one'))
    browser.fill('Name', f'{three} first')
    browser.leave_by('Rename', inside='dialog')
    browser.wait(lambda: len(shown(browser)) == 3 and f'{three} first' in shown(browser), 'the list as it was')

    for word in ('first', 'two'):
        browser.driver.find_element(By.CSS_SELECTOR, f'{row(f"{three} {word}")} [data-murano-select]').click()
    browser.leave_by('Delete selected…')
    browser.see(f'{three} first')
    browser.leave_by('Delete', inside='.murano')
    browser.open(LIST)
    browser.wait(lambda: [each for each in shown(browser) if three in each] == [f'{three} three'], 'one is left')


def test_a_name_that_is_taken_keeps_what_was_typed(three, browser):
    browser.log_in('alice')
    browser.open(LIST)
    browser.click('Create environment')
    browser.fill('Name', f'{three} one')
    browser.click('Create environment', inside='dialog')
    browser.see('Another environment of this project has this name.')
    assert browser.field('Name').get_attribute('value') == f'{three} one'


def test_the_overview_follows_a_deployment_and_tells_why_it_failed(alice, environment, browser):
    browser.log_in('alice')
    deploy(request_of(alice), environment.id, slow(steps=20), component('FailingApp'))
    browser.open('/app-catalog/')
    browser.wait(lambda: environment.name in browser.part('[aria-labelledby=murano-running]'), 'it runs')
    browser.wait(lambda: 'murano-news' in browser.part_html('[aria-labelledby=murano-running]'), 'its newest line')
    browser.wait(lambda: environment.name in browser.part('[aria-labelledby=murano-failed]'), 'it has failed')
    assert 'no host has room' in browser.part('[aria-labelledby=murano-failed]')
    voice = browser.driver.find_element(By.CSS_SELECTOR, '[data-murano-voice]').get_attribute('textContent')
    assert f'{environment.name}: Deployment failed' in voice


def test_a_dialog_keeps_the_keyboard_and_gives_it_back(environment, browser):
    browser.log_in('alice')
    browser.open(f'{LIST}{environment.id}/')
    browser.click('Rename')
    browser.wait(lambda: browser.count('dialog') == 1, 'the dialog')
    focused = lambda: browser.driver.switch_to.active_element  # noqa: E731  short, and read where it is used
    browser.wait(lambda: focused().get_attribute('name') == 'name', 'the cursor in its field')
    for _press in range(8):
        focused().send_keys(Keys.TAB)
        inside = 'return !document.activeElement.closest("#sidebar, .topbar, .murano-header, .murano")'
        assert browser.driver.execute_script(inside)
    browser.driver.find_element(By.NAME, 'name').send_keys(Keys.ESCAPE)
    browser.wait(lambda: browser.count('dialog') == 0, 'no dialog')
    browser.wait(lambda: focused().text == 'Rename', 'the focus where it was')


def test_a_dialog_that_murano_does_not_answer_keeps_what_was_typed(environment, browser):
    browser.log_in('alice')
    browser.open(f'{LIST}{environment.id}/')
    browser.click('Rename')
    browser.fill('Name', 'typed for nothing')
    browser.driver.execute_cdp_cmd('Network.enable', {})
    browser.driver.execute_cdp_cmd(
        'Network.emulateNetworkConditions',
        {'offline': True, 'latency': 0, 'downloadThroughput': 0, 'uploadThroughput': 0},
    )
    browser.click('Rename', inside='dialog')
    browser.see('It is not known whether this was done.')
    assert browser.field('Name').get_attribute('value') == 'typed for nothing'
    browser.driver.execute_cdp_cmd(
        'Network.emulateNetworkConditions',
        {'offline': False, 'latency': 0, 'downloadThroughput': -1, 'uploadThroughput': -1},
    )
    browser.problems()
    browser.leave_by('Rename', inside='dialog')
    browser.see('The environment is now called "typed for nothing".')
