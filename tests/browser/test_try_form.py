"""A form is tried out by its author: from a file, with its problems at hand, and without losing the text."""

import pytest
from selenium.webdriver.common.by import By

from tests.views.addresses import FORM

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
PAGE = '/app-catalog/catalog/try-form/'
TEXT = 'textarea[name="source"]'
SELECTED = 'const t = document.querySelector(arguments[0]); return t.value.slice(t.selectionStart, t.selectionEnd)'
DROP = """
    const dropped = new DataTransfer();
    dropped.items.add(new File([arguments[1]], 'ui.yaml'));
    const target = document.querySelector(arguments[0]);
    ['dragover', 'drop'].forEach(function (name) {
      target.dispatchEvent(new DragEvent(name, {dataTransfer: dropped, bubbles: true, cancelable: true}));
    });
"""


def source(browser) -> str:
    return browser.driver.find_element(By.CSS_SELECTOR, TEXT).get_property('value')


def test_a_file_is_chosen_answered_and_makes_a_component(browser, tmp_path):
    browser.log_in('rita')
    browser.open(PAGE)
    browser.see('com.example.WebServer')
    file = tmp_path / 'ui.yaml'
    file.write_text(FORM)
    browser.driver.find_element(By.CSS_SELECTOR, '[data-murano-trial-file]').send_keys(str(file))
    browser.fill('Name', 'www')
    browser.click('Show what it makes')
    browser.see('type: demo.Web')
    browser.see('name: Web')


def test_a_dropped_file_has_problems_whose_lines_can_be_gone_to(browser):
    browser.log_in('alice')
    browser.open(PAGE)
    browser.see('Nothing to complain about')
    browser.driver.execute_script(DROP, TEXT, FORM.replace('label: Name', 'lable: Name'))
    browser.see('What is wrong with it')
    browser.click('9', inside='main')
    browser.wait(lambda: 'lable: Name' in browser.driver.execute_script(SELECTED, TEXT), 'the line')


def test_the_text_is_there_again_when_the_login_has_ended(browser):
    browser.log_in('alice')
    browser.open(PAGE)
    browser.driver.find_element(By.CSS_SELECTOR, TEXT).send_keys('# mine')
    # An answer that is still on its way would bring the login back.
    browser.driver.execute_script('window.stop()')
    browser.driver.delete_all_cookies()
    browser.click('Show the form')
    browser.wait(lambda: 'mine' not in source(browser) if '/auth/' not in browser.driver.current_url else True, 'login')
    browser.log_in('alice')
    browser.open(PAGE)
    browser.wait(lambda: '# mine' in source(browser), 'the text')
