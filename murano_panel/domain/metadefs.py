"""Metadata definitions of Glance: the keys that a cloud knows for its servers and applications, and their values."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from murano_panel.domain.translation import gettext_noop

_WHOLE, _NUMBER = re.compile(r'[+-]?\d{1,18}'), re.compile(r'[+-]?\d{1,18}(\.\d{1,18})?')
# What JSON, Python and people write.
_YES_OR_NO = frozenset({'true', 'false'})


@dataclass(frozen=True)
class Definition:
    """One key. ``type`` is JSON schema's; ``choices`` are all values that it takes, () where it takes any."""

    key: str
    title: str = ''
    description: str = ''
    type: str = 'string'
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None

    def complaint(self, text: str) -> str:
        """What is wrong with a value, a message id; '' for nothing. Patterns of strangers are not run."""
        if self.choices:
            return '' if text in self.choices else gettext_noop('Glance knows other values for it: choose one of them.')
        if self.type == 'boolean':
            return '' if text.lower() in _YES_OR_NO else gettext_noop('Glance wants true or false here.')
        if self.type not in ('integer', 'number'):
            return ''
        if not (_WHOLE if self.type == 'integer' else _NUMBER).fullmatch(text):
            return gettext_noop('Glance wants a number here.')
        number = float(text)
        if (self.minimum is not None and number < self.minimum) or (self.maximum is not None and number > self.maximum):
            return gettext_noop('Glance wants a number within other limits here.')
        return ''


@dataclass(frozen=True)
class Namespace:
    """Definitions that belong together."""

    name: str
    title: str = ''
    description: str = ''
    definitions: tuple[Definition, ...] = ()


def by_key(namespaces: Iterable[Namespace]) -> Mapping[str, Definition]:
    """Of several that define a key the first one counts."""
    found: dict[str, Definition] = {}
    for namespace in namespaces:
        for definition in namespace.definitions:
            found.setdefault(definition.key, definition)
    return found
