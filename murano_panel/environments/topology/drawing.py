"""The picture in pixels: cards, and lines between them. Templates write it down, the style sheet gives the colours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from murano_panel.domain.model.secrets import without_secrets
from murano_panel.domain.model.topology import Edge, Layout, Place, layout
from murano_panel.environments.component_lines import ComponentLine
from murano_panel.environments.topology.choice import Asked, Choice, Part
from murano_panel.web.drawing import SIGNS, Grid, fitting
from murano_panel.web.text import literal

GRID = Grid(width=232, height=88, across=64, down=20, margin=6)
# Characters of usual width that a line of a card has room for: of the name, and of what is written smaller.
NAME, SMALL = 21, 30


@dataclass(frozen=True)
class Card:
    """All that the template of a card shows of a component or of an object inside one: see ``rendering.Row``.

    line: an address, or what its application told last (``is_told``), which may hold secrets. selects: the address of
    the page with it selected, opens: with its parts, or without them.
    """

    id: str
    x: float
    y: float
    name: str
    title: str
    kind: str
    symbol: str = ''
    state: str = ''
    role: str = ''
    change: str = ''
    line: str = ''
    is_told: bool = False
    selects: str = ''
    opens: str = ''
    opens_label: str = ''
    logo: str = ''
    stamp: str = ''
    is_part: bool = False
    is_selected: bool = False
    is_found: bool = False

    @property
    def is_kept(self) -> bool:
        return not self.is_told and not self.change

    @property
    def sign(self) -> str:
        """Of what the draft does to it."""
        return SIGNS.get(self.change, '')


@dataclass(frozen=True)
class Wire:
    """A line from left to right. ``is_back``: what stands on the right uses what stands on the left."""

    start: str
    end: str
    path: str
    is_back: bool = False
    contains: bool = False


@dataclass(frozen=True)
class Drawing:
    """``width`` and ``height`` in pixels. ``left_out``: how many lines would make a web of it."""

    cards: Sequence[Card]
    wires: Sequence[Wire]
    width: float
    height: float
    left_out: int = 0


def drawing(choice: Choice, page: str, *, with_logos: bool = True) -> Drawing:
    """The same for the same choice: nothing moves when only states change. ``page``: the address that cards lead to."""
    uses, contains = choice.uses, choice.contains
    found = layout(choice.ids, [*contains, *uses])
    width, height = GRID.size(found)
    wires = [*_wires(found, uses), *_wires(found, contains, contains=True)]
    return Drawing(
        cards=list(_cards(choice, found, page, with_logos=with_logos)),
        wires=wires,
        width=width,
        height=height,
        left_out=sum(1 for start, end in {*uses, *contains} if start != end and end in found.places) - len(wires),
    )


def _cards(choice: Choice, found: Layout, page: str, *, with_logos: bool) -> Iterator[Card]:
    for line in choice.lines:
        yield _card(line, choice, found.places[line.id], page, with_logos=with_logos)
        for part in choice.parts.get(line.id, ()):
            yield _part_card(part, found.places[part.id], is_found=part.id in choice.matches)


def _card(line: ComponentLine, choice: Choice, place: Place, page: str, *, with_logos: bool) -> Card:
    x, y = GRID.corner(place)
    count, asked = choice.counts[line.id], choice.asked
    is_open = line.id in asked.opened
    parts = ngettext('%(count)s part', '%(count)s parts', count) % {'count': count}
    return Card(
        id=line.id,
        x=x,
        y=y,
        name=fitting(line.name, NAME),
        title=literal(line.name),
        kind=fitting(line.application_name, SMALL),
        symbol=line.state.symbol,
        state=_(line.state.label),
        role=line.state.role,
        change=line.change.kind if line.change else '',
        line=fitting(_newest(line), SMALL + 4),
        is_told=bool(line.state.detail),
        selects=f'{page}{_query(asked, at=line.id)}#selected',
        opens=page + _query(asked, opened=_toggled(asked.opened, line.id)) if count else '',
        opens_label=f'− {parts}' if is_open else f'+ {parts}',
        logo=line.application.id if line.application and with_logos else '',
        stamp=str(line.application.stamp) if line.application and with_logos else '',
        is_selected=line.id == asked.at,
        is_found=line.id in choice.matches,
    )


def _part_card(part: Part, place: Place, *, is_found: bool) -> Card:
    x, y = GRID.corner(place)
    return Card(
        id=part.id,
        x=x,
        y=y,
        name=fitting(part.name, NAME),
        title=literal(part.name),
        kind=fitting(part.class_name.rpartition('.')[2], SMALL),
        is_part=True,
        is_found=is_found,
    )


def _newest(line: ComponentLine) -> str:
    """What it tells while something is done with it, or went wrong; else where it is reached."""
    if line.state.detail:
        return without_secrets(line.state.detail)
    if line.resources:
        floating = (ip.ip for server in line.resources.servers for ip in server.addresses if ip.floating)
        fixed = (ip.ip for server in line.resources.servers for ip in server.addresses)
        urls = (link.url for link in line.resources.links)
        return next(urls, None) or next(floating, None) or next(fixed, '')
    return ''


def _toggled(opened: Sequence[str], own_id: str) -> tuple[str, ...]:
    return tuple(item for item in opened if item != own_id) if own_id in opened else (*opened, own_id)


def _query(asked: Asked, *, at: str | None = None, opened: Sequence[str] | None = None) -> str:
    values = {
        'q': asked.text,
        'at': asked.at if at is None else at,
        'open': asked.opened if opened is None else opened,
    }
    return '?' + urlencode({name: value for name, value in values.items() if value}, doseq=True)


def _wires(found: Layout, edges: Sequence[Edge], *, contains: bool = False) -> Iterator[Wire]:
    for start, end in edges:
        route = found.routes.get((start, end))
        if route:
            is_back = route[0] > route[-1]
            yield Wire(start, end, GRID.path(route[::-1] if is_back else route), is_back, contains)
