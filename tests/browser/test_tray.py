"""What runs is shown on every page, asked for by one tab of a browser, and its end is told to who has watched it."""

import pytest

from murano_panel.api import deployments
from tests.support.real import deploy, request_of, slow

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
BOX = '[data-murano-tray-box] summary'
TOASTS = '[data-murano-toasts]'
ASKED = """
    return performance.getEntriesByType("resource").filter((entry) => entry.name.includes("/tray/")).length
"""


def test_one_tab_asks_for_all_and_tells_the_end_of_what_was_watched(alice, environment, browser):
    request, driver = request_of(alice), browser.driver
    browser.log_in('alice')
    deploy(request, environment.id, slow(steps=8))
    newest = deployments.list_for(request, environment.id)[0].id
    browser.open(f'/app-catalog/environments/{environment.id}/deployments/{newest}/')
    browser.wait(lambda: 'running' in browser.part(BOX), 'what runs')
    watching = driver.current_window_handle
    driver.switch_to.new_window('tab')
    try:
        browser.open('/app-catalog/catalog/')
        browser.wait(lambda: 'running' in browser.part(BOX) and driver.title.startswith('◌'), 'what runs, in both tabs')
        browser.wait(lambda: driver.execute_script(ASKED) > 0, 'that this tab asks')
        driver.switch_to.window(watching)
        asked = driver.execute_script(ASKED)
        driver.switch_to.window(driver.window_handles[-1])
        browser.wait(lambda: f'{environment.name}: Deployed' in browser.part(TOASTS), 'the end')
        assert driver.execute_script(ASKED) > 1
        driver.switch_to.window(watching)
        # Once more at most, for having been looked at meanwhile.
        assert driver.execute_script(ASKED) - asked in (0, 1)
        driver.switch_to.window(driver.window_handles[-1])
        browser.click('Close', inside=TOASTS)
        browser.wait(lambda: not browser.count('.murano-tray__toast'), 'that it is closed')
    finally:
        driver.close()
        driver.switch_to.window(watching)
