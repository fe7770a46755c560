"""What the table of packages shows, as its address says it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.domain.records import Package
from murano_panel.web.addresses import PACKAGES
from murano_panel.web.urlids import MuranoId

MAX_CHARACTERS = 200
KINDS = {'Application': _('Application'), 'Library': _('Library')}
# What Murano cannot filter by: {value: (label, whether a package belongs there)}.
STATES: dict[str, tuple[Any, Callable[[Package], bool]]] = {
    'enabled': (_('Enabled'), lambda package: package.enabled),
    'disabled': (_('Disabled'), lambda package: not package.enabled),
    'shared': (_('For all projects'), lambda package: package.is_public),
    'private': (_('For one project'), lambda package: not package.is_public),
}
ORDERS = {'name': _('Name'), 'created': _('Created')}


@dataclass(frozen=True)
class PackageFilters:
    """``after`` and ``before`` are ids of packages: the page begins behind the one, or ends in front of the other.

    sort: one of ORDERS, with a minus for descending; '' for the usual one.
    """

    text: str = ''
    kind: str = ''
    state: str = ''
    category: str = ''
    tag: str = ''
    mine: bool = False
    sort: str = ''
    after: str = ''
    before: str = ''

    @classmethod
    def read(cls, query: QueryDict) -> 'PackageFilters':
        """What makes no sense counts as not asked."""
        sort = query.get('sort', '')
        after = _id(query.get('after', ''))
        return cls(
            text=' '.join(query.get('q', '')[:MAX_CHARACTERS].split()),
            kind=_one_of(KINDS, query.get('type', '')),
            state=_one_of(STATES, query.get('state', '')),
            category=query.get('category', '')[:MAX_CHARACTERS],
            tag=query.get('tag', '')[:MAX_CHARACTERS],
            mine=query.get('owner') == 'mine',
            sort=sort if sort.removeprefix('-') in ORDERS and sort != 'name' else '',
            after=after,
            before='' if after else _id(query.get('before', '')),
        )

    @property
    def order(self) -> str:
        """By what Murano is asked to sort, and a search is sorted where the user says so."""
        return self.sort.removeprefix('-') or 'name'

    @property
    def descending(self) -> bool:
        return self.sort.startswith('-')

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered out."""
        return bool(self.text or self.kind or self.state or self.category or self.tag or self.mine)

    def matches(self, package: Package) -> bool:
        """Whether what Murano cannot filter by holds."""
        return not self.state or STATES[self.state][1](package)

    @property
    def address(self) -> str:
        """The page's own."""
        values = {
            'q': self.text,
            'type': self.kind,
            'state': self.state,
            'category': self.category,
            'tag': self.tag,
            'owner': 'mine' if self.mine else '',
            'sort': self.sort,
            'after': self.after,
            'before': self.before,
        }
        asked = urlencode({name: value for name, value in values.items() if value})
        return reverse(PACKAGES) + (asked and f'?{asked}')

    def page(self, *, after: str = '', before: str = '') -> 'PackageFilters':
        """The same on another page, the first one without either."""
        return replace(self, after=after, before=before)

    def sorted_by(self, name: str) -> 'PackageFilters':
        """The same sorted by this; the other way round where it already is."""
        turned = self.order == name and not self.descending and not (self.text and not self.sort)
        sort = f'-{name}' if turned else name
        return replace(self.page(), sort='' if sort == 'name' else sort)


def _one_of(known: dict[str, Any], value: str) -> str:
    return value if value in known else ''


def _id(value: str) -> str:
    return value if re.fullmatch(MuranoId.regex, value) else ''
