"""Forms of packages, from the card to the draft and back."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.forms import (
    STEP,
    Keyboard,
    answers,
    at_step,
    below,
    fill_in,
    next_step,
    open_review,
    refused,
    reviewed,
)
from tests.support.real import request_of, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
STAGE = 'Stage: like production'
PASSWORD = 'Sesame-open-2026'
TEXTS = {'Title': 'Blue room', 'Nickname': 'blue', 'Notes': '{$ 7*7 $}\nand <b>more</b>', 'PIN': '4711'}


@pytest.fixture()
def gallery(browser, environment):
    """Alice has opened the Form Gallery from its card."""
    browser.log_in('alice')
    browser.open(f'/app-catalog/catalog/?environment={environment.id}')
    browser.leave_by('Add: Form Gallery')
    at_step(browser, 'Texts')
    return browser


def fill_texts(browser):
    fill_in(browser, **TEXTS, Administrator=PASSWORD, Confirm=PASSWORD)


def test_refused_answers_stay_with_their_errors(gallery):
    fill_in(gallery, Title='1st!', Nickname='admin', Administrator='weak', Confirm='week', PIN='12')
    gallery.click('Next', inside=STEP)
    refused(gallery, 'Title', 'a letter first')
    refused(gallery, 'Nickname', 'admin is taken.')
    refused(gallery, 'PIN', 'Exactly four digits.')
    assert below(gallery, 'Administrator', 'error')
    assert gallery.driver.switch_to.active_element == gallery.field('Title')
    assert answers(gallery, 'Title', 'Nickname', 'PIN') == ['1st!', 'admin', '12']

    fill_texts(gallery)
    next_step(gallery, 'Numbers')
    fill_in(gallery, Fewest='9', Most='99', Tier=['Production'], Monitored=False, Address='300.1.1.1')
    gallery.click('Next', inside=STEP)
    refused(gallery, 'Most', '50')
    assert below(gallery, 'Address', 'error')
    fill_in(gallery, Most='5', Address='192.0.2.7')
    gallery.click('Next', inside=STEP)
    gallery.see('There cannot be fewer instances at most than at least.')
    gallery.see('Production has to be monitored.')
    assert answers(gallery, 'Fewest', 'Most', 'Tier', 'Monitored') == ['9', '5', 'Production: do not touch', False]


def test_the_history_of_the_browser_loses_nothing(gallery):
    fill_texts(gallery)
    next_step(gallery, 'Numbers')
    fill_in(gallery, Fewest='2', Tier=['Stage'], Monitored=False, Databases='a, b')
    gallery.driver.back()
    at_step(gallery, 'Texts')
    assert answers(gallery, *TEXTS) == list(TEXTS.values())
    assert answers(gallery, 'Administrator', 'Confirm') == [PASSWORD, PASSWORD]
    gallery.driver.forward()
    at_step(gallery, 'Numbers')
    assert answers(gallery, 'Fewest', 'Monitored', 'Databases') == ['2', False, 'a, b']
    next_step(gallery, 'Name')
    gallery.driver.execute_script('history.go(-2)')
    at_step(gallery, 'Texts')
    fill_in(gallery, Title='Red room')
    gallery.driver.forward()
    at_step(gallery, 'Numbers')
    gallery.driver.forward()
    at_step(gallery, 'Name')
    # Answers may depend on those of earlier steps: they are looked at again.
    for step in ('Numbers', 'Name', 'Review'):
        next_step(gallery, step)
    shown = reviewed(gallery)
    assert [shown[label] for label in ('Title', 'Fewest instances', 'Tier')] == ['Red room', '2', STAGE]
    gallery.leave_by('Add to draft')
    gallery.see('1 undeployed change')


def test_every_simple_type_is_deployed_and_edited_by_another_member(gallery, alice, environment):
    fill_texts(gallery)
    next_step(gallery, 'Numbers')
    fill_in(gallery, Fewest='2', Most='4', Reserve='1', Monitored=True, Tier=['Production'], Address='192.0.2.7')
    fill_in(gallery, Databases='orders, customers_2', Seconds='0')
    next_step(gallery, 'Name')
    next_step(gallery, 'Review')
    assert PASSWORD not in gallery.driver.page_source
    gallery.leave_by('Add to draft')
    gallery.leave_by('Deploy')
    gallery.see('Deployment finished')
    [deployed] = wait_for_end(request_of(alice), environment.id).components
    assert deployed['notes'].splitlines() == TEXTS['Notes'].splitlines()
    assert (deployed['adminPassword'], deployed['pin'], deployed['monitored']) == (PASSWORD, '4711', True)
    assert (deployed['tier'], deployed['databases']) == ('production', ['orders', 'customers_2'])

    gallery.log_in('bob')
    gallery.open(f'/app-catalog/environments/{environment.id}/')
    gallery.leave_by('Edit')
    at_step(gallery, 'Texts')
    assert answers(gallery, *TEXTS, 'Administrator') == [*list(TEXTS.values())[:-1], '', '']
    assert below(gallery, 'Administrator', 'note').startswith('Unchanged.')
    next_step(gallery, 'Numbers')
    assert answers(gallery, 'Most', 'Databases', 'Tier') == ['4', 'orders, customers_2', 'Production: do not touch']
    fill_in(gallery, Most='5')
    next_step(gallery, 'Name')
    next_step(gallery, 'Review')
    assert reviewed(gallery) == {'Most instances': '4 5'}
    gallery.leave_by('Save in draft')
    gallery.see('1 undeployed change')
    open_review(gallery)
    # Each property has its own button there.
    assert reviewed(gallery, '.murano-changes') == {'Most instances': '4 5 Undo'}


def test_what_a_site_needs_is_made_on_the_way(browser, alice, environment):
    browser.log_in('alice')
    browser.open(f'/app-catalog/catalog/?environment={environment.id}')
    browser.leave_by('Add: Load-balanced Site')
    browser.leave_by('New: Web server')
    at_step(browser, 'Server')
    fill_in(browser, Image='httpd:2.4')
    browser.leave_by('New: Host')
    browser.see('Container Web Server ← Load-balanced Site')
    add_at_once(browser, 'host', Seconds='0')
    at_step(browser, 'Server')
    assert answers(browser, 'Image', 'Host') == ['httpd:2.4', 'host']
    add_at_once(browser, 'web', Seconds='0')
    browser.leave_by('New: Registry')
    add_at_once(browser, 'registry', Seconds='0')
    assert answers(browser, 'Web server', 'Registry') == ['web', 'registry']
    next_step(browser, 'Balancer')
    fill_in(browser, Seconds='0', Algorithm=['fewest'])
    next_step(browser, 'Name')
    next_step(browser, 'Review')
    browser.leave_by('Add to draft')
    browser.see('4 undeployed changes')
    browser.leave_by('Deploy')
    browser.see('Deployment finished')
    made = {each['?']['name']: each for each in wait_for_end(request_of(alice), environment.id).components}
    site = made['LoadBalancedSite']
    assert (site['server'], site['registry']) == (made['web']['?']['id'], made['registry']['?']['id'])
    assert (made['web']['host'], made['web']['image']) == (made['host']['?']['id'], 'httpd:2.4')


def add_at_once(browser, name, **filled):
    """A form of one step on top of another, and a name."""
    fill_in(browser, **filled)
    next_step(browser, 'Name')
    fill_in(browser, Application=name)
    next_step(browser, 'Review')
    browser.leave_by('Add and go on')
    browser.see(f'"{name}" was added to your draft and is selected here.')


@pytest.fixture()
def without_scripts(gallery):
    gallery.without_scripts(True)
    gallery.driver.refresh()
    yield gallery
    gallery.without_scripts(False)


def test_without_scripts(without_scripts):
    browser = without_scripts
    fill_texts(browser)
    fill_in(browser, Title='1st!')
    browser.leave_by('Next', inside=STEP)
    refused(browser, 'Title', 'a letter first')
    assert browser.driver.switch_to.active_element == browser.field('Title')
    assert answers(browser, 'Title', 'Notes', 'PIN') == ['1st!', TEXTS['Notes'], '']
    fill_texts(browser)
    next_step(browser, 'Numbers')
    fill_in(browser, Tier=['Stage'], Monitored=False, Most='')
    browser.leave_by('Back', inside=STEP)
    assert answers(browser, *TEXTS) == [*list(TEXTS.values())[:-1], '']
    next_step(browser, 'Numbers')
    assert answers(browser, 'Tier', 'Monitored', 'Most') == [STAGE, False, '']
    fill_in(browser, Most='3')
    next_step(browser, 'Name')
    next_step(browser, 'Review')
    assert reviewed(browser)['Tier'] == STAGE
    browser.leave_by('Add to draft')
    browser.see('1 undeployed change')


def test_forms_on_top_of_each_other_without_scripts(without_scripts, environment):
    browser = without_scripts
    browser.open(f'/app-catalog/catalog/?environment={environment.id}')
    browser.leave_by('Add: Load-balanced Site')
    browser.leave_by('New: Web server')
    fill_in(browser, Image='httpd:2.4')
    browser.leave_by('New: Host')
    browser.see('Container Web Server ← Load-balanced Site')
    add_at_once(browser, 'host', Seconds='0')
    assert answers(browser, 'Image', 'Host') == ['httpd:2.4', 'host']
    browser.leave_by('New: Host')
    browser.leave_by('Back without adding')
    assert answers(browser, 'Image', 'Host') == ['httpd:2.4', 'host']
    add_at_once(browser, 'web', Seconds='0')
    assert answers(browser, 'Web server') == ['web']
    browser.leave_by('Cancel')
    browser.see('these were added to your draft')
    browser.leave_by('Leave and remove them')
    browser.see('"web" was removed from your draft.')
    browser.see('The draft held nothing else: it is discarded.')


def test_with_keys_alone(browser, environment):
    browser.log_in('alice')
    browser.open('/app-catalog/catalog/')
    keys = Keyboard(browser)
    keys.go_to('Add to an environment: Form Gallery')
    keys.press(Keys.ENTER)
    keys.go_down_to(environment.name)
    keys.press(Keys.ENTER)
    at_step(browser, 'Texts')
    keys.type_into('Title', '1st')
    keys.press(Keys.ENTER)
    refused(browser, 'Title', 'a letter first')
    keys.press(Keys.CONTROL + 'a')
    keys.press('Key room')
    keys.type_into('Administrator', PASSWORD)
    keys.type_into('Confirm', PASSWORD)
    keys.go_to('Next')
    keys.press(Keys.SPACE)
    at_step(browser, 'Numbers')
    keys.go_to('Monitored')
    keys.press(Keys.SPACE)
    keys.go_to('Tier')
    keys.press(Keys.ARROW_DOWN)
    keys.press(Keys.ENTER)
    keys.go_to('Next')
    keys.press(Keys.ENTER)
    at_step(browser, 'Name')
    keys.go_to('Application name')
    keys.press(Keys.ENTER)
    at_step(browser, 'Review')
    shown = reviewed(browser)
    assert [shown[label] for label in ('Title', 'Monitored', 'Tier')] == ['Key room', 'No', STAGE]
    keys.go_to('Add to draft')
    keys.press(Keys.ENTER)
    browser.see('1 undeployed change')
