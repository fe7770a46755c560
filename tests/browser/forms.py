"""The form of a package as somebody sees it who fills it in."""

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from tests.browser.browser import Browser

STEP = '[data-murano-section]:not([hidden])'
# More keys than lie between any two places of a page.
MOST_KEYS = 120


def fill_in(browser: Browser, **answers) -> None:
    """{beginning of the label, with _ for blanks: answer}. True and False are for boxes, a list for a choice."""
    for name, answer in answers.items():
        label = name.replace('_', ' ')
        if isinstance(answer, bool):
            tick(browser, label, answer)
        elif isinstance(answer, list):
            browser.choose(label, *answer)
        else:
            browser.fill(label, answer)


def tick(browser: Browser, label: str, on: bool) -> None:
    """Themes hide the box itself: its label is what one presses."""

    def ticked() -> bool:
        box = browser.field(label)
        if box.is_selected() != on:
            browser.driver.find_element(By.CSS_SELECTOR, f'label[for="{box.get_attribute("id")}"]').click()
        return box.is_selected() == on

    browser.wait(ticked, f'a box {label!r}')


def answer(browser: Browser, label: str) -> str | bool:
    """What a field holds: the label of what is chosen, whether a box is ticked, or the text."""
    field = browser.field(label)
    if field.tag_name == 'select':
        return Select(field).first_selected_option.text
    return field.is_selected() if field.get_attribute('type') == 'checkbox' else field.get_attribute('value')


def answers(browser: Browser, *labels: str) -> list[str | bool]:
    return [answer(browser, label) for label in labels]


def at_step(browser: Browser, title: str) -> None:
    browser.wait(lambda: browser.part(f'{STEP} h2').startswith(title), f'the step {title!r}')


def next_step(browser: Browser, title: str) -> None:
    browser.click('Next', inside=STEP)
    at_step(browser, title)


def below(browser: Browser, label: str, part: str) -> str:
    """What stands at a field: ``part`` is 'error', 'note' or 'help'."""
    return browser.part(f'#{browser.field(label).get_attribute("id")}-{part}')


def refused(browser: Browser, label: str, text: str) -> None:
    """The error stands at its field and in the summary."""
    browser.wait(
        lambda: text in below(browser, label, 'error') and text in browser.part(f'{STEP} [data-murano-summary]'),
        f'{text!r} at {label!r}',
    )


def reviewed(browser: Browser, selector: str = STEP) -> dict[str, str]:
    """{label: answer} of the review."""
    terms, texts = (browser.driver.find_elements(By.CSS_SELECTOR, f'{selector} {tag}') for tag in ('dt', 'dd'))
    return {term.text: ' '.join(text.text.split()) for term, text in zip(terms, texts, strict=True)}


def reviewed_by_path(browser: Browser, selector: str) -> dict[str, str]:
    """{path in the object model, as the label's hint tells it: value} of a change set."""
    terms, texts = (browser.driver.find_elements(By.CSS_SELECTOR, f'{selector} {tag}') for tag in ('dt', 'dd'))
    return {term.get_attribute('title'): ' '.join(text.text.split()) for term, text in zip(terms, texts, strict=True)}


def open_review(browser: Browser) -> None:
    """Of the draft on the environment's page: all its changes, with all their properties."""
    browser.leave_by('Review & deploy')
    browser.see('Back to the environment')
    browser.driver.execute_script(
        "document.querySelectorAll('.murano-changes details').forEach(part => part.open = true)"
    )


class Keyboard:
    """Nothing but keys. Where they go is told by what those hear who do not see the page."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    @property
    def place(self):
        return self._browser.driver.switch_to.active_element

    def press(self, *keys: str) -> None:
        self.place.send_keys(*keys)

    def go_to(self, name: str) -> None:
        """Tab, until the name of what has the focus contains this."""
        for _ in range(MOST_KEYS):
            self.press(Keys.TAB)
            if name in self.place.accessible_name:
                return
        raise AssertionError(f'{name!r} cannot be reached')

    def go_down_to(self, text: str) -> None:
        """Arrow down, until the entry of the open menu that has the focus contains the text."""

        def there() -> bool:
            if self.place.tag_name == 'a' and text in self.place.text:
                return True
            self.press(Keys.ARROW_DOWN)
            return False

        self._browser.wait(there, f'an entry {text!r}')

    def type_into(self, name: str, text: str) -> None:
        self.go_to(name)
        self.press(Keys.CONTROL + 'a')
        self.press(text)


def pair(browser: Browser, number: int, key: str, value: str) -> None:
    """Types into a line of metadata; the first one is 1."""

    def typed() -> bool:
        lines = browser.driver.find_elements(By.CSS_SELECTOR, '[data-murano-pair]')
        for name, text in (('key', key), ('value', value)):
            field = lines[number - 1].find_element(By.NAME, name)
            field.clear()
            field.send_keys(text)
        return True

    browser.wait(typed, f'a line {number}')
