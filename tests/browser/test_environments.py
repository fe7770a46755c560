"""The list of environments and the overview, as Alice works with them while others do, too."""

import uuid

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from murano_panel.api import environments
from tests.support.real import component, deploy, request_of, slow, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
LIST = '/app-catalog/environments/'
BULK = '[data-murano-bulk]'


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
    browser.wait(lambda: f'q={three}'.replace(' ', '+') in browser.driver.current_url, 'the filter in the address')
    browser.wait(lambda: len(shown(browser)) == 3, 'only those that match')

    browser.click('More actions', inside=row(f'{three} one'))
    browser.click('Rename', inside=row(f'{three} one'))
    browser.fill('Name', f'{three} first')
    browser.leave_by('Rename', inside='dialog')
    browser.wait(lambda: len(shown(browser)) == 3 and f'{three} first' in shown(browser), 'the list as it was')

    for word in ('first', 'two'):
        assert not browser.driver.find_element(By.CSS_SELECTOR, BULK).is_enabled() or word == 'two'
        browser.driver.find_element(By.CSS_SELECTOR, f'{row(f"{three} {word}")} [data-murano-select]').click()
    browser.leave_by('Delete selected…')
    browser.see(f'{three} first')
    browser.leave_by('Delete', inside='.murano')
    browser.open(LIST)
    browser.wait(lambda: [each for each in shown(browser) if three in each] == [f'{three} three'], 'one is left')


def test_without_scripts(three, browser):
    """Found by text, turned round, selected, asked about."""
    browser.log_in('alice')
    browser.without_scripts(True)
    browser.open(f'{LIST}?sort=name&q={three}')
    assert shown(browser) == [f'{three} {word}' for word in ('one', 'three', 'two')]
    browser.leave_by('Name', inside='thead')
    assert shown(browser) == [f'{three} {word}' for word in ('two', 'three', 'one')]
    browser.fill('Filter by name', f'{three} t')
    browser.leave_by('Filter')
    assert shown(browser) == [f'{three} {word}' for word in ('two', 'three')]
    browser.click('More actions', inside=row(f'{three} two'))
    assert browser.part(f'{row(f"{three} two")} [open]').split() == ['Rename', 'Delete', 'Abandon']
    browser.driver.find_element(By.CSS_SELECTOR, f'{row(f"{three} two")} [data-murano-select]').click()
    browser.leave_by('Delete selected…')
    browser.see(f'{three} two')
    browser.without_scripts(False)


def test_rows_go_one_by_one_and_the_others_stay(alice, three, browser):
    """When the last of them that runs has ended, too."""
    request = request_of(alice)
    by_word = {each.name.rpartition(' ')[2]: each for each in environments.list_all(request) if three in each.name}
    deploy(request, by_word['one'].id, slow(steps=15))
    browser.log_in('alice')
    browser.open(f'{LIST}?q={three}')
    browser.wait(lambda: shown(browser)[0] == f'{three} one', 'what runs comes first')
    browser.driver.find_element(By.CSS_SELECTOR, f'{row(f"{three} three")} [data-murano-select]').click()
    environments.abandon(request, by_word['two'].id)
    browser.wait(lambda: len(shown(browser)) == 2, 'one is gone')
    browser.wait(lambda: 'Deployed' in browser.part(row(f'{three} one')), 'the other has ended')
    assert sorted(shown(browser)) == [f'{three} one', f'{three} three']
    assert browser.count(f'{row(f"{three} three")} :checked') == 1
    browser.see('2 of ')
    browser.see_no('No environment matches')


def test_when_the_last_one_goes_the_page_says_how_to_begin(login, browser):
    request = request_of(login('charlie'))
    if environments.list_all(request):
        pytest.skip('somebody works in the project of this test')
    last = environments.create(request, name='the last', networks={'environment': None, 'flat': None})
    deploy(request, last.id, slow(steps=60))
    browser.log_in('charlie')
    browser.open(LIST)
    browser.see('the last')
    environments.abandon(request, last.id)
    browser.see('No environments yet')
    browser.see_no('No environment matches')


def test_the_menu_of_a_row_by_keyboard(three, browser):
    browser.log_in('alice')
    browser.open(f'{LIST}?q={three}')
    focused = lambda: browser.driver.switch_to.active_element  # noqa: E731  short, and read where it is used
    for word in ('one', 'two'):
        browser.driver.find_element(By.CSS_SELECTOR, f'{row(f"{three} {word}")} summary').send_keys(Keys.ENTER)
        browser.wait(lambda: browser.count('details[open]') == 1, 'one menu is open')
    focused().send_keys(Keys.TAB)
    assert focused().text == 'Rename'
    focused().send_keys(Keys.ESCAPE)
    browser.wait(lambda: browser.count('details[open]') == 0, 'the menu is closed')
    assert focused().accessible_name == f'More actions: {three} two'


def test_the_reason_of_a_failure_comes_into_its_row(alice, environment, browser):
    request = request_of(alice)
    deploy(request, environment.id, component('FailingApp', steps=1, failAt=1, message='no room at all'))
    wait_for_end(request, environment.id)
    browser.log_in('alice')
    browser.open(LIST)
    browser.wait(lambda: 'no room at all' in browser.part(row(environment.name)), 'the reason')
    browser.leave_by('no room at all')
    browser.see('Why it failed')


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
    glance = f'#murano-glance-running-{environment.id}'
    browser.driver.execute_script('document.querySelector(arguments[0] + " > summary").click()', glance)
    browser.wait(lambda: 'murano-sketch__name' in browser.part_html(glance), 'what is in it')
    # It stays where it is while the cards around it are made anew.
    browser.driver.execute_script('document.querySelector("#murano-running").dataset.testOld = ""')
    browser.wait(lambda: browser.count('#murano-running[data-test-old]') == 0, 'fresh cards')
    assert browser.count(f'{glance}[open] .murano-sketch') == 1
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
