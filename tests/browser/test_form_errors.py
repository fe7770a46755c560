"""What was said of an answer goes when the answer is changed, and only then."""

import pytest

from tests.browser.forms import STEP, at_step, below, fill_in, refused

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
TAKEN = 'admin is taken.'


@pytest.fixture()
def refused_step(browser, environment):
    """Title, nickname and PIN were refused."""
    browser.log_in('alice')
    browser.open(f'/app-catalog/catalog/?environment={environment.id}')
    browser.leave_by('Add: Form Gallery')
    at_step(browser, 'Texts')
    fill_in(browser, Title='1st!', PIN='12', Nickname='admin')
    browser.click('Next', inside=STEP)
    refused(browser, 'Nickname', TAKEN)
    return browser


def test_an_error_has_its_room_below_the_help(environment, browser):
    """Help stands right below its field, and nothing moves when an error comes while one types."""
    browser.log_in('alice')
    browser.open(f'/app-catalog/catalog/?environment={environment.id}')
    browser.leave_by('Add: Form Gallery')
    at_step(browser, 'Texts')
    title, nickname = browser.field('Title'), browser.field('Nickname')
    help_text = browser.driver.find_element('id', f'{title.get_attribute("id")}-help')
    assert 0 <= help_text.rect['y'] - title.rect['y'] - title.rect['height'] <= 8
    before = nickname.rect['y']
    fill_in(browser, Title='1st!')
    browser.wait(lambda: below(browser, 'Title', 'error'), 'an error')
    assert nickname.rect['y'] == before


def let_checks_run(browser):
    """Longer than a check waits that begins while one types."""
    browser.driver.execute_async_script('setTimeout(arguments[0], 1200)')


def test_an_error_stands_until_its_own_answer_is_changed(refused_step):
    browser = refused_step
    fill_in(browser, Nickname='blue')
    browser.wait(lambda: not below(browser, 'Nickname', 'error'), 'no error')
    assert browser.field('Nickname').get_attribute('aria-invalid') is None
    assert 'a letter first' in below(browser, 'Title', 'error') and below(browser, 'PIN', 'error')
    fill_in(browser, PIN='123')
    browser.wait(lambda: 'Exactly four digits.' in below(browser, 'PIN', 'error'), 'a check while typing')
    fill_in(browser, PIN='1234')
    browser.wait(lambda: not below(browser, 'PIN', 'error'), 'no error')


def test_of_several_patterns_the_first_that_fails_speaks_while_one_types(refused_step):
    browser = refused_step
    fill_in(browser, Title='Gallery -')
    browser.wait(lambda: below(browser, 'Title', 'error') == 'A letter or a digit last.', 'the second check')
    fill_in(browser, Title='1 -')
    browser.wait(lambda: 'a letter first' in below(browser, 'Title', 'error'), 'the first check')
    assert 'last' not in below(browser, 'Title', 'error')
    fill_in(browser, Title='Gallery 1')
    browser.wait(lambda: not below(browser, 'Title', 'error'), 'no error')


def test_a_password_and_its_confirmation_are_checked_while_one_types(refused_step):
    browser = refused_step
    secret, again = "Administrator's password", 'Confirm password'
    fill_in(browser, **{secret: '123456', again: 'x'})
    browser.wait(lambda: 'Use at least one lower-case letter' in below(browser, secret, 'error'), 'the rule')
    browser.wait(lambda: below(browser, again, 'error') == 'The passwords differ.', 'another password')
    fill_in(browser, **{again: 'Pa55-word'})
    fill_in(browser, **{secret: 'Pa55-word'})
    browser.wait(lambda: not below(browser, secret, 'error'), 'no error')
    browser.wait(lambda: not below(browser, again, 'error'), 'the same password')


def test_what_the_server_says_is_not_wiped_off_by_a_check_that_was_waiting(refused_step):
    browser = refused_step
    fill_in(browser, Nickname='blue')
    browser.wait(lambda: not below(browser, 'Nickname', 'error'), 'no error')
    browser.field('Nickname').clear()
    browser.field('Nickname').send_keys('admin')
    browser.click('Next', inside=STEP)
    refused(browser, 'Nickname', TAKEN)
    let_checks_run(browser)
    refused(browser, 'Nickname', TAKEN)
