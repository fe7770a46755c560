import contextlib
import re
import shutil
import tempfile
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from urllib3.exceptions import HTTPError

from tests.browser.browser import Browser
from tests.support.real import alice, login, real_keystone  # noqa: F401  fixtures
from tests.support.real import environment as made_environment  # noqa: F401  fixture

FLAGS = (
    '--headless=new',
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
    '--window-size=1400,1000',
)


@contextlib.contextmanager
def started_chromium():
    """A browser of the test's own: what one does to it, or breaks, does not reach the next."""
    program, driver = shutil.which('chromium'), shutil.which('chromedriver')
    if not program or not driver:
        pytest.skip('needs chromium and chromedriver (Debian: chromium, chromium-driver)')
    options = webdriver.ChromeOptions()
    options.binary_location = program
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f'--user-data-dir={profile}'):
            options.add_argument(flag)
        started = webdriver.Chrome(options, Service(driver))
        yield started
        started.quit()


@pytest.fixture()
def chromium():
    with started_chromium() as started:
        yield started


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed test leaves a picture in /tmp."""
    report = yield
    if report.failed and 'chromium' in getattr(item, 'funcargs', {}):
        picture = Path(tempfile.gettempdir()) / f'failed-{re.sub("[^a-z_]", "", item.name)}-{call.when}.png'
        # What is torn down last may fail when the browser has gone.
        with contextlib.suppress(WebDriverException, HTTPError):
            item.funcargs['chromium'].save_screenshot(str(picture))
        report.sections.append(('picture', str(picture)))
    return report


@contextlib.contextmanager
def clean(chromium, home):
    """Nobody is logged in. At the end the console must be clean."""
    browser = Browser(chromium, home)
    browser.problems()
    yield browser
    problems = browser.problems()
    browser.leave()
    assert problems == []


@pytest.fixture()
def browser(chromium, cloud_urls):
    with clean(chromium, cloud_urls['horizon']) as browser:
        yield browser


@pytest.fixture()
def second_browser(cloud_urls):
    """That of somebody else, at the same time."""
    with started_chromium() as chromium, clean(chromium, cloud_urls['horizon']) as browser:
        yield browser


@pytest.fixture()
def environment(made_environment, browser):  # noqa: F811
    """One that does not vanish before the page that shows it, which would ask for it."""
    yield made_environment
    browser.leave()
