import re
import shutil
import tempfile
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from tests.browser.browser import Browser
from tests.real import alice, environment, login, real_keystone  # noqa: F401  fixtures

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
FAILED = pytest.StashKey[bool]()


@pytest.fixture()
def chromium():
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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture()
def browser(request, chromium, cloud_urls):
    """Nobody is logged in. At the end the console must be clean; a failed test leaves a picture in /tmp.

    Name it after what it looks at: an environment must not vanish before its page does.
    """
    browser = Browser(chromium, cloud_urls['horizon'])
    browser.problems()
    yield browser
    if request.node.stash.get(FAILED, False):
        picture = Path(tempfile.gettempdir()) / f'failed-{re.sub("[^a-z_]", "", request.node.name)}.png'
        chromium.save_screenshot(str(picture))
        print(f'picture: {picture}')
    problems = browser.problems()
    chromium.get('about:blank')
    assert problems == []
