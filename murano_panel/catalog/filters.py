"""What the catalog shows, as its URL says it. Everything else on the page follows from here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from murano_panel.catalog.destination import Destination
from murano_panel.web.urlids import MuranoId

# Cards per page.
CARDS_PER_PAGE = 24
MAX_FILTER_CHARACTERS = 200
MAX_CHOICES = 50
SORT_ORDERS = {'name': _('Name'), 'created': _('Newest')}


@dataclass(frozen=True)
class CatalogFilters:
    """``after`` is the id of the last package of the page before; ``place`` is what gets what is added.

    provides: a MuranoPL class that the packages define, as another application needs it.
    """

    text: str = ''
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    mine: bool = False
    shared: bool = False
    provides: str = ''
    order: str = ''
    after: str = ''
    place: Destination | None = None

    @classmethod
    def from_query(cls, query: QueryDict) -> 'CatalogFilters':
        """Whatever a URL says, as far as it makes sense: links grow old, and people edit them."""
        order = query.get('sort', '')
        return cls(
            text=' '.join(query.get('q', '')[:MAX_FILTER_CHARACTERS].split()),
            categories=_several(query.getlist('category')),
            tags=_several(query.getlist('tag')),
            mine=query.get('mine') == '1',
            shared=query.get('shared') == '1',
            provides=query.get('provides', '')[:MAX_FILTER_CHARACTERS].strip(),
            order=order if order in SORT_ORDERS else '',
            after=_id(query.get('after', '')),
            place=_place(query),
        )

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.text or self.categories or self.tags or self.mine or self.shared or self.provides)

    @property
    def api_order(self) -> str:
        """In which order Murano is asked; it knows no best match."""
        return self.order or 'name'

    def orders(self) -> list[tuple[str, str]]:
        """The orders to choose from: by default the best match, without a search the name."""
        if self.text:
            return [('', _('Best match')), *SORT_ORDERS.items()]
        return [('' if value == 'name' else value, label) for value, label in SORT_ORDERS.items()]

    def query(self) -> str:
        """The URL's query for these filters, with its ``?``."""
        pairs = [
            ('q', self.text),
            *(('category', name) for name in self.categories),
            *(('tag', name) for name in self.tags),
            ('mine', '1' if self.mine else ''),
            ('shared', '1' if self.shared else ''),
            ('provides', self.provides),
            ('sort', self.order),
            *([(self.place.kind, self.place.id)] if self.place else []),
            ('after', self.after),
        ]
        return '?' + urlencode([pair for pair in pairs if pair[1]])

    def page_after(self, package_id: str) -> str:
        """The query of the page that begins after this package; of the first page for ''."""
        return replace(self, after=package_id).query()

    @property
    def for_place(self) -> str:
        """The query by which other pages keep in mind what one adds to."""
        return self.place.query if self.place else ''

    def cleared(self) -> str:
        """The query without filters; how it is sorted and what one adds to stays."""
        return CatalogFilters(order=self.order, place=self.place).query()


def _several(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value[:MAX_FILTER_CHARACTERS] for value in values if value))[:MAX_CHOICES]


def _id(value: str) -> str:
    return value if re.fullmatch(MuranoId.regex, value) else ''


def _place(query: QueryDict) -> Destination | None:
    for kind in ('environment', 'blueprint'):
        found = _id(query.get(kind, ''))
        if found:
            return Destination(kind, found)
    return None
