"""The picture of an environment: live while something runs, without moving; by keys, by address, without scripts."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.support.real import component, deploy, request_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
PLACES = """
    return Array.from(document.querySelectorAll('[data-murano-card]'),
                      card => [card.dataset.muranoCard, card.getAttribute('transform')]);
"""
FOCUS = "return document.activeElement.closest('[data-murano-card]')?.dataset.muranoCard || ''"


def test_from_a_running_deployment_to_the_last_key(browser, alice, environment):
    host = component('ContainerHost', label='My host', pace=2)
    web = component('ContainerWebServer', label='My web', pace=2, host=host['?']['id'], image='nginx', port=80)
    deploy(request_of(alice), environment.id, web, host)
    site_id, host_id = web['?']['id'], host['?']['id']
    page = f'/app-catalog/environments/{environment.id}/topology/'
    states = '[data-murano-card-label]'
    driver = browser.driver

    browser.log_in('alice')
    browser.open(page)
    browser.wait(lambda: browser.part(states) == 'Working', 'a running card')
    first, line = driver.execute_script(PLACES), browser.part('[data-murano-card-line]')
    assert {own for own, _place in first} == {site_id, host_id}
    # Each tick may bring another line; the cards stay where they are, to the end and after it.
    browser.wait(lambda: browser.part('[data-murano-card-line]') != line, 'another line')
    assert driver.execute_script(PLACES) == first
    browser.wait(lambda: browser.part(states) == 'Deployed', 'the end')
    browser.wait(lambda: driver.execute_script(PLACES) == first, 'the same places')

    # Arrow keys go along the lines, Enter tells more, and the address can be sent.
    browser.wait(lambda: not browser.count('[aria-busy]'), 'the whole picture')
    card = driver.find_element(By.CSS_SELECTOR, f'[data-murano-card="{site_id}"] > a')
    driver.execute_script('arguments[0].focus()', card)
    card.send_keys(Keys.ARROW_RIGHT)
    browser.wait(lambda: driver.execute_script(FOCUS) == host_id, 'the used one has the focus')
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    browser.wait(lambda: 'Used by: My web' in browser.part('[data-murano-topology-selected]'), 'its details')
    assert f'at={host_id}' in driver.current_url
    driver.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
    browser.wait(lambda: driver.execute_script(FOCUS) == site_id, 'the user has the focus')
    address = driver.current_url

    browser.leave()
    driver.get(address)
    browser.wait(lambda: 'Used by: My web' in browser.part('[data-murano-topology-selected]'), 'the details again')
    assert browser.count('.murano-card--selected') == 1

    # Smaller, then found again by its name; zooming asks nobody.
    width = driver.find_element(By.CSS_SELECTOR, '[data-murano-picture]').size['width']
    browser.click('Smaller')
    browser.wait(
        lambda: driver.find_element(By.CSS_SELECTOR, '[data-murano-picture]').size['width'] < width, 'a smaller picture'
    )

    browser.without_scripts(True)
    browser.open(page)
    assert browser.count('.murano-card') == 2
    driver.find_element(By.CSS_SELECTOR, f'[data-murano-card="{host_id}"] > a').click()
    browser.wait(lambda: 'Used by: My web' in browser.part('[data-murano-topology-selected]'), 'the details on a page')
    browser.without_scripts(False)
