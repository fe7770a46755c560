"""The page of an environment: its parts as tabs, its draft in view, its components' own pages."""

import pytest

from tests.support.real import component, deploy, request_of, wait_for_end

pytestmark = pytest.mark.browser

SHOWN = "return Array.from(document.querySelectorAll('.murano-part:not([hidden])')).map(part => part.id).join()"


@pytest.fixture()
def deployed(alice, environment, browser):
    """A deployed host, and its environment's page."""
    deploy(request_of(alice), environment.id, component('ContainerHost', label='the host'))
    wait_for_end(request_of(alice), environment.id)
    browser.log_in('alice')
    browser.open(f'/app-catalog/environments/{environment.id}/')
    browser.js = browser.driver.execute_script
    return browser


def test_one_part_at_a_time_and_the_address_names_it(deployed):
    deployed.wait(lambda: deployed.js(SHOWN) == 'components', 'the components')
    deployed.click('Deployments 1', inside='[data-murano-tabs]')
    deployed.wait(lambda: deployed.js(SHOWN) == 'deployments', 'the deployments')
    assert deployed.driver.current_url.endswith('#deployments')
    deployed.see('#1 Deployment')
    deployed.driver.refresh()
    deployed.wait(lambda: deployed.js(SHOWN) == 'deployments', 'the deployments again')
    deployed.driver.back()
    deployed.wait(lambda: deployed.js(SHOWN) == 'components', 'the components')


def test_the_draft_stays_in_view_and_leads_to_its_review(deployed):
    deployed.click('Remove')
    deployed.see('1 undeployed change')
    deployed.driver.execute_cdp_cmd(
        'Emulation.setDeviceMetricsOverride', {'width': 375, 'height': 400, 'deviceScaleFactor': 1, 'mobile': True}
    )
    deployed.js('window.scrollTo(0, document.body.scrollHeight)')
    top = "return document.querySelector('.murano-draft').getBoundingClientRect().top"
    deployed.wait(lambda: 0 <= deployed.js(top) < 100, 'the draft at the top')
    assert deployed.js('return document.documentElement.scrollWidth') <= 375
    deployed.leave_by('Review & deploy')
    deployed.see('If somebody else deploys first')
    assert deployed.js('return document.documentElement.scrollWidth') <= 375
    deployed.driver.execute_cdp_cmd('Emulation.clearDeviceMetricsOverride', {})


def test_taking_back_the_only_change_ends_the_draft_and_nothing_is_missed(deployed):
    deployed.click('Remove')
    deployed.see('1 undeployed change')
    deployed.leave_by('Keep', inside='.murano-draft__lines')
    deployed.see('The draft held nothing else: it is discarded.')
    assert 'undeployed change' not in deployed.text()
    deployed.driver.refresh()
    deployed.see('the host')
    assert 'has kept' not in deployed.text() and 'Your draft is gone' not in deployed.text()


def test_a_component_has_a_page(deployed):
    deployed.leave_by('the host')
    deployed.see('Settings')
    deployed.see('Newest lines of the log')
