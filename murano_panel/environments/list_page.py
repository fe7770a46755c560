"""One page of the list, as its address asks for it: filtered and sorted over all environments, built for fifty."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.domain.records import Environment
from murano_panel.drafts.listed import ListedEnvironment, listed
from murano_panel.environments.rows import ListRow, with_buttons
from murano_panel.web import paging
from murano_panel.web.addresses import ENVIRONMENTS
from murano_panel.web.paging import Header, Neighbours, Section

MAX_TEXT = 200

# What the filter offers: {value: (label, whether an environment belongs there)}.
STATES: dict[str, tuple[Any, Callable[[ListedEnvironment], bool]]] = {
    'progress': (_('In progress'), lambda item: item.is_in_progress),
    'attention': (_('Needs a look'), lambda item: item.needs_attention),
    'deployed': (_('Deployed'), lambda item: item.state.is_deployed),
    'new': (_('Not deployed yet'), lambda item: item.state.is_undeployed),
    'draft': (_('With a draft of mine'), lambda item: item.has_draft),
}


def _urgency(item: ListedEnvironment) -> int:
    """What runs comes first, then what went wrong, then what the user has begun."""
    if item.state.is_running:
        return 0
    if item.needs_attention:
        return 1
    return 2 if item.has_draft else 3


@dataclass(frozen=True)
class Sorting:
    """One way to sort: by a column, the smallest first unless ``descending``."""

    label: Any
    key: Callable[[ListedEnvironment], Any]
    descending: bool = False


SORTINGS = {
    'name': Sorting(_('Name'), lambda item: item.name.casefold()),
    'state': Sorting(_('State'), _urgency),
    'updated': Sorting(_('Updated'), lambda item: item.environment.updated, descending=True),
}
DEFAULT_SORTING = 'state'


@dataclass(frozen=True)
class ListQuery:
    """What the address asks for; whatever it says, it can be answered."""

    text: str = ''
    state: str = ''
    order: str = DEFAULT_SORTING
    reverse: bool = False
    number: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> 'ListQuery':
        """What makes no sense counts as not asked."""
        sort = query.get('sort', '')
        order = sort.removeprefix('-')
        state = query.get('state', '')
        return cls(
            text=query.get('q', '').strip()[:MAX_TEXT],
            state=state if state in STATES else '',
            order=order if order in SORTINGS else DEFAULT_SORTING,
            reverse=order in SORTINGS and sort.startswith('-'),
            number=paging.number_in(query.get('page', '')),
        )

    @property
    def sort(self) -> str:
        """As the address says it; '' for the usual order."""
        sort = f'-{self.order}' if self.reverse else self.order
        return '' if sort == DEFAULT_SORTING else sort

    @property
    def filtered(self) -> bool:
        return bool(self.text or self.state)

    @property
    def address(self) -> str:
        """The page's own."""
        values = {'q': self.text, 'state': self.state, 'sort': self.sort}
        return paging.address(reverse(ENVIRONMENTS), self.number, values)

    def matching(self, items: Iterable[ListedEnvironment]) -> list[ListedEnvironment]:
        """Those of all that are asked for, in order. ``items`` come by name, which decides between equals."""
        text = self.text.lower()
        belongs = STATES[self.state][1] if self.state else None
        found = [
            item
            for item in items
            if text in f'{item.name}\n{item.environment.description}'.lower() and (not belongs or belongs(item))
        ]
        order = SORTINGS[self.order]
        return sorted(found, key=order.key, reverse=order.descending != self.reverse)


@dataclass(frozen=True)
class ListPage(Neighbours):
    """``total`` are all environments, ``section`` those in view of the ones that match."""

    query: ListQuery
    section: Section[ListRow]
    total: int

    @property
    def rows(self) -> Sequence[ListRow]:
        return self.section.rows

    @property
    def headers(self) -> list[Header]:
        """In the order of the columns."""
        return [self._header(name, order) for name, order in SORTINGS.items()]

    @property
    def states(self) -> list[tuple[str, Any]]:
        """(value, label) of each filter by state."""
        return [(value, label) for value, (label, _belongs) in STATES.items()]

    def _header(self, name: str, order: Sorting) -> Header:
        used = name == self.query.order
        turned = replace(self.query, order=name, reverse=used and not self.query.reverse, number=1)
        descending = order.descending != self.query.reverse
        direction = ('descending' if descending else 'ascending') if used else ''
        return Header(name, order.label, turned.address, direction)


def read(request: HttpRequest, environments: Sequence[Environment]) -> ListPage:
    """The page that the request's address asks for, the last one where it has gone too far. No call."""
    query = ListQuery.read(request.GET)
    section = paging.cut(query.matching(listed(request, environments)), query.number)
    rows = with_buttons(request, section.rows)
    return ListPage(query, Section(rows, section.number, section.found), len(environments))
