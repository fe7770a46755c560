"""The day after: what was changed between two deployments is seen, and set back."""

import pytest

from murano_panel.api import deployments, environments
from tests.support.real import component, deploy, deploy_changed, request_of, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def site():
    """A site behind a balancer, with the registry that its images come from."""
    hosts = component('ContainerHost', label='web host'), component('ContainerHost', label='registry host')
    ids = [host['?']['id'] for host in hosts]
    server = component('ContainerWebServer', label='web', host=ids[0], port=8080)
    registry = component('ImageRegistry', label='registry', host=ids[1])
    parts = {'server': server['?']['id'], 'registry': registry['?']['id']}
    front = component('LoadBalancedSite', label='shop front', domain='www.example.org', **parts)
    return [*hosts, server, registry, front]


def running(environment):
    """What the applications have given out, by the names of components."""
    return {item['?']['name']: (item.get('address'), item.get('containers')) for item in environment.components}


def test_a_bad_change_is_found_and_set_back(alice, environment, browser):
    request, parts = request_of(alice), site()
    server = parts[2]['?']['id']
    deploy(request, environment.id, *parts)
    before = wait_for_end(request, environment.id)
    # By another tool, of what it had left to its default at first.
    deploy_changed(request, environment.id, server, port=9090, image='nginx:broken')
    second, first = [item.id for item in deployments.list_for(request, environment.id)]

    browser.log_in('alice')
    browser.open(f'/app-catalog/deployments/?environment={environment.id}')
    compare = browser.driver.find_element('css selector', '[data-murano-chosen] button')
    assert not compare.is_enabled()
    for own_id in (first, second):
        browser.driver.find_element('css selector', f'[value="{environment.id}/{own_id}"]').click()
    browser.wait(compare.is_enabled, 'the button')
    browser.leave_by('Compare')
    browser.see('#1 Deployment')
    assert browser.driver.current_url.endswith(f'/compare/?from={first}&to={second}')
    changed = browser.part('[aria-labelledby="murano-compare-changes"] .murano-changes')
    assert '9090' in changed and 'nginx:broken' in changed and 'registry' not in changed
    assert 'Pulling image nginx:broken' in browser.part('[aria-labelledby="murano-compare-log"]')

    browser.leave_by('#1 Deployment')
    browser.leave_by('Restore…')
    browser.see('Changes against what is deployed now')
    browser.leave_by('Put into a draft')
    browser.see('Deployment #1 is in your draft')
    browser.leave_by('Deploy')
    browser.see('Deployment finished')
    now = environments.get(request, environment.id)
    [web] = [item for item in now.components if item['?']['id'] == server]
    assert (web['port'], web['image']) == (8080, 'nginx:1.27')
    assert {name: found[0] for name, found in running(now).items()} == {
        name: found[0] for name, found in running(before).items()
    }
    browser.open(f'/app-catalog/environments/{environment.id}/compare/?from={first}&to=now')
    browser.see('Nothing is set otherwise.')
