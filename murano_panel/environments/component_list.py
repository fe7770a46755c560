"""The components in view: of many, one page; filtered over all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from murano_panel.environments.component_lines import ComponentLine
from murano_panel.web import paging
from murano_panel.web.paging import ROWS_PER_PAGE, Section

MAX_TEXT = 200

# What the filter offers: {value: (label, whether a component belongs there)}.
STATES: dict[str, tuple[Any, Callable[[ComponentLine], bool]]] = {
    'progress': (_('In progress'), lambda line: line.state.is_running),
    'failed': (_('Failed or with errors'), lambda line: line.state.is_bad),
    'draft': (_('Changed in your draft'), lambda line: line.change is not None),
}


@dataclass(frozen=True)
class ComponentList:
    """``total`` are all components; ``text`` and ``state`` are what is asked for."""

    section: Section[ComponentLine]
    total: int
    text: str = ''
    state: str = ''

    @property
    def rows(self) -> Sequence[ComponentLine]:
        return self.section.rows

    @property
    def is_long(self) -> bool:
        """Whether there are so many that one looks for some of them."""
        return self.total > ROWS_PER_PAGE

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.state)

    @property
    def states(self) -> list[tuple[str, Any]]:
        """(value, label) of each filter by state."""
        return [(value, label) for value, (label, _belongs) in STATES.items()]

    @property
    def previous_query(self) -> str:
        """The query of the page before; '' on the first one."""
        return self._query(self.section.previous_number)

    @property
    def next_query(self) -> str:
        """The query of the page after; '' on the last one."""
        return self._query(self.section.next_number)

    def _query(self, number: int) -> str:
        values = {'q': self.text, 'state': self.state, 'page': number}
        return '?' + urlencode({name: value for name, value in values.items() if value}) if number else ''


def read(query: QueryDict, lines: Sequence[ComponentLine]) -> ComponentList:
    """What the address asks for: ``q``, ``state``, and ``page`` or ``at``, the id of a component that is to be in view.

    Of many, those come first that run, then what went wrong, then what the draft changes.
    """
    text, state = query.get('q', '').strip()[:MAX_TEXT], query.get('state', '')
    state = state if state in STATES else ''
    wanted = text.lower()
    found = [
        line
        for line in lines
        if (not wanted or wanted in f'{line.name}\n{line.application_name}\n{line.class_name}'.lower())
        and (not state or STATES[state][1](line))
    ]
    if len(lines) > ROWS_PER_PAGE:
        found.sort(key=_urgency)
    at = next((index for index, line in enumerate(found) if line.id == query.get('at')), None)
    number = paging.number_in(query.get('page', '')) if at is None else paging.page_of(at)
    return ComponentList(paging.cut(found, number), len(lines), text, state)


def _urgency(line: ComponentLine) -> int:
    return next((place for place, (_label, belongs) in enumerate(STATES.values()) if belongs(line)), len(STATES))
