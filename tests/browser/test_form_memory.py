"""Reload, back and forward: what stands in a form, and in forms on top of each other, is not lost."""

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

from tests.browser.forms import STEP, answers, at_step, below, fill_in, next_step, refused

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


def heading(browser) -> str:
    return browser.part('h1')


def at_form(browser, title: str, step: str) -> None:
    browser.wait(lambda: heading(browser) == title, f'the form {title!r}')
    at_step(browser, step)


@pytest.fixture()
def web_server(browser, environment):
    """Alice has opened the form of the web server, which needs a host."""
    browser.log_in('alice')
    browser.open(f'/app-catalog/catalog/?environment={environment.id}')
    browser.leave_by('Add: Container Web Server')
    at_step(browser, 'Server')
    return browser


def test_reload_back_and_forward_among_forms_on_top_of_each_other(web_server):
    browser = web_server
    fill_in(browser, Image='httpd:2.4', Port='8081')
    browser.leave_by('New: Host')
    at_form(browser, 'Add Container Host', 'Host')
    fill_in(browser, Seconds='1')
    next_step(browser, 'Name')
    fill_in(browser, Application='mine')

    browser.driver.refresh()
    at_form(browser, 'Add Container Host', 'Name')
    browser.see('because it is needed by')
    assert answers(browser, 'Application name') == ['mine']

    browser.driver.back()
    at_form(browser, 'Add Container Host', 'Host')
    assert answers(browser, 'Seconds') == ['1']
    browser.driver.back()
    at_form(browser, 'Add Container Web Server', 'Server')
    assert answers(browser, 'Image', 'Port') == ['httpd:2.4', '8081']
    browser.driver.refresh()
    browser.wait(lambda: answers(browser, 'Image', 'Port') == ['httpd:2.4', '8081'], 'the answers')
    browser.driver.forward()
    at_form(browser, 'Add Container Host', 'Host')
    browser.driver.forward()
    at_form(browser, 'Add Container Host', 'Name')
    assert answers(browser, 'Application name') == ['mine']

    next_step(browser, 'Review')
    browser.leave_by('Add and go on')
    at_form(browser, 'Add Container Web Server', 'Server')
    assert answers(browser, 'Host', 'Image', 'Port') == ['mine', 'httpd:2.4', '8081']


def test_what_was_corrected_is_not_scolded_when_one_comes_back(web_server):
    browser = web_server
    fill_in(browser, Port='0')
    browser.click('Next', inside=STEP)
    browser.wait(lambda: below(browser, 'Port', 'error'), 'an error')
    browser.leave_by('New: Host')
    at_form(browser, 'Add Container Host', 'Host')
    browser.field('Seconds').clear()
    browser.click('Next', inside=STEP)
    refused(browser, 'Seconds', 'required')
    fill_in(browser, Seconds='2')
    next_step(browser, 'Name')
    browser.click('Back', inside=STEP)
    at_step(browser, 'Host')
    assert not browser.count(f'{STEP} [data-murano-summary] *') and not browser.count(f'{STEP} .has-error')


def test_a_check_does_not_pull_the_button_from_under_the_pointer(browser, environment):
    browser.log_in('alice')
    browser.open(f'/app-catalog/catalog/?environment={environment.id}')
    browser.leave_by('Add: Form Gallery')
    at_step(browser, 'Texts')
    browser.click('Next', inside=STEP)
    browser.wait(lambda: below(browser, 'Administrator', 'error'), 'an error')
    button = browser.driver.find_element(By.CSS_SELECTOR, f'{STEP} .btn-primary')
    place = button.location['y']
    # The error would go, and all below it move up, while the button is held down.
    browser.field('Administrator').send_keys('Sesame-open-2026')
    ActionChains(browser.driver).click_and_hold(button).perform()
    browser.driver.execute_async_script('setTimeout(arguments[0], 1000)')
    assert below(browser, 'Administrator', 'error') and button.location['y'] == place
    ActionChains(browser.driver).release().perform()
    browser.wait(lambda: 'Administrator' not in browser.part(f'{STEP} [data-murano-summary]'), 'what the server says')
