"""What happens to the page of a deployment while somebody watches it."""

import json
from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from murano_panel.api import deployments, environments
from tests.support.real import component, deploy, request_of, slow

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
# [text, its addresses]: the server is tried on the same (tests/unit/test_links.py).
TEXTS = json.loads((Path(__file__).parents[1] / 'unit/data/links.json').read_text(encoding='utf-8'))
COUNT = '[data-murano-log-count]'
NOTICE = '.murano-poll-notice'
SELECT = """
    const line = document.querySelector('.murano-line__text');
    getSelection().selectAllChildren(line);
"""
SEARCH = '[data-murano-log-search]'
TICKS = """
    return performance.getEntriesByType('resource').filter(entry => entry.name.includes('/live/')).length
"""


@pytest.fixture()
def path(alice, environment):
    """path(components…) → the address of the page of their deployment."""

    def deployed(*components):
        deploy(request_of(alice), environment.id, *components)
        newest = deployments.list_for(request_of(alice), environment.id)[0].id
        return f'/app-catalog/environments/{environment.id}/deployments/{newest}/'

    return deployed


@pytest.fixture()
def watched(browser, path):
    """Alice watches a slow deployment; ``js`` runs a script in its page."""
    # Longer than the slowest machine takes: its environment is abandoned at the end, nobody waits for it.
    address = path(slow(steps=400))
    browser.log_in('alice')
    browser.open(address)
    browser.js = browser.driver.execute_script
    browser.js('performance.setResourceTimingBufferSize(5000)')
    return browser


def grown(browser):
    before = browser.part(COUNT)
    browser.wait(lambda: browser.part(COUNT) != before, 'new lines')


def test_new_lines_leave_a_selection_alone(watched):
    grown(watched)
    watched.js(SELECT)
    chosen = watched.js('return getSelection().toString()')
    grown(watched)
    assert watched.js('return getSelection().toString()') == chosen != ''


OPEN = '.murano-track__phase--open'
WIDTH = f"return Number(document.querySelector('{OPEN}').getAttribute('width'))"


def test_the_timeline_goes_on_with_the_clock_and_tells_its_phases_to_pointer_and_keys(watched):
    before = watched.js(WIDTH)
    watched.wait(lambda: watched.js(WIDTH) > before, 'a bar that grows')
    assert watched.count('.murano-axis text') > 1
    # It counts its steps: so something is known of the whole.
    watched.wait(lambda: '%' in watched.part('[data-murano-percent]'), 'how far it is')
    tip = watched.driver.find_element(By.CSS_SELECTOR, '[data-murano-tip]')
    ActionChains(watched.driver).move_to_element(watched.driver.find_element(By.CSS_SELECTOR, OPEN)).perform()
    watched.wait(lambda: 'Step ' in tip.text, 'what it is at')
    watched.js("document.querySelector('.murano-phases summary').focus()")
    watched.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    watched.wait(lambda: not tip.is_displayed(), 'no tip')
    watched.driver.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    watched.wait(lambda: 'Step ' in tip.text, 'the first phase')
    watched.driver.switch_to.active_element.send_keys(Keys.ENTER)
    watched.wait(lambda: 'Step ' in watched.part('.murano-phases__list'), 'the list of phases')
    watched.problems()


def test_a_timeline_that_was_watched_is_the_one_that_is_opened_afterwards(browser, path):
    """What ticks have drawn, and what the server draws of the same."""
    host = component('ContainerHost', label='host')
    web = component('ContainerWebServer', label='web', host=host['?']['id'])
    address = path({**host, 'pace': 2}, web)
    browser.log_in('alice')
    browser.open(address)
    browser.see('What decided when it ended')
    # What has ended: reports can trail behind the end, and then follow these.
    closed = """
        return Array.from(document.querySelectorAll('.murano-components tbody tr'), row => [
            ...Array.from(row.querySelectorAll('.murano-track__phase--past'), rect =>
                ['x', 'y', 'width', 'height'].map(name => Number(rect.getAttribute(name))).join(' ')),
            ...Array.from(row.querySelectorAll('.murano-phases__list li'), item => item.textContent)
                .filter(text => /^[0-9:]+–/.test(text)).map(text => text.trim())
        ]);
    """
    watched = browser.driver.execute_script(closed)
    browser.driver.refresh()
    browser.see('What decided when it ended')
    opened = browser.driver.execute_script(closed)
    assert all(set(row) <= set(now) for row, now in zip(watched, opened, strict=True))
    assert len(watched[0]) > 1 and any('Waiting for the host' in text for text in watched[1])
    browser.problems()


