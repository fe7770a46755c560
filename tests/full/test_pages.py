"""Servers on the pages, as Alice sees them in Chromium."""

import json
from ipaddress import ip_address, ip_network

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from murano_panel.api import images
from murano_panel.api.cloud import CloudServices
from tests.browser.forms import answers, below, fill_in, next_step
from tests.full.scenes import PATIENCE, app, new_name, run

pytestmark = [pytest.mark.full, pytest.mark.timeout(900)]

MACHINE = {'Flavor': ['m1.tiny'], 'Image': ['Debian 12'], 'Key_pair': ['alice'], 'Host_name': 'web'}


def offered(browser, label):
    return [option.get_attribute('label') or option.text for option in Select(browser.field(label)).options]


def page_of(browser, environment):
    browser.log_in('alice')
    browser.open(f'/app-catalog/environments/{environment.id}/')


def add(browser, title):
    """Opens the form of the application with exactly this title; the page of an environment is open."""
    browser.leave_by('Add application')
    card = browser.driver.find_element(By.XPATH, f'//a[@aria-label="Add: {title}"]')
    browser.open(card.get_attribute('href').removeprefix(browser.home))


def test_from_an_empty_project_to_the_servers_own_page(asking, to_delete, project, browser):
    name = new_name()
    browser.log_in('alice')
    browser.open('/app-catalog/environments/create/')
    browser.fill('Name', name)
    Select(browser.field('Network')).select_by_visible_text('private: 10.10.0.0/24 private')
    browser.leave_by('Create environment')
    browser.see('No applications yet')
    to_delete.append(browser.driver.current_url.rstrip('/').rpartition('/')[2])

    add(browser, 'Server')
    assert 'm1.tiny (1 vCPU, 512 MB RAM, 1 GB disk)' in offered(browser, 'Flavor')
    assert offered(browser, 'Image') == ['Select an image', 'Container host (sample)', 'Debian 12 (sample)']
    assert offered(browser, 'Key pair') == ['No key pair', 'alice']
    fill_in(browser, **MACHINE)
    next_step(browser, 'Place')
    assert offered(browser, 'Availability zone') == ['nova', 'zone-2']
    assert 'private: 10.10.0.0/24 private' in offered(browser, 'Network')
    next_step(browser, 'Name')
    next_step(browser, 'Review')
    browser.see('m1.tiny (1 vCPU, 512 MB RAM, 1 GB disk)')
    browser.leave_by('Add to draft')
    browser.leave_by('Deploy')
    browser.see('Deployment finished', seconds=PATIENCE)

    browser.leave_by(name)
    found = project.servers()['web']
    [address] = [each['addr'] for each in found['addresses']['private']]
    assert found['status'] == 'ACTIVE' and ip_address(address) in ip_network('10.10.0.0/24')
    assert address in browser.part(f'[data-murano-server="{found["id"]}"]')
    assert f'http://{address}/' in browser.part('[data-murano-resources]')
    browser.click('Copy ' + address)
    browser.see('Copied')
    page = browser.driver.current_url
    browser.leave_by('Server', inside='.murano-component__words')
    # Called as in the form, not by ids.
    browser.see('m1.tiny (1 vCPU, 512 MB RAM, 1 GB disk)')
    browser.see('Debian 12 (sample)')
    browser.driver.get(page)
    browser.leave_by('web', inside=f'[data-murano-server="{found["id"]}"]')
    browser.see('Active')
    assert f'/project/instances/{found["id"]}/' in browser.driver.current_url


def test_a_form_goes_on_without_nova_and_with_it_again(environment, asking, browser, stop):
    page_of(browser, environment)
    add(browser, 'Server')
    fill_in(browser, **MACHINE)
    stop('nova')
    services = CloudServices(asking)
    assert 'Nova' in services.flavors(None).unavailable and services.images(None).items
    next_step(browser, 'Place')
    assert 'The compute service (Nova) does not answer.' in below(browser, 'Availability zone', 'note')
    fill_in(browser, Availability_zone='zone-2', Network=['private: 10.10'], Floating_IP=True)
    stop.undo()
    browser.click('Ask again: Availability zone')
    browser.wait(lambda: browser.field('Availability zone').tag_name == 'select', 'the choice of zones')
    assert offered(browser, 'Availability zone') == ['nova', 'zone-2']
    kept = answers(browser, 'Availability zone', 'Network', 'Floating IP')
    assert kept == ['zone-2', 'private: 10.10.0.0/24 private', True]
    browser.click('Back', inside='[data-murano-section="1"]')
    assert answers(browser, 'Flavor', 'Key pair', 'Host name') == ['m1.tiny', 'alice', 'web']


def test_over_quota_the_page_says_which_one(environment, browser):
    page_of(browser, environment)
    add(browser, 'Too Much')
    fill_in(browser, Image=['Debian 12'])
    next_step(browser, 'Name')
    next_step(browser, 'Review')
    browser.leave_by('Add to draft')
    browser.see('are needed, the quota is 4. The deployment will fail')
    browser.leave_by('Deploy')
    browser.see('Why it failed', seconds=PATIENCE)
    why = browser.part('[data-murano-reason]')
    assert 'Oversized: Quota exceeded for instances' in why and 'A quota of the project is used up.' in why


def test_a_stack_is_named_with_its_outputs(environment, asking, project, browser):
    parameters = {
        'flavor': 'm1.tiny',
        'image': 'debian-12',
        'zone': 'nova',
        'network': 'private',
        'greeting': 'Good morning',
        'password_length': 12,
    }
    done = run(asking, environment, app('Stack', name='greeter', templateParameters=parameters))
    [component], [found] = done.components, project.servers().values()
    [name] = [stack['stack_name'] for stack in project.stacks() if environment.id in stack['stack_name']]
    assert component['templateOutputs']['server_id'] == found['id']
    assert found['metadata'] == {'greeting': 'Good morning'}
    page_of(browser, environment)
    shown = browser.part('[data-murano-resources]')
    assert name in shown and f'Good morning from {component["templateOutputs"]["address"]}' in shown


def test_an_image_that_is_marked_is_offered_by_forms(environment, asking, own_image, browser):
    """Marked by its owner; the type that the form asks for begins it; what else the property says stays."""
    browser.log_in('alice')
    browser.open('/app-catalog/images/?show=unmarked')
    browser.click(f'Mark {own_image.name}')
    browser.fill('Title', 'Plan 9')
    browser.fill('Type', 'linux.plan9')
    browser.leave_by('Save', inside='dialog')
    browser.open('/app-catalog/images/')
    browser.see('Plan 9')
    marked = images.get(asking, own_image.id)
    assert json.loads(marked.text) == {'title': 'Plan 9', 'type': 'linux.plan9'}

    page_of(browser, environment)
    add(browser, 'Server')
    # Nothing was uploaded, so that Glance calls it queued.
    assert 'Plan 9 (queued)' in offered(browser, 'Image')

    browser.open(f'/app-catalog/images/{own_image.id}/unmark/')
    browser.leave_by('Remove')
    assert images.get(asking, own_image.id).mark is None
