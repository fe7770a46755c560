"""Alice and Bob at one environment, at the same time, each in a browser of their own."""

import pytest

from murano_panel.api import environments
from tests.browser.scenes import choose_values
from tests.support.real import component, deploy, request_of, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def rename(browser, page, own, name):
    browser.open(f'{page}components/{own["?"]["id"]}/rename/')
    browser.fill('Name', name)
    browser.leave_by('Rename')
    browser.see(f'is now called "{name}"')


def test_who_deploys_second_loses_nothing(alice, environment, browser, second_browser):
    request, page = request_of(alice), f'/app-catalog/environments/{environment.id}/'
    shop, old, spare = (component('ContainerHost', label=label) for label in ('shop', 'old', 'spare'))
    deploy(request, environment.id, shop, old, spare)
    wait_for_end(request, environment.id)
    mine, theirs = browser, second_browser
    mine.log_in('alice')
    theirs.log_in('bob')

    # Alice renames two and removes the third. Bob renames one of them otherwise, removes one, and needs the third.
    rename(mine, page, shop, 'shop of Alice')
    rename(mine, page, spare, 'spare of Alice')
    mine.open(page)
    mine.leave_by('Remove: old')
    mine.see('3 undeployed changes')
    theirs.open(page)
    theirs.see('Somebody has an undeployed draft')
    theirs.leave_by('Remove: spare')
    rename(theirs, page, shop, 'shop of Bob')
    rename(theirs, page, old, 'still needed')

    # Her other tab changes something: what the first one has not shown is not deployed.
    mine.open(f'{page}review/')
    first = mine.driver.current_window_handle
    mine.driver.switch_to.new_window('tab')
    rename(mine, page, spare, 'spare 2')
    mine.driver.close()
    mine.driver.switch_to.window(first)
    mine.leave_by('Deploy')
    mine.see('it has changed since you saw it')
    mine.see('spare 2')

    # Bob is faster.
    theirs.open(f'{page}review/')
    theirs.leave_by('Deploy')
    theirs.see('Deployment')
    wait_for_end(request, environment.id)
    mine.leave_by('Deploy')
    mine.see('Your draft can no longer be deployed')
    mine.leave_by('Re-apply…')
    mine.see('Somebody has removed this component meanwhile')
    mine.see('Somebody has changed it meanwhile')
    mine.see('Somebody has deployed another value meanwhile')
    choose_values(mine, **{f'{shop["?"]["id"]}': 'mine', f'{spare["?"]["id"]}': 'mine', f'{old["?"]["id"]}': 'theirs'})
    mine.leave_by('Put into a new draft')
    mine.see('2 undeployed changes')
    mine.leave_by('Deploy')
    mine.see('Deployment')
    ended = wait_for_end(request, environment.id)
    names = {item['?']['id']: item['?']['name'] for item in ended.components}
    assert names == {
        shop['?']['id']: 'shop of Alice',
        old['?']['id']: 'still needed',
        spare['?']['id']: 'spare 2',
    }
    # Nobody has left anything behind.
    assert environments.get(request, environment.id).status == 'ready'
