"""A walk through pages in one browser, with axe-core looking at each state of them."""

from django.urls import resolve

from tests.browser.browser import Browser
from tests.support import axe
from tests.views.addresses import SPACE

# Half faded in, a text has less contrast than it will have.
STILL = {'features': [{'name': 'prefers-reduced-motion', 'value': 'reduce'}]}

PHONE = {'width': 375, 'height': 900, 'deviceScaleFactor': 1, 'mobile': False}


class Walk:
    """What was looked at, and what axe found there.

    ``wrong`` is what is to be mended, with the state's name; ``frame`` the rules that Horizon's part breaks; ``pages``
    the names of the addresses that were looked at.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.wrong: list[str] = []
        self.frame: dict[str, str] = {}
        self.pages: set[str] = set()
        browser.driver.set_script_timeout(60)
        browser.driver.execute_cdp_cmd('Emulation.setEmulatedMedia', STILL)

    def look(self, state: str, page: str = '') -> None:
        """The page as it stands; ``page`` names the one whose content was put into this one."""
        self.browser.wait(self._is_still, f'a page at rest: {state}')
        wrong, frame = axe.violations(self.browser.driver)
        self.wrong += [f'{state}: {each}' for each in wrong]
        if (width := self._width_on_a_phone()) > PHONE['width']:
            self.wrong.append(f'{state}: {width} pixels wide on a phone')
        self.frame |= {rule: f'{state}: {where}' for rule, where in frame.items()}
        self.pages.add(page or resolve(self._path()).view_name.removeprefix(SPACE))

    def _path(self) -> str:
        return self.browser.driver.execute_script('return location.pathname')

    def open(self, path: str, state: str, text: str = '') -> None:
        """Another page, once it shows the text."""
        self.browser.open(path)
        if text:
            self.browser.see(text)
        self.look(state)

    def dialog(self, button: str, state: str) -> None:
        """What opens over the page, ended by Esc."""
        self.browser.click(button)
        self.browser.wait(lambda: self.browser.count('dialog'), f'a dialog after {button!r}')
        self.look(state)
        self.browser.escape()
        self.browser.wait(lambda: not self.browser.count('dialog'), 'no dialog')

    def _width_on_a_phone(self) -> int:
        driver = self.browser.driver
        driver.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', PHONE)
        try:
            return driver.execute_script('return document.documentElement.scrollWidth')
        finally:
            driver.execute_cdp_cmd('Emulation.clearDeviceMetricsOverride', {})

    def _is_still(self) -> bool:
        return self.browser.driver.execute_script(
            "return document.readyState === 'complete' && document.getAnimations().every((each) => "
            "each.effect.getComputedTiming().iterations === Infinity || each.playState !== 'running')"
        )
