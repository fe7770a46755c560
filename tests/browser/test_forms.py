"""Forms of packages, from the card to the draft and back."""

import pytest

from tests.browser.forms import STEP, answers, at_step, below, fill_in, next_step, refused, reviewed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
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
