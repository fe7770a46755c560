"""A log of some hundred lines: searched, filtered, linked, and read by those who use other means."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from murano_panel.api import deployments
from tests.browser.test_deployment_page import COUNT, SEARCH, path  # noqa: F401  fixture
from tests.support.real import component, request_of, slow, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
HITS = '[data-murano-log-hits]'
MARKED = "return Array.from(CSS.highlights.get('murano-hits') || [], range => range.toString())"
# The whole line is within the box.
IN_VIEW = """
    const row = document.getElementById(arguments[0]), box = document.querySelector('[data-murano-log-box]');
    if (!row) { return false; }
    const place = row.getBoundingClientRect(), frame = box.getBoundingClientRect();
    return place.top >= frame.top && place.bottom <= frame.bottom;
"""
# As the browser's own search.
FIND = 'getSelection().removeAllRanges(); return window.find(arguments[0], true, false, true)'


@pytest.fixture()
def long(path, alice, environment):  # noqa: F811
    """The address of the page of 300 steps and a component with an error; and its reports."""
    address = path(
        {**slow(steps=300), 'pace': 0},
        component('SoftErrorApp', label='Monitoring', message='no answer of http://a.test/x.'),
    )
    wait_for_end(request_of(alice), environment.id)
    reports = deployments.reports(request_of(alice), environment.id, address.split('/')[-2])
    return address, reports


def id_of(reports, text):
    return 'line-' + next(report.id for report in reports if report.text == text)


def test_a_long_log(browser, long):
    address, reports = long
    driver = browser.driver
    browser.log_in('alice')
    browser.open(address)
    browser.see('What went wrong')
    assert browser.count('.murano-line') == 100

    # Searching fetches the lines that the page came without: 1, 10 to 19, 100 to 199.
    search = driver.find_element(By.CSS_SELECTOR, SEARCH)
    search.send_keys('step 1')
    browser.wait(lambda: browser.part(HITS).endswith(' of 111'), 'all hits')
    browser.wait(lambda: browser.count('.murano-line') == len(reports), 'all lines')
    browser.wait(lambda: 'Step 1' in driver.execute_script(MARKED), 'marks')
    assert 'words=step+1&context=1' in driver.current_url
    first, hits = id_of(reports, 'Step 1/300'), browser.part(HITS)
    search.send_keys(Keys.ENTER)
    browser.wait(lambda: browser.part(HITS) != hits, 'another hit')
    search.send_keys(Keys.SHIFT, Keys.ENTER)
    browser.wait(lambda: browser.part(HITS) == hits, 'the hit before')
    while browser.part(HITS) != '1 of 111':
        driver.find_element(By.CSS_SELECTOR, '[data-murano-log-next]').click()
    browser.wait(lambda: driver.execute_script(IN_VIEW, first), 'the first hit')

    # Whoever does without our search finds and reads all lines, too.
    assert driver.execute_script(FIND, 'Step 299/300') and driver.execute_script(FIND, 'Step 2/300')
    tree = driver.execute_cdp_cmd('Accessibility.getFullAXTree', {})['nodes']
    assert sum(
        'Step ' in node.get('name', {}).get('value', '') for node in tree if node['role']['value'] == 'StaticText'
    )

    driver.find_element(By.CSS_SELECTOR, '[data-murano-log-only]').click()
    browser.wait(lambda: browser.part(COUNT).startswith('111 of '), 'the lines that match')
    search.clear()
    search.send_keys(' ', Keys.BACKSPACE)
    browser.click('Log: Monitoring', inside='[data-murano-components]')
    browser.wait(lambda: browser.part(COUNT).startswith('4 of '), 'the lines of the component')
    driver.refresh()
    browser.wait(lambda: browser.part(COUNT).startswith('4 of '), 'the same lines')

    # Words are found across the ends of links.
    driver.find_element(By.CSS_SELECTOR, SEARCH).send_keys('answer of http')
    browser.wait(lambda: driver.execute_script(MARKED) == ['answer of http'], 'a mark')

    # A line that the page comes without, and an address that knows the line alone; a slow machine makes it later.
    driver.execute_cdp_cmd('Emulation.setCPUThrottlingRate', {'rate': 10})
    for place in (f'?at={first.removeprefix("line-")}#{first}', f'#{first}'):
        browser.leave()
        browser.open(address + place)
        browser.wait(lambda: driver.execute_script(IN_VIEW, first), 'the line of the address')
        browser.wait(lambda: browser.count('.murano-line') == len(reports), 'all lines')
        browser.wait(lambda: driver.execute_script(IN_VIEW, first), 'the line, among all')
        assert 'murano-line--linked' in driver.find_element(By.ID, first).get_attribute('class')
    driver.execute_cdp_cmd('Emulation.setCPUThrottlingRate', {'rate': 1})

    browser.without_scripts(True)
    browser.open(f'{address}?level=error')
    assert browser.count('.murano-line') == 1
    browser.open(f'{address}?at={first.removeprefix("line-")}#{first}')
    assert driver.find_element(By.ID, first).is_displayed() and browser.count('.murano-line') == 200
    browser.without_scripts(False)
