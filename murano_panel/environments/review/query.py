"""What of a change set the review is asked for: by its address, so that it can be linked, reloaded and gone back to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.domain.model.changes import ADDED, CHANGED, REMOVED, ComponentChange
from murano_panel.web import paging
from murano_panel.web.addresses import REVIEW

# What the filter offers: {kind of change: its label}.
KINDS: dict[str, Any] = {ADDED: _('Added'), CHANGED: _('Changed'), REMOVED: _('Removed')}


@dataclass(frozen=True)
class ReviewQuery:
    """Whatever the address says, it can be answered. ``text``: in the names of a component; ``kind``: of its change.

    component: the id of the one whose properties are asked for, all of them, page by page; '' for the change set.
    """

    environment_id: str
    text: str = ''
    kind: str = ''
    component: str = ''
    number: int = 1

    @classmethod
    def read(cls, environment_id: str, query: QueryDict) -> 'ReviewQuery':
        """What makes no sense counts as not asked."""
        kind = query.get('kind', '')
        return cls(
            environment_id=environment_id,
            text=paging.text_in(query),
            kind=kind if kind in KINDS else '',
            component=query.get('of', ''),
            number=paging.number_in(query.get('page', '')),
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.kind or self.component)

    @property
    def address(self) -> str:
        """The page's own."""
        path = reverse(REVIEW, args=[self.environment_id])
        return paging.address(path, self.number, {'q': self.text, 'kind': self.kind, 'of': self.component})

    @property
    def unfiltered(self) -> str:
        """The address of all changes."""
        return replace(self, text='', kind='', component='', number=1).address

    def matching(self, changes: Iterable[ComponentChange]) -> list[ComponentChange]:
        """Those that are asked for, in their order."""
        if self.component:
            return [change for change in changes if change.component_id == self.component]
        wanted = self.text.lower()
        return [
            change
            for change in changes
            if (not self.kind or change.kind == self.kind)
            and wanted in f'{change.name}\n{change.application}\n{change.class_name}'.lower()
        ]
