"""The history of a project: what is still to be read comes, and what runs becomes final, by themselves."""

import pytest

from murano_panel.api import client
from tests.support.real import component, deploy, request_of, slow, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
STAYS = 'window.murano_test_stays = true'
# With its deployment more than are read before the page is shown.
ACTIONS = 25


def test_a_row_that_runs_becomes_final(alice, environment, browser):
    browser.log_in('alice')
    deploy(request_of(alice), environment.id, slow(steps=20))
    browser.open(f'/app-catalog/deployments/?environment={environment.id}')
    browser.driver.execute_script(STAYS)
    row = 'tr[data-murano-id]'
    browser.wait(lambda: 'Step ' in browser.part(row), 'the newest line')
    browser.wait(lambda: 'Succeeded' in browser.part(row), 'the end')
    assert browser.driver.execute_script('return window.murano_test_stays') is True


def test_what_is_still_to_be_read_comes_by_itself_or_without_scripts(alice, environment, browser):
    request = request_of(alice)
    deploy(request, environment.id, component('ActionsApp'))
    [app] = wait_for_end(request, environment.id).components
    ping = next(key for key, action in app['?']['_actions'].items() if action['name'] == 'ping')
    for _ in range(ACTIONS):
        client.murano(request).actions.call(environment.id, ping)
        wait_for_end(request, environment.id)
    browser.log_in('alice')
    browser.without_scripts(True)
    browser.open(f'/app-catalog/deployments/?environment={environment.id}')
    browser.see(f'{ACTIONS + 1} deployments')
    client.murano(request).actions.call(environment.id, ping)
    wait_for_end(request, environment.id)
    browser.without_scripts(False)
    browser.open(f'/app-catalog/deployments/?environment={environment.id}')
    browser.see(f'{ACTIONS + 2} deployments')
    assert browser.count('tr[data-murano-id]') == 25 and f'#{ACTIONS + 2} Action' in browser.text()
