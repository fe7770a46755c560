"""A row of the table: what is to be said of an image, and what may be done to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import conf
from murano_panel.domain.images import MarkedImage, twins
from murano_panel.domain.refusal import Refusal
from murano_panel.images.wanted import Wanted
from murano_panel.web import owners, rights

# Of other images with the same title.
MAX_NAMED = 3


@dataclass(frozen=True)
class ImageRow:
    """See ``rendering.Row``. ``owner`` is a project in words; ``asked_by`` names applications, '' where none is known.

    problems: sentences about what does not work. not_marked, not_unmarked: why it may not be changed, else ''.
    """

    image: MarkedImage
    owner: str
    asked_by: str
    problems: tuple[str, ...]
    not_marked: str
    not_unmarked: str

    @property
    def is_kept(self) -> bool:
        return True

    @property
    def id(self) -> str:
        return self.image.id


def against(request: HttpRequest, image: MarkedImage, rule: str) -> Refusal | None:
    """What stands against changing its mark. Glance has the last word."""
    own = image.owner_id == request.user.project_id
    return rights.why_not(request, rule) or (None if own else rights.why_not(request, 'mark_all_images'))


def rows_of(
    request: HttpRequest, images: Sequence[MarkedImage], *, everything: Iterable[MarkedImage], wanted: Wanted
) -> list[ImageRow]:
    """The row of each. ``everything``: among which forms choose."""
    same = twins(everything)
    # Ids say nothing to those whom Keystone does not tell the names.
    told = rights.may(request, 'mark_all_images')
    known = {image.owner_id for image in images if told or image.owner_id == request.user.project_id}
    names = owners.names(request, filter(None, known))
    return [
        ImageRow(
            image=image,
            owner=names.get(image.owner_id, _('another project')),
            asked_by=_asked_by(image, wanted),
            problems=tuple(_problems(request, image, same.get(image.id, []), wanted)),
            not_marked=str(against(request, image, 'mark_image') or ''),
            not_unmarked=str(against(request, image, 'remove_image_metadata') or ''),
        )
        for image in images
    ]


def _asked_by(image: MarkedImage, wanted: Wanted) -> str:
    if not (image.mark and image.mark.is_offered):
        return ''
    return ', '.join(wanted.asking(image.mark.type) if image.mark.type is not None else ())


def _problems(request: HttpRequest, image: MarkedImage, same: Sequence[MarkedImage], wanted: Wanted) -> list[str]:
    mark = image.mark
    if mark is None:
        return []
    found = []
    if mark.is_broken:
        found.append(_('Its mark cannot be read (no JSON object), so that no form offers it. Mark it anew.'))
    elif not mark.is_offered:
        found.append(_('Its mark has neither type nor title, so that no form offers it.'))
    elif mark.type is None:
        found.append(_('It has no type: only forms that take any image offer it.'))
    if image.is_snapshot:
        found.append(_('It is a snapshot of a server: forms do not offer it.'))
    elif mark.is_offered and image.status != 'active':
        found.append(_('Its status is "%s": forms show it, but it cannot be chosen.') % image.status)
    if conf.get('IMAGE_OWNER') and image.owner_id not in (conf.get('IMAGE_OWNER'), request.user.project_id):
        found.append(_('Forms do not offer it here: they take images of one other project alone.'))
    if same:
        others = ', '.join(other.name or other.id for other in same[:MAX_NAMED])
        found.append(_('Forms show others under the same title and type: %s.') % others)
    if wanted.is_complete and not wanted.cut and mark.type is not None and not wanted.asking(mark.type):
        found.append(
            _('No form asks for this type; those that take any image offer it.')
            if wanted.takes_any
            else _('No form in the catalog asks for this type.')
        )
    return found