def test_a_lost_connection_is_told_and_overcome(watched):
    watched.driver.set_network_conditions(offline=True, latency=0, throughput=-1)
    watched.see('Connection lost. Retrying in')
    watched.driver.delete_network_conditions()
    watched.click('Retry now')
    watched.see_no('Connection lost.')
    grown(watched)
    watched.problems()


LINES = """
    const texts = arguments[0];
    const log = document.querySelector('[data-murano-log]');
    const rows = muranoPanel.deploymentLog(log);
    // It begins with the lines that the page came with; these take their place.
    rows.take({from: log.querySelectorAll('[id^="line-"]').length, names: {}, lines: []});
    rows.take({from: 0, names: {}, lines: texts.map((text, number) => ({
        id: 'tried-' + number, at: '2026-01-01 00:00:00 UTC', level: 'info', text: text, component: ''
    }))});
    return texts.map((_text, number) => {
        const line = document.querySelector('#line-tried-' + number + ' .murano-line__text');
        return {
            text: line.textContent,
            urls: Array.from(line.querySelectorAll('a'), link => link.getAttribute('href')),
            rel: Array.from(line.querySelectorAll('a'), link => link.rel)
        };
    });
"""


def test_addresses_in_lines_are_links_as_on_the_server(browser, path):
    browser.log_in('alice')
    browser.open(path())
    shown = browser.driver.execute_script(LINES, [text for text, _urls in TEXTS])
    assert [(line['text'], line['urls']) for line in shown] == [(text, urls) for text, urls in TEXTS]
    assert {rel for line in shown for rel in line['rel']} == {'noopener noreferrer'}
    browser.problems()


RESTING = """
    const asked = window.fetch;
    const body = JSON.stringify({error: {kind: 'resting', title: 'Murano does not answer', message: 'x', again: 30}});
    window.fetch = () => Promise.resolve(new Response(body, {status: 503}));
    window.answerAgain = () => { window.fetch = asked; };
"""


def test_a_murano_that_is_left_alone_is_told_with_the_time_of_the_next_try(watched):
    watched.js(RESTING)
    watched.see('Murano does not answer. Retrying in 30 s.')
    watched.see_no('Connection lost.')
    watched.js('answerAgain()')
    watched.click('Retry now')
    watched.see_no('Murano does not answer.')
    grown(watched)
    watched.problems()


def test_an_ended_login_leaves_the_page_which_goes_on_after_it(watched):
    driver = watched.driver
    cookies = driver.get_cookies()

    def told_without_cookies():
        # The answer to a request that is on its way brings the cookie back.
        driver.delete_all_cookies()
        return 'Your login has expired.' in watched.text()

    watched.wait(told_without_cookies, 'an ended login')
    link = driver.find_element(By.CSS_SELECTOR, f'{NOTICE} a')
    assert link.get_attribute('target') == '_blank' and '/deployments/' in link.get_attribute('href')
    for cookie in cookies:
        driver.add_cookie(cookie)
    watched.js("window.dispatchEvent(new Event('focus'))")
    watched.see_no('Your login has expired.')
    grown(watched)
    watched.problems()


def test_a_logout_is_no_fault(watched):
    """However long it takes, the page that is left asks nothing that would be refused; the console tells."""
    grown(watched)
    watched.driver.set_network_conditions(offline=False, latency=2500, throughput=-1)
    watched.click('alice')
    watched.click('Sign Out')
    watched.wait(lambda: watched.field('User Name'), 'the login')
    watched.driver.delete_network_conditions()


