"""A draft that another deployment made void: the browser has kept its changes, and they can be applied again."""

import pytest

from tests.browser.scenes import choose_values, conflicting_draft
from tests.support.real import component, deploy, request_of, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_what_the_tab_has_kept_is_told_and_applied_again(alice, environment, browser):
    request, page = request_of(alice), f'/app-catalog/environments/{environment.id}/'
    deploy(request, environment.id, component('ContainerHost', label='the big host'))
    wait_for_end(request, environment.id)
    browser.log_in('alice')
    browser.open(page)
    browser.leave_by('Remove', inside='.murano-table')
    browser.see('1 undeployed change')
    words = browser.part('.murano-draft__lines li').split()[:4]
    assert words == ['removed', 'the', 'big', 'host']

    deploy(request, environment.id, component('ContainerHost', label='another'))
    wait_for_end(request, environment.id)
    browser.open(page)
    browser.see('Your draft can no longer be deployed')
    # The page of the draft and what the script makes of the kept copy say the same, sign included.
    assert browser.part('[data-murano-kept-list] li').split() == words
    assert browser.count('[data-murano-kept-list] .fa-minus') == 1

    browser.leave_by('Re-apply…')
    assert browser.part('.murano-changes li').split()[:4] == words
    browser.leave_by('Put into a new draft')
    browser.see('1 undeployed change')
    browser.see_no('Your draft can no longer be deployed')


def test_what_somebody_else_has_changed_too_is_chosen_secrets_included(alice, environment, browser):
    browser.log_in('alice')
    conflicting_draft(browser, request_of(alice), environment.id)
    assert 's3cret' not in browser.driver.execute_script('return JSON.stringify(sessionStorage)')
    browser.leave_by('Re-apply…')
    browser.see('Somebody else has changed this secret meanwhile, too.')
    choose_values(browser, title='theirs', adminPassword='mine')
    assert not browser.count('.murano-changes li')
    browser.leave_by('Put into a new draft')
    browser.see('Needed; type all of them again.')
    browser.fill('the shop: Admin password', 'My-0wn-s3cret')
    browser.leave_by('Put into a new draft')
    browser.see('1 undeployed change')
    assert browser.part('.murano-draft__lines').count('••••••') == 2
