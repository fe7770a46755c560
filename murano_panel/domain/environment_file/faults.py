"""What can be wrong with a file, in one table of sentences, and where."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from murano_panel.domain.translation import gettext_noop

# code -> what is told, and what to do. Codes are for tests.
SENTENCES = {
    'empty': gettext_noop('There is nothing in it.'),
    'large': gettext_noop('It is larger than %(kilobytes)d kB.'),
    'utf-8': gettext_noop('It is not UTF-8 text: save it as such, and not packed or as UTF-16.'),
    'html': gettext_noop(
        'This is a web page, not a file of an environment: perhaps the page of a login, or of an error.'
    ),
    'yaml': gettext_noop('This is not YAML: %(value)s.'),
    'deep': gettext_noop('Nested deeper than %(most)d levels.'),
    'many': gettext_noop('More than %(most)d values.'),
    'objects': gettext_noop('More than %(most)d objects, components and parts of them together.'),
    'documents': gettext_noop('A second YAML document begins here: leave it out.'),
    'alias': gettext_noop('Anchors (&), aliases (*) and merged keys (<<) are not read: write the value itself.'),
    'tag': gettext_noop('Tags (!) are not read: leave it out, and put the value in quotes if it is to be a text.'),
    'key': gettext_noop('A key has to be a text: put quotes around "%(value)s".'),
    'key-mapping': gettext_noop('A key has to be a text, not a list or a mapping.'),
    'twice': gettext_noop(
        'The key "%(value)s" stands here once more (first in line %(first)d): leave one of them out.'
    ),
    'ambiguous': gettext_noop(
        '"%(value)s" means something else to different versions of YAML: put quotes around a text; write true or '
        'false, and numbers in decimal.'
    ),
    'unicode': gettext_noop('A character here cannot be stored: leave it out.'),
    'no-format': gettext_noop('This is no file of an environment: it begins with "format: murano-environment".'),
    'newer': gettext_noop('This is version %(value)s of the format. Only versions 1 and 2 are known here.'),
    'missing': gettext_noop('The key "%(key)s" is missing here: needed is %(expected)s.'),
    'unknown': gettext_noop('The key "%(key)s" is not known here: needed is %(expected)s.'),
    'other': gettext_noop('This cannot stand here: needed is %(expected)s.'),
    'reference': gettext_noop(
        'There is no object "%(value)s" in this file: name a component, or a part of one by its place.'
    ),
    'more': gettext_noop('There are more mistakes, which are not listed.'),
}
MOST = 50
_SHOWN = 100


@dataclass(frozen=True)
class Problem:
    """``line`` counts from 1, 0 for the file as a whole. ``path`` is where in the file, as people read it."""

    code: str
    line: int = 0
    path: str = ''
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """In English; a message id with its values in their places."""
        return SENTENCES[self.code] % self.values


class BadFile(Exception):
    """The file cannot be used; ``problems`` has one at least, in the order of the lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        found = sorted(problems, key=lambda problem: problem.line)
        self.problems = [*found[:MOST], *([Problem('more', found[MOST].line)] if len(found) > MOST else [])]
        super().__init__(self.problems[0].code)


def cut(value: object) -> str:
    """A piece of the file as a sentence shows it."""
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'
