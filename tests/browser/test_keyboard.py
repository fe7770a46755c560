"""Our pages and dialogs for those who have no mouse, or do not see where they are."""

import pytest

from tests.browser.forms import STEP, Keyboard
from tests.support.axe import OURS
from tests.support.real import component, deploy, request_of, wait_for_end

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
HOME = '/app-catalog/environments/'
MOST_KEYS = 80
# Themes draw a box in its label.
UNMARKED = """
    const place = document.activeElement;
    if (!place.closest(arguments[0])) { return ''; }
    const drawn = [getComputedStyle(place), getComputedStyle(place.labels?.[0] ?? place, '::before')];
    const marked = drawn.some((style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none');
    return marked ? 'marked' : place.outerHTML.slice(0, 150);
"""
LONG_QUESTION = "muranoPanel.ask('Really? '.repeat(3000), 'Yes')"
REACHED = """
    const dialog = document.querySelector('dialog');
    const box = dialog.getBoundingClientRect();
    dialog.scrollTop = dialog.scrollHeight;
    const end = document.querySelector('dialog .murano-dialog__buttons').getBoundingClientRect();
    return box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight && end.bottom <= box.bottom;
"""

WHERE = """
    const place = document.activeElement;
    return place.closest('dialog') ? 'dialog' : place.tagName.toLowerCase();
"""

VOICES = """
    const voices = document.querySelectorAll('[role=status], [role=alert], [aria-live=polite]');
    return Array.from(voices, (each) => each.textContent).join(' ');
"""


@pytest.fixture()
def deployed(alice, environment):
    """Its environment has a component and a deployment that has ended."""
    deploy(request_of(alice), environment.id, component('ContainerHost', label='the host'))
    wait_for_end(request_of(alice), environment.id)
    return environment


def test_the_focus_can_be_seen_wherever_it_is(deployed, browser):
    browser.log_in('alice')
    for path in (f'{HOME}?q={deployed.name}', f'{HOME}{deployed.id}/', '/app-catalog/catalog/', '/app-catalog/'):
        browser.open(path)
        keyboard, seen = Keyboard(browser), set()
        for _press in range(MOST_KEYS):
            keyboard.press('\ue004')
            seen.add(browser.driver.execute_script(UNMARKED, OURS))
        assert seen <= {'', 'marked'}, path
        assert 'marked' in seen, path


def test_a_dialog_out_of_a_menu_gives_the_focus_to_its_button(deployed, browser):
    browser.log_in('alice')
    browser.open(f'{HOME}?q={deployed.name}')
    keyboard = Keyboard(browser)
    keyboard.go_to(f'More actions: {deployed.name}')
    keyboard.press('\ue007')
    browser.click('Rename')
    browser.wait(lambda: keyboard.place.get_attribute('name') == 'name', 'the cursor in its field')
    browser.escape()
    browser.wait(lambda: keyboard.place.accessible_name == f'More actions: {deployed.name}', 'the focus where it was')


def test_enter_answers_a_dialog(deployed, browser):
    keyboard = Keyboard(browser)
    browser.log_in('alice')
    browser.open(f'{HOME}{deployed.id}/')
    keyboard.go_to('Rename')
    keyboard.press('\ue007')
    browser.wait(lambda: keyboard.place.get_attribute('name') == 'name', 'the cursor in its field')
    keyboard.press('\ue009a')
    keyboard.press('')
    keyboard.press(f'{deployed.name} again\ue007')
    browser.see(f'The environment is now called "{deployed.name} again".')


@pytest.mark.parametrize('button', ['Discard', 'Delete'])
def test_enter_twice_loses_nothing(environment, browser, button):
    keyboard = Keyboard(browser)
    browser.log_in('alice')
    browser.open(f'/app-catalog/catalog/?environment={environment.id}')
    browser.leave_by('Add: Container Host')
    browser.click('Next', inside=STEP)
    browser.click('Next', inside=STEP)
    browser.leave_by('Add to draft')
    browser.see('1 undeployed change')
    keyboard.go_to(button)
    keyboard.press('\ue007')
    browser.wait(lambda: keyboard.place.accessible_name == 'Cancel', 'the focus on what is safe')
    keyboard.press('\ue007')
    browser.wait(lambda: not browser.count('dialog'), 'no dialog')
    browser.wait(lambda: button in keyboard.place.accessible_name, 'the focus where it was')
    assert '1 undeployed change' in browser.text()


def test_tab_stays_in_a_dialog(environment, browser):
    keyboard = Keyboard(browser)
    browser.log_in('alice')
    browser.open(f'{HOME}{environment.id}/')
    browser.click('Rename')
    browser.wait(lambda: keyboard.place.get_attribute('name') == 'name', 'the cursor in its field')
    places = set()
    for _press in range(12):
        keyboard.press('\ue004')
        places.add(browser.driver.execute_script(WHERE))
    # The page itself has the focus when the browser's own buttons had their turn.
    assert 'dialog' in places and places <= {'dialog', 'body'}


def test_abandoning_takes_the_place_of_the_dialog_that_offers_it(deployed, browser):
    keyboard = Keyboard(browser)
    browser.log_in('alice')
    browser.open(f'{HOME}{deployed.id}/')
    address = browser.driver.current_url
    keyboard.go_to('Delete')
    keyboard.press('\ue007')
    browser.wait(lambda: browser.part('dialog h2') == 'Delete environment', 'the dialog')
    browser.click('abandon the environment')
    browser.wait(lambda: browser.part('dialog[open] h2') == 'Abandon environment', 'the other dialog')
    browser.wait(lambda: browser.count('dialog') == 1, 'one dialog')
    assert keyboard.place.get_attribute('name') == 'confirm_name'
    assert browser.driver.current_url == address
    browser.escape()
    browser.wait(lambda: 'Delete' in keyboard.place.accessible_name, 'the focus where it was')


@pytest.fixture()
def small_screen(browser):
    small = {'width': 375, 'height': 500, 'deviceScaleFactor': 1, 'mobile': True}
    browser.driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', small)
    yield
    browser.driver.execute_cdp_cmd('Emulation.clearDeviceMetricsOverride', {})


def test_a_long_dialog_scrolls_on_a_small_screen(environment, browser, small_screen):
    browser.log_in('alice')
    browser.open(f'{HOME}{environment.id}/')
    browser.driver.execute_script(LONG_QUESTION)
    assert browser.driver.execute_script(REACHED)
    browser.escape()
    # It leaves the page with its close event, which comes after the key.
    browser.wait(lambda: not browser.count('dialog'), 'no dialog')


def test_a_step_is_told_once(environment, browser):
    """By the focus on its title; a voice besides would say it twice."""
    browser.log_in('alice')
    browser.open(f'/app-catalog/catalog/?environment={environment.id}')
    browser.leave_by('Add: Container Host')
    title = browser.part(f'{STEP} h2')
    browser.click('Next', inside=STEP)
    browser.wait(lambda: Keyboard(browser).place.tag_name == 'h2' and browser.part(f'{STEP} h2') != title, 'its title')
    title = Keyboard(browser).place.text.splitlines()[0]
    assert title
    assert title not in browser.driver.execute_script(VOICES)
