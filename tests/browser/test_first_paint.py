"""What a page shows before its scripts have started is what it shows then; and what it shows without them."""

import pytest
from selenium.webdriver.common.by import By

pytestmark = pytest.mark.browser

MOVED = """
const done = arguments[0];
new PerformanceObserver(function (list) {
  done(list.getEntries().map(function (entry) { return entry.value; }).reduce(function (a, b) { return a + b; }, 0));
}).observe({type: 'layout-shift', buffered: true});
requestAnimationFrame(function () { setTimeout(function () { done(0); }, 500); });
"""


@pytest.fixture()
def addresses(environment):
    return ['/app-catalog/environments/', f'/app-catalog/environments/{environment.id}/', '/app-catalog/catalog/']


def test_nothing_moves_when_scripts_start(browser, addresses):
    browser.log_in('alice')
    for address in addresses:
        browser.open(address)
        browser.wait(lambda: browser.driver.execute_script('return document.readyState') == 'complete', 'the page')
        assert browser.driver.execute_async_script(MOVED) < 0.01, address


def test_without_scripts_all_parts_are_there_and_what_needs_scripts_is_not(browser, addresses):
    browser.log_in('alice')
    browser.without_scripts(True)
    everything = ''
    for address in addresses:
        browser.open(address)
        everything += browser.text()
        needing = browser.driver.find_elements(By.CSS_SELECTOR, '[data-murano-with-script]')
        assert [element.get_attribute('outerHTML') for element in needing if element.is_displayed()] == []
    for words in ('Filter', 'Search', 'Components', 'Latest deployments', 'Details'):
        assert words in everything
