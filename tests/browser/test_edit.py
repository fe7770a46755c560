"""Editing with scripts: what was typed in any step is in the review."""

import pytest

from tests.browser.forms import STEP, answer, at_step, next_step, open_review, reviewed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def test_a_change_reaches_the_draft_from_whichever_step(browser, environment):
    browser.log_in('alice')
    browser.open(f'/app-catalog/environments/{environment.id}/')
    browser.leave_by('Add application')
    browser.leave_by('Add: Container Host')
    browser.click('Next')
    browser.click('Next')
    browser.leave_by('Add to draft')

    browser.leave_by('Edit: ')
    browser.click('2 Name (done)')
    browser.see('Step 2 of 3')
    browser.click('1 Host (done)')
    browser.choose('Size', '2 CPUs')
    browser.fill('Seconds per step', '99')
    browser.click('2 Name (done)')
    browser.click('3 Review')
    browser.see('Please correct this step')
    browser.fill('Seconds per step', '0')
    browser.click('Next')
    browser.click('3 Review')
    browser.see('Your changes')
    assert '1 CPU, 2 GB' in browser.text() and '2 CPUs, 4 GB' in browser.text()
    browser.leave_by('Save in draft')
    browser.see('are in your draft')
    open_review(browser)
    browser.see('2 CPUs, 4 GB')


def test_one_change_is_reviewed_from_where_it_was_typed(browser, environment):
    browser.log_in('alice')
    browser.open(f'/app-catalog/environments/{environment.id}/')
    browser.leave_by('Add application')
    browser.leave_by('Add: Container Host')
    browser.see('Step 1 of 3')
    assert not browser.driver.find_element('css selector', '[data-murano-to-review]').is_displayed()
    next_step(browser, 'Name')
    next_step(browser, 'Review')
    browser.leave_by('Add to draft')

    browser.leave_by('Edit: ')
    browser.fill('Seconds per step', '99')
    browser.click('Review', inside=STEP)
    browser.see('Please correct this step')
    browser.fill('Seconds per step', '0')
    browser.click('Next')
    at_step(browser, 'Name')
    browser.driver.back()
    browser.see('Step 1 of 3')
    browser.fill('Seconds per step', '7')
    browser.click('Review', inside=STEP)
    at_step(browser, 'Review')
    browser.see('Your changes')
    browser.leave_by('Save in draft')
    browser.see('are in your draft')


def test_two_pages_of_one_component(browser, environment):
    browser.log_in('alice')
    browser.open(f'/app-catalog/environments/{environment.id}/')
    browser.leave_by('Add application')
    browser.leave_by('Add: Container Host')
    next_step(browser, 'Name')
    next_step(browser, 'Review')
    browser.leave_by('Add to draft')
    browser.leave_by('Edit: ')
    older = browser.driver.current_window_handle
    browser.see('Step 1 of 3')
    address = browser.driver.current_url

    browser.driver.switch_to.new_window('tab')
    browser.driver.get(address)
    browser.fill('Seconds per step', '9')
    next_step(browser, 'Name')
    next_step(browser, 'Review')
    browser.leave_by('Save in draft')
    browser.driver.close()

    browser.driver.switch_to.window(older)
    browser.choose('Size', '2 CPUs')
    browser.click('2 Name (done)')
    browser.see('changed meanwhile')
    browser.fill('Application name', 'big-one')
    next_step(browser, 'Review')
    assert set(reviewed(browser)) == {'Size', 'Application name'}
    browser.click('1 Host (done)')
    browser.see('Step 1 of 3')
    assert answer(browser, 'Seconds per step') == '9' and answer(browser, 'Size').startswith('2 CPUs')
