"""Scenes that need more than one page to set."""

import uuid

from selenium.webdriver.common.by import By

from tests.browser.browser import Browser
from tests.browser.forms import STEP
from tests.support.real import SAMPLES, component, deploy, deploy_changed, wait_for_end


def edited_gallery(browser: Browser, request, environment_id: str, *others: dict) -> str:
    """The id of a deployed component whose title and password the draft changes; ``others`` are deployed beside it.

    ``request`` is somebody's of the project; ``browser`` is logged in, and ends at the page of the environment.
    """
    gallery = _gallery(title='Shop', adminPassword='0ld-s3cret')
    own_id = gallery['?']['id']
    deploy(request, environment_id, gallery, *others)
    wait_for_end(request, environment_id)
    browser.open(f'/app-catalog/catalog/edit/{environment_id}/{own_id}/?form=class')
    browser.fill('Title', 'My shop')
    browser.fill('Admin password', 'My-0wn-s3cret')
    for _step in range(2):
        browser.click('Next', inside=STEP)
    browser.leave_by('Save in draft')
    browser.see('1 undeployed change')
    return own_id


def conflicting_draft(browser: Browser, request, environment_id: str) -> None:
    """The page of an environment whose draft is void: somebody else has set the same title and the same password.

    ``request`` is somebody's of the project; ``browser`` is logged in. Two more components have one name.
    """
    twins = [component('ContainerHost', label='host') for _number in range(2)]
    own_id = edited_gallery(browser, request, environment_id, *twins)
    deploy_changed(request, environment_id, own_id, title='Their shop', adminPassword='Their-s3cret')
    browser.open(f'/app-catalog/environments/{environment_id}/')
    browser.see('Your draft can no longer be deployed')


def choose_values(browser: Browser, **whose: str) -> None:
    """{property: 'mine' or 'theirs'}, on the page that asks."""
    for place, choice in whose.items():
        browser.driver.find_element(By.CSS_SELECTOR, f'[name*="{place}"][value={choice}]').click()


def _gallery(**properties) -> dict:
    header = {'id': uuid.uuid4().hex, 'type': f'{SAMPLES}FormGallery', 'name': 'the shop'}
    others = {'minimum': 1, 'maximum': 2, 'monitored': True, 'tier': 'gold', 'databases': ['one']}
    return {'?': header, **others, **properties}
