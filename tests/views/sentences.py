"""What a page has to say of each fault: any other alert on it does not count."""

import html
import re
from html.parser import HTMLParser

# Beginnings of names of faults, and what is said of them wherever they strike.
_OF_FAULTS = {
    'refused': 'Murano cannot be reached',
    'lost': 'connection to Murano broke off',
    'late': 'Murano did not answer in time',
    'cut off': 'connection to Murano broke off',
    '401': 'login has ended|belongs to another user',
    # Of what is not the user's it is not told that it exists; of drafts it is found out what it means.
    '403': 'for a reason|may have been deleted|draft is no longer valid',
    # Of the methods of classes and objects Murano says with the same code that they take other arguments.
    '404': 'may have been deleted|draft is no longer valid|shows it nevertheless|no such action|takes other arguments',
    '409': 'for a reason|has this name|(environment|category|blueprint) of this name',
    '500 of odd JSON': 'Murano does not answer',
    '500': 'disk full',
    '502': '502 Bad Gateway',
    '503': 'no server is available',
    '599': 'Murano does not answer',
    '30': 'leads elsewhere',
    'web page': 'a web page, not Murano|something unreadable|not what was expected',
    'bomb': 'larger than',
    'compressed': 'is damaged',
}
# Those of the wrong shape; or rows of a list are missing.
_UNREADABLE = 'something unreadable|could not be read|not what was expected'


def told(fault_name: str, text: str) -> bool:
    """Whether the text speaks of this fault."""
    pattern = next((said for name, said in _OF_FAULTS.items() if fault_name.startswith(name)), _UNREADABLE)
    return bool(re.search(pattern, text))


class _Alerts(HTMLParser):
    """The text in the heading, and in whatever is drawn as an alert or as an error beside a field."""

    CLASSES = {'alert', 'murano-field__errors'}
    VOID = {'br', 'input', 'img', 'hr', 'meta', 'link'}

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._depth = self._silent = 0

    def handle_starttag(self, tag, attributes):
        if tag in self.VOID:
            return
        classes = set((dict(attributes).get('class') or '').split())
        if tag == 'noscript':
            # What is told whoever has no scripts is no sentence about anything that happened.
            self._silent += 1
        if self._depth or tag == 'h1' or classes & self.CLASSES:
            self._depth += 1

    def handle_endtag(self, tag):
        self._silent -= tag == 'noscript'
        if self._depth and tag not in self.VOID:
            self._depth -= 1

    def handle_data(self, data):
        if self._depth and not self._silent:
            self.found.append(data)


def alerts(page: str) -> str:
    """All of them, single blanks."""
    reader = _Alerts()
    reader.feed(page)
    return html.unescape(' '.join(' '.join(reader.found).split()))
