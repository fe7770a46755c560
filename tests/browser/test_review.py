"""The review of a draft: looked at both ways, one property taken back, one component looked for, deployed once."""

import pytest

from murano_panel.api import deployments
from tests.browser.scenes import edited_gallery
from tests.support import axe
from tests.support.real import component, request_of, wait_for_end

pytestmark = pytest.mark.browser

PRESSED_TWICE = """
const button = Array.from(document.querySelectorAll('.murano-review__send button')).find(
    (each) => each.textContent.trim() === 'Deploy');
button.click();
button.click();
"""


@pytest.fixture()
def reviewed(alice, environment, browser):
    """A draft that changes two properties of one component and removes another one."""
    browser.log_in('alice')
    edited_gallery(browser, request_of(alice), environment.id, component('ContainerHost', label='the host'))
    browser.leave_by('Remove: the host')
    browser.see('2 undeployed changes')
    browser.leave_by('Review & deploy')
    return browser


def test_a_draft_is_looked_at_taken_back_in_part_and_deployed_once(reviewed, alice, environment):
    browser = reviewed
    browser.see('2 properties')
    browser.leave_by('Side by side')
    browser.wait(lambda: browser.count('.murano-changes--side'), 'two columns')
    assert 'My-0wn-s3cret' not in browser.driver.page_source
    browser.wait(lambda: browser.count('.murano-checks'), 'the checks')
    if axe.AXE.exists():
        assert axe.violations(browser.driver)[0] == []
    browser.fill('Filter by name or application', 'shop')
    browser.leave_by('Filter')
    browser.see('1 of 2 components')
    assert browser.count('.murano-changes--side') and 'the host' not in browser.part('.murano-changes')
    browser.leave_by('Undo: the shop, Title')
    browser.see('1 property')
    # The filter is still there, and the component in view.
    assert '1 of 2 components' in browser.text() and 'q=shop' in browser.driver.current_url
    browser.leave_by('Show all')
    browser.wait(lambda: 'the host' in browser.part('.murano-changes'), 'all changes')
    browser.driver.execute_script(PRESSED_TWICE)
    browser.wait(lambda: '/deployments/' in browser.driver.current_url, 'the deployment')
    wait_for_end(request_of(alice), environment.id)
    assert len(deployments.list_for(request_of(alice), environment.id)) == 2
