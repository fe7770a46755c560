"""Servers on the pages, as Alice sees them in Chromium."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

from tests.browser.forms import fill_in, next_step
from tests.full.scenes import PATIENCE

pytestmark = [pytest.mark.full, pytest.mark.timeout(900)]


def offered(browser, label):
    return [option.get_attribute('label') or option.text for option in Select(browser.field(label)).options]


def test_from_the_form_to_the_servers_own_page(environment, project, browser):
    browser.log_in('alice')
    browser.open(f'/app-catalog/environments/{environment.id}/')
    browser.leave_by('Add application')
    exact = browser.driver.find_element(By.XPATH, '//a[@aria-label="Add: Server"]')
    browser.open(exact.get_attribute('href').removeprefix(browser.home))
    browser.see('Host name')
    assert 'm1.tiny (1 vCPU, 512 MB RAM, 1 GB disk)' in offered(browser, 'Flavor')
    assert offered(browser, 'Image') == ['Select an image', 'Container host (sample)', 'Debian 12 (sample)']
    assert offered(browser, 'Key pair') == ['No key pair', 'alice']
    fill_in(browser, Flavor=['m1.tiny'], Image=['Debian 12'], Key_pair=['alice'], Host_name='web')
    next_step(browser, 'Place')
    assert offered(browser, 'Availability zone') == ['nova', 'zone-2']
    assert 'private: 10.10.0.0/24 private' in offered(browser, 'Network')
    next_step(browser, 'Name')
    next_step(browser, 'Review')
    browser.leave_by('Add to draft')
    browser.leave_by('Deploy')
    browser.see('Deployment finished', seconds=PATIENCE)

    browser.leave_by(environment.name)
    found = project.servers()['web']
    [address] = [each['addr'] for each in found['addresses']['private']]
    assert found['status'] == 'ACTIVE' and address in browser.part(f'[data-server="{found["id"]}"]')
    assert f'http://{address}/' in browser.part('[data-resources]')
    browser.click('Copy ' + address)
    browser.see('Copied')
    browser.leave_by('web', inside=f'[data-server="{found["id"]}"]')
    browser.see('Active')
    assert f'/project/instances/{found["id"]}/' in browser.driver.current_url
