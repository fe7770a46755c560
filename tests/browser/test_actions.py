"""Actions on the real Murano: arguments checked and kept, a list that grows, a file, and a failure explained."""

import pytest
from selenium.webdriver.common.by import By

from tests.support.real import component, deploy, request_of, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_actions_from_the_menu_to_their_results(alice, environment, browser):
    request = request_of(alice)
    deploy(request, environment.id, component('ActionsApp', label='Notes'))
    wait_for_end(request, environment.id)
    page = f'/app-catalog/environments/{environment.id}/'
    browser.log_in('alice')
    with_arguments(browser, page)
    a_file(browser, page)
    one_that_fails(browser, page)


def with_arguments(browser, page):
    browser.open(page)
    browser.click('Actions: Notes')
    browser.leave_by('Leave a note')
    browser.fill('How often', '99')
    browser.leave_by('Add another: Tags')
    browser.leave_by('Run')
    browser.see('Ensure this value is less than or equal to 10.')
    browser.fill('Text', 'remember')
    browser.fill('How often', '2')
    browser.fill('Tags 1', 'home')
    browser.leave_by('Run')
    browser.see('Action "Leave a note" succeeded')
    browser.see('remember remember')
    # Once more, with the same arguments.
    browser.leave_by('Run again…')
    fields = browser.driver.find_elements(By.CSS_SELECTOR, '.murano-run-action input.form-control')
    assert [field.get_attribute('value') for field in fields] == ['remember', '2', 'home']


def a_file(browser, page):
    browser.open(page)
    browser.leave_by('Notes')
    browser.see('Text: remember')
    browser.leave_by('Run: Export the log')
    browser.leave_by('Run')
    browser.see('Download actions.log')


def one_that_fails(browser, page):
    browser.open(page)
    browser.leave_by('Notes')
    browser.leave_by('Run: Break down')
    browser.leave_by('Run')
    browser.see('Action "Break down" failed')
    browser.see('the action was asked to fail')
    browser.see('Murano now calls the whole environment failed')
