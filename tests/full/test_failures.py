"""What goes wrong in a cloud: limits, services that are away, things deleted by hand."""

import pytest
from selenium.webdriver.common.by import By

from murano_panel.api import environments, errors
from murano_panel.api.cloud import CloudServices, stacks_of
from murano_panel.domain.state import advice
from murano_panel.environments.drift.comparing import compare
from tests.full.scenes import PATIENCE, app, cluster, delete, end, lines, reason, run, server
from tests.prepare import AXE
from tests.support import axe
from tests.support.real import deploy
from tests.support.waiting import until

pytestmark = [pytest.mark.full, pytest.mark.timeout(900)]


def test_a_flavor_that_fits_nowhere_finds_no_host(asking, environment, project):
    large = server('large', project.image(), flavor='m1.xlarge')
    assert run(asking, environment, app('Oversized', instances=[large])).status == 'deploy failure'
    assert 'No valid host was found' in reason(asking, environment)
    assert project.servers()['large']['status'] == 'ERROR'
    # What is left behind is named, the server that failed first.
    [stack] = stacks_of(asking, environment.id).items
    assert stack.is_bad and stack.resources[0].is_bad
    [left] = [item for item in stack.resources if item.type == 'OS::Nova::Server']
    assert (left.id, left.is_bad) == (project.servers()['large']['id'], True)
    # Murano does not push a template twice, so that the stack stays as it failed.
    assert run(asking, environment).status == 'deploy failure'
    assert advice.cause(reason(asking, environment)) == 'stack'


def test_what_does_not_exist_is_told_with_advice(asking, make_environment, project):
    """All at once: none of them gets as far as a server."""
    image = project.image()
    wrong = {
        'gone': [server('flavorless', image, flavor='m9.none'), server('imageless', 'no-such-image')],
        'key': [server('keyless', image, keyname='no-such-key')],
        'zone': [server('homeless', image, availabilityZone='no-such-zone')],
    }
    deployed = [(made, cause) for cause, servers in wrong.items() for each in servers for made in [make_environment()]]
    for (made, _cause), each in zip(deployed, [each for servers in wrong.values() for each in servers], strict=True):
        deploy(asking, made.id, app('Server', instance=each))
    told = {}
    for made, cause in deployed:
        assert end(asking, made).status == 'deploy failure'
        told[reason(asking, made)] = cause
    assert {text: advice.cause(text) for text in told} == told


def test_nova_goes_away_in_the_middle(asking, environment, project, stop):
    deploy(asking, environment.id, cluster(project.image(), workers=1))
    until(lambda: [line for line in lines(asking, environment) if 'Asking for' in line.text], 'the first node reports')
    stop('nova')
    assert end(asking, environment).status == 'deploy failure'
    assert 'Unable to establish connection' in reason(asking, environment)
    stop.undo()

    def succeeds() -> bool:
        if run(asking, environment).status == 'ready':
            return True
        if advice.cause(reason(asking, environment)) == 'stack':
            project.delete_stack(project.stacks()[0])
        return False

    # Its API answers before its hosts have reported.
    until(succeeds, 'a deployment that succeeds with Nova again', seconds=PATIENCE)
    assert {found['status'] for found in project.servers().values()} == {'ACTIVE'}


def marked(browser):
    return browser.count('.murano-card__drift')


def test_a_server_deleted_by_hand_is_told_and_a_stack_is_made_again_or_done_without(
    asking, environment, project, browser
):
    run(asking, environment, app('Server', instance=server('phoenix', project.image())))
    first = project.servers()['phoenix']['id']
    assert not compare(asking, environments.get(asking, environment.id)).told
    project.delete_server('phoenix')
    told = compare(asking, environments.get(asking, environment.id))
    assert [(item.drift.kind, item.drift.thing.id) for item in told.told] == [('gone', first)] and not told.reasons
    [component] = environments.get(asking, environment.id).components
    page, driver = f'/app-catalog/environments/{environment.id}/', browser.driver
    browser.log_in('alice')
    browser.open(f'{page}components/{component["?"]["id"]}/')
    browser.see('The server "phoenix" is not in the cloud any more.')
    browser.wait(lambda: '⚠ Gone' in browser.part(f'[data-murano-server="{first}"]'), 'a mark beside the server')
    # As is said: for Heat it is still there.
    assert run(asking, environment).status == 'deploy failure'
    browser.open(f'{page}topology/')
    browser.wait(lambda: marked(browser) == 1, 'a marked card')
    card = driver.find_element(By.CSS_SELECTOR, '[data-murano-card] > a')
    driver.execute_script('arguments[0].focus()', card)
    browser.wait(lambda: 'is not in the cloud any more' in card.accessible_name, 'who hears the card is told')
    driver.find_element(By.CSS_SELECTOR, '.murano-topology__outline > summary').click()
    browser.wait(lambda: '⚠ Gone' in browser.part('[data-murano-listed]'), 'a mark in the list')
    if AXE.exists():
        wrong, _frame = axe.violations(driver)
        assert wrong == [], wrong
    project.delete_stack(project.stacks()[0])
    assert not project.servers()
    done = run(asking, environment)
    # Made anew, without the page being loaded anew.
    until(lambda: not marked(browser) and not browser.count('.murano-drift__mark'), 'no mark', seconds=60)
    browser.leave()
    assert done.status == 'ready'
    again = project.servers()['phoenix']
    assert again['status'] == 'ACTIVE' and again['id'] == done.components[0]['instance']['openstackId'] != first

    project.delete_stack(project.stacks()[0])
    delete(asking, environment.id)
    with pytest.raises(errors.NotFound):
        environments.get(asking, environment.id)


def test_forms_are_offered_what_the_cloud_has(asking):
    services = CloudServices(asking)
    assert [flavor.name for flavor in services.flavors(None).items][:2] == ['m1.tiny', 'm1.small']
    types = {image.name: image.type for image in services.images(None).items}
    assert types == {'debian-12': 'linux', 'container-host': 'linux.containers', 'rescue-disk': None}
    assert [keypair.name for keypair in services.keypairs(None).items] == ['alice']
    assert {zone.name for zone in services.availability_zones(None).items} == {'nova', 'zone-2'}
    [network] = services.networks(None).items
    assert network.name == 'private' and [subnet.cidr for subnet in network.subnets] == ['10.10.0.0/24']
    assert {group.value for group in services.security_groups(None).items} >= {'default', 'web'}
    assert {volume.name for volume in services.volumes(None).items} == {'data', 'backup'}
    assert [snapshot.name for snapshot in services.volume_snapshots(None).items] == ['data-monday']
    assert {usage.resource: usage.limit for usage in services.compute_usage(None).items} == {
        'instances': 4,
        'cores': 8,
        'ram': 51200,
    }
