"""A component is renamed, noted upon and copied, from the menu of its page; all of it waits in the draft."""

import pytest
from selenium.webdriver.common.by import By

from tests.browser.forms import pair
from tests.support.real import component, deploy, request_of, wait_for_end

pytestmark = pytest.mark.browser

MORE = '.murano-menu--of-page'


def choose(browser, entry):
    browser.wait(lambda: not browser.count('dialog[open]'), 'no dialog')
    browser.driver.find_element(By.CSS_SELECTOR, f'{MORE} summary').click()
    browser.click(entry, inside=MORE)
    browser.wait(lambda: browser.count('dialog[open]') == 1, 'the dialog')


def test_a_component_is_renamed_noted_upon_and_copied(alice, environment, browser):
    app = component('ContainerHost', label='the host')
    deploy(request_of(alice), environment.id, app)
    wait_for_end(request_of(alice), environment.id)
    page = f'/app-catalog/environments/{environment.id}/'
    browser.log_in('alice')
    browser.open(f'{page}components/{app["?"]["id"]}/')

    choose(browser, 'Rename')
    browser.fill('Name', 'the front')
    browser.leave_by('Rename', inside='dialog')
    browser.see('is now called "the front" in your draft')

    choose(browser, 'Metadata')
    pair(browser, 1, 'murano_panel', 'mine')
    browser.click('Save in draft', inside='dialog')
    browser.see('This name is taken')
    pair(browser, 1, 'owner {$ 7*7 $}', 'mine')
    browser.click('Another line', inside='dialog')
    browser.wait(lambda: browser.count('dialog [data-murano-pair]') == 4, 'another line')
    pair(browser, 4, 'team', 'web')
    browser.leave_by('Save in draft', inside='dialog')
    browser.see('Metadata › owner {$ 7*7 $}')
    browser.see('Metadata › team')

    choose(browser, 'Metadata')
    browser.click('Remove 2', inside='dialog')
    browser.wait(lambda: browser.count('dialog [data-murano-pair]') == 3, 'a line less')
    browser.leave_by('Save in draft', inside='dialog')
    browser.see_no('Metadata › team')

    choose(browser, 'Duplicate')
    browser.leave_by('Duplicate', inside='dialog')
    browser.see('"the front (2)" is in your draft')
    browser.open(page)
    browser.see('2 undeployed changes')
    assert browser.problems() == []
