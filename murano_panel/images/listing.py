"""One page of the table of images: filtered and cut here, as Glance cannot filter by what is in a property."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.api.images import ImageList
from murano_panel.domain.images import MarkedImage, is_of_type
from murano_panel.images.rows import ImageRow, rows_of
from murano_panel.images.wanted import Wanted
from murano_panel.web import paging
from murano_panel.web.addresses import IMAGES
from murano_panel.web.paging import Neighbours, Section

UNMARKED = 'unmarked'
SHOWN = {'': _('Marked'), UNMARKED: _('Not marked')}


@dataclass(frozen=True)
class ImageQuery:
    """What the address asks for; whatever it says, it can be answered. ``show`` is one of SHOWN."""

    text: str = ''
    show: str = ''
    number: int = 1

    @classmethod
    def read(cls, query: QueryDict) -> 'ImageQuery':
        """What makes no sense counts as not asked."""
        show = query.get('show', '')
        return cls(
            text=paging.text_in(query),
            show=show if show in SHOWN else '',
            number=paging.number_in(query.get('page', '')),
        )

    @property
    def address(self) -> str:
        """The page's own."""
        return paging.address(reverse(IMAGES), self.number, {'q': self.text, 'show': self.show})

    def belongs(self, image: MarkedImage) -> bool:
        """What cannot be started from, or was made of a server, is not offered to be marked."""
        if self.show == UNMARKED:
            return image.mark is None and not image.is_part and not image.is_snapshot
        return image.mark is not None

    def matching(self, images: Iterable[MarkedImage]) -> list[MarkedImage]:
        """Marked ones by type and title, others by name."""
        text = self.text.lower()
        found = [image for image in images if self.belongs(image) and text in _words(image)]
        return sorted(found, key=_order)


def _words(image: MarkedImage) -> str:
    mark = image.mark
    return f'{image.name}\n{image.id}\n{(mark and mark.type) or ""}\n{(mark and mark.title) or ""}'.lower()


def _order(image: MarkedImage) -> tuple[str, str]:
    return (image.mark and image.mark.type) or '', image.title.casefold()


@dataclass(frozen=True)
class ImagePage(Neighbours):
    """``lacking``: {type: names of applications} that forms ask for and no image has."""

    query: ImageQuery
    section: Section[ImageRow]
    found: ImageList
    wanted: Wanted
    lacking: Sequence[tuple[str, Sequence[str]]]

    @property
    def rows(self) -> Sequence[ImageRow]:
        return self.section.rows

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """(value, label) of what can be shown."""
        return list(SHOWN.items())

    @property
    def is_unmarked(self) -> bool:
        return self.query.show == UNMARKED


def make(request: HttpRequest, query: ImageQuery, found: ImageList, wanted: Wanted) -> ImagePage:
    """No call."""
    cut = paging.cut(query.matching(found.images), query.number)
    rows = rows_of(request, cut.rows, everything=found.images, wanted=wanted)
    types = {image.mark.type for image in found.images if image.mark and image.mark.type is not None}
    lacking = [
        (kind, names)
        for kind, names in sorted(wanted.types.items())
        if kind and not any(is_of_type(own, kind) for own in types)
    ]
    return ImagePage(query, Section(rows, cut.number, cut.found), found, wanted, lacking)
