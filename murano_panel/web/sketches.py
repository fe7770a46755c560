"""A small picture of what an environment consists of, for ``_sketch.html``: no script, no call, twelve boxes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from murano_panel.domain.model import sketch
from murano_panel.domain.model.changes import ADDED, CHANGED, REMOVED, ComponentChange
from murano_panel.domain.model.object_model import Catalog
from murano_panel.domain.model.sketch import Box, Sketch
from murano_panel.domain.model.topology import Place, layout
from murano_panel.domain.records import ObjectModel
from murano_panel.web.drawing import SIGNS, Grid, fitting
from murano_panel.web.text import literal

GRID = Grid(width=148, height=42, across=30, down=10, margin=3)
# Characters of usual width that a line of a box has room for: of the name, and of what is written smaller.
NAME, SMALL = 18, 23
# Pixels of an arrow's head.
HEAD = 6
WORDS = {ADDED: _('added'), CHANGED: _('changed'), REMOVED: _('removed'), '': _('untouched')}


@dataclass(frozen=True)
class DrawnBox:
    """title: what is shown when it is pointed at. line: its change in a sign and a word, else its application."""

    x: float
    y: float
    kind: str
    name: SafeString
    title: SafeString
    line: SafeString


@dataclass(frozen=True)
class Picture:
    """``sketch`` has the same in words. paths: of the lines, with their heads."""

    sketch: Sketch
    boxes: Sequence[DrawnBox]
    paths: Sequence[str]
    width: float
    height: float


def picture(components: Sequence[ObjectModel], catalog: Catalog | None = None) -> Picture | None:
    """Of components as they are; None for fewer than two."""
    return drawn(sketch.sketch(components, catalog))


def change_picture(
    before: Sequence[ObjectModel],
    after: Sequence[ObjectModel],
    changes: Sequence[ComponentChange],
    catalog: Catalog | None = None,
) -> Picture | None:
    """Of what changes do to components; None where they do nothing to any."""
    return drawn(sketch.change_sketch(before, after, kinds(changes), catalog))


def kinds(changes: Sequence[ComponentChange]) -> Mapping[str, str]:
    """{id of a component: what happens to it}; what changes of the environment itself is in no picture."""
    return {change.component_id: change.kind for change in changes if not change.is_environment}


def drawn(found: Sketch | None) -> Picture | None:
    """As a picture."""
    if found is None:
        return None
    placed = layout([box.id for box in found.boxes], found.edges)
    width, height = GRID.size(placed)
    routes = [placed.routes[edge] for edge in found.edges if edge in placed.routes]
    return Picture(
        sketch=found,
        boxes=[_drawn(box, placed.places[box.id], is_change=found.is_change) for box in found.boxes],
        paths=list(map(_arrow, routes)),
        width=width,
        height=height,
    )


def _arrow(route: Sequence[Place]) -> str:
    """With a head of its own: a marker of SVG has an id, and there may be several pictures in a page."""
    is_back = route[0] > route[-1]
    x, y = GRID.corner(route[-1])
    y += GRID.height / 2
    # Lines run from left to right; what is used to the left of its user has the head at its right side.
    tip, tail = (x + GRID.width, x + GRID.width + HEAD) if is_back else (x, x - HEAD)
    return f'{GRID.path(route[::-1] if is_back else route)}M{tail:g} {y - 3:g}L{tip:g} {y:g}L{tail:g} {y + 3:g}'


def _drawn(box: Box, place: Place, *, is_change: bool) -> DrawnBox:
    x, y = GRID.corner(place)
    about = f'{SIGNS.get(box.kind, "")} {WORDS[box.kind]}'.strip() if is_change else box.application
    return DrawnBox(
        x=x,
        y=y,
        kind=(box.kind or 'untouched') if is_change else '',
        name=fitting(box.name, NAME),
        title=literal(', '.join(filter(None, (box.name, box.application)))),
        line=fitting(about, SMALL),
    )
