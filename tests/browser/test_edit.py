"""Editing with scripts: what was typed in any step is in the review."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


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
    browser.see('What changes in the component')
    assert 'small' in browser.text() and 'medium' in browser.text()
    browser.leave_by('Save in draft')
    browser.see('are in your draft')
    browser.see('medium')
