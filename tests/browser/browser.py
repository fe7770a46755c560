"""Chromium as a person uses it: by what is written on the page."""

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
    WebDriverException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait

# Pages move while they are looked at, and Horizon's messages hide what is below them for some seconds.
FLEETING = (
    StaleElementReferenceException,
    WebDriverException,
    NoSuchElementException,
    ElementNotInteractableException,
    ElementClickInterceptedException,
)
# Long, for machines that do other things as well; whoever finds what it waits for does not wait so long.
SECONDS = 90
NOTICE_CLICK = """
    arguments[0].addEventListener('click', function () { this.hasBeenPressed = true; }, {once: true, capture: true});
"""


class Browser:
    """Every method waits until what it needs is there, and fails with a sentence when it does not come."""

    def __init__(self, driver, home: str) -> None:
        self.driver = driver
        self.home = home.rstrip('/')
        self._scripts = True

    def wait(self, condition, what: str, seconds: float = SECONDS):
        """The first true answer of ``condition``."""
        wait = WebDriverWait(self.driver, seconds, poll_frequency=0.2, ignored_exceptions=FLEETING)
        return wait.until(lambda driver: condition(), f'{what} on {self.driver.current_url}')

    def open(self, path: str) -> None:
        self.driver.get(self.home + path)

    def log_in(self, name: str) -> None:
        # The page that is still there must not ask without a login.
        self.leave()
        self.driver.execute_cdp_cmd('Network.clearBrowserCookies', {})
        self.open('/auth/login/')
        self.fill('User Name', name)
        self.fill('Password', 'demo')
        self.click('Sign In')
        self.wait(lambda: '/auth/login' not in self.driver.current_url, 'the login')

    def leave(self) -> None:
        """Ends what the page still asks for."""
        self.driver.get('about:blank')

    def without_scripts(self, without: bool) -> None:
        """Pages that are opened from now on run no scripts, or do again."""
        self.driver.execute_cdp_cmd('Emulation.setScriptExecutionDisabled', {'value': without})
        self._scripts = not without

    # Reading ------------------------------------------------------------------------------------------------------

    def text(self) -> str:
        return self.driver.find_element(By.TAG_NAME, 'body').text

    def see(self, text: str, seconds: float = SECONDS) -> None:
        self.wait(lambda: text in self.text(), f'{text!r}', seconds)

    def see_no(self, text: str, seconds: float = SECONDS) -> None:
        self.wait(lambda: text not in self.text(), f'no more {text!r}', seconds)

    def count(self, selector: str) -> int:
        return len(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def part(self, selector: str) -> str:
        return self.driver.find_element(By.CSS_SELECTOR, selector).text

    def part_html(self, selector: str) -> str:
        return self.driver.find_element(By.CSS_SELECTOR, selector).get_attribute('innerHTML')

    def values(self) -> str:
        """What stands in text fields."""
        return ' '.join(each.get_attribute('value') for each in self.driver.find_elements(By.CSS_SELECTOR, 'input'))

    def problems(self) -> list[str]:
        """What went wrong in the console since the last time; remarks of Horizon's own libraries left out."""
        return [
            entry['message']
            for entry in self.driver.get_log('browser')
            if entry['level'] == 'SEVERE' and '/favicon' not in entry['message']
        ]

    # Acting -------------------------------------------------------------------------------------------------------

    def click(self, text: str, *, inside: str = 'body') -> None:
        """Presses the button or link with this text, or label for those who hear the page."""
        self.wait(lambda: self._press(self._shown(self._said(text), inside)), f'a button {text!r}')

    def _press(self, target: WebElement) -> bool:
        """False when the page moved meanwhile and the click went elsewhere, as when the answer to a check comes."""
        if self._scripts:
            self.driver.execute_script(NOTICE_CLICK, target)
        target.click()
        if not self._scripts:
            return True
        try:
            return self.driver.execute_script('return arguments[0].hasBeenPressed === true', target)
        except WebDriverException:
            # It has led to another page.
            return True

    def leave_by(self, text: str, *, inside: str = 'body') -> None:
        """``click`` that leads to another page."""
        page = self.driver.find_element(By.TAG_NAME, 'html')
        self.click(text, inside=inside)
        self.wait(lambda: gone(page), f'another page after {text!r}')

    def escape(self) -> None:
        self.driver.switch_to.active_element.send_keys(Keys.ESCAPE)

    def choose(self, label: str, text: str) -> None:
        """The first choice that contains the text."""

        def chosen() -> bool:
            choices = Select(self.field(label))
            choices.select_by_visible_text(next(each.text for each in choices.options if text in each.text))
            return True

        self.wait(chosen, f'a choice {text!r} of {label!r}')

    def fill(self, label: str, value: str) -> None:
        """Types into the field with this label."""

        def filled() -> bool:
            field = self.field(label)
            field.clear()
            field.send_keys(value)
            return True

        self.wait(filled, f'a field {label!r}')

    def field(self, label: str) -> WebElement:
        found = self._shown(f'.//label[starts-with(normalize-space(.), "{label}")]', 'body')
        return self.driver.find_element(By.ID, found.get_attribute('for'))

    def _shown(self, path: str, inside: str) -> WebElement:
        """The topmost of the visible ones: dialogs come last in the page."""
        frame = self.driver.find_element(By.CSS_SELECTOR, inside)
        found = [each for each in frame.find_elements(By.XPATH, path) if each.is_displayed() and each.is_enabled()]
        if not found:
            raise NoSuchElementException(path)
        self.driver.execute_script('arguments[0].scrollIntoView({block: "center"})', found[-1])
        return found[-1]

    @staticmethod
    def _said(text: str) -> str:
        pressed = 'self::a or self::button or self::summary'
        return (
            f'.//*[{pressed}][normalize-space(.)="{text}" or starts-with(@aria-label, "{text}")]'
            f' | .//input[@type="submit"][@value="{text}"]'
        )


def gone(element: WebElement) -> bool:
    try:
        element.is_enabled()
    except WebDriverException as error:
        # Between two pages the driver has other words for it.
        if isinstance(error, StaleElementReferenceException) or 'does not belong to the document' in str(error):
            return True
        raise
    return False