def test_a_hidden_tab_asks_nothing(watched):
    grown(watched)
    watched.js("""
        Object.defineProperty(document, 'hidden', {configurable: true, value: true});
        document.dispatchEvent(new Event('visibilitychange'));
    """)
    watched.wait(
        lambda: not watched.driver.find_element(By.CSS_SELECTOR, '[data-murano-next]').is_displayed(), 'a rest'
    )
    before = watched.js(TICKS)
    # Four of the shortest pauses between two requests.
    watched.driver.set_script_timeout(20)
    watched.driver.execute_async_script('setTimeout(arguments[0], 6000)')
    assert watched.js(TICKS) <= before + 1
    watched.js("""
        Object.defineProperty(document, 'hidden', {configurable: true, value: false});
        document.dispatchEvent(new Event('visibilitychange'));
    """)
    grown(watched)


def test_an_environment_that_goes_is_told(watched, alice, environment):
    grown(watched)
    environments.abandon(request_of(alice), environment.id)
    watched.see('The environment has been deleted or abandoned.')
    assert watched.driver.title.startswith('∅')
    watched.problems()


def test_the_log_is_counted_aloud_only_when_it_is_filtered(watched):
    voice = "return document.querySelector('[data-murano-voice]').textContent"
    live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert]'
    grown(watched)
    assert 'line' not in watched.js(voice)
    assert watched.count(f':is({live}) {COUNT}, {COUNT}:is({live})') == 0
    watched.driver.find_element(By.CSS_SELECTOR, SEARCH).send_keys('step 1')
    watched.wait(lambda: ' of ' in watched.js(voice), 'a count')


def test_following_ends_when_somebody_scrolls_up_and_says_so(watched):
    """A button counts what comes meanwhile, and leads back."""
    follows = "return document.querySelector('[data-murano-log-follow]').checked"
    top = "return document.querySelector('[data-murano-log-box]').scrollTop"
    watched.js("document.querySelector('[data-murano-log-box]').style.maxHeight = '60px'")
    watched.wait(lambda: watched.js(top) > 0, 'more lines than fit')
    assert watched.js(follows)

    def has_let_go():
        # A line that comes in the same moment may take the box to the end again: who wants up scrolls again.
        watched.js("document.querySelector('[data-murano-log-box]').scrollTop = 0")
        return not watched.js(follows)

    watched.wait(has_let_go, 'no following')
    assert 'No longer following' in watched.js("return document.querySelector('[data-murano-voice]').textContent")
    watched.wait(lambda: 'new line' in watched.part('[data-murano-log-newest]'), 'a count of new lines')
    assert watched.js(top) == 0
    watched.driver.find_element(By.CSS_SELECTOR, '[data-murano-log-newest]').click()
    assert watched.js(follows) and watched.js(top) > 0
    assert not watched.driver.find_element(By.CSS_SELECTOR, '[data-murano-log-newest]').is_displayed()


@pytest.mark.parametrize('width', [375, 800])
def test_a_narrow_page_has_room_for_all(watched, width):
    metrics = {'width': width, 'height': 900, 'deviceScaleFactor': 1, 'mobile': True}
    watched.driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', metrics)
    grown(watched)
    assert watched.js('return document.documentElement.scrollWidth') <= width
    state = watched.driver.find_element(By.CSS_SELECTOR, '[data-murano-part=label]')
    lines = watched.js('const each = arguments[0]; return each.getClientRects().length', state)
    assert lines == 1, state.text
    watched.driver.execute_cdp_cmd('Emulation.clearDeviceMetricsOverride', {})


def test_nothing_moves_for_those_who_asked_for_that(watched):
    still = {'features': [{'name': 'prefers-reduced-motion', 'value': 'reduce'}]}
    watched.driver.execute_cdp_cmd('Emulation.setEmulatedMedia', still)
    grown(watched)
    moving = "return document.getAnimations().filter((each) => each.playState === 'running').length"
    watched.wait(lambda: watched.js(moving) == 0, 'spinners at rest')
