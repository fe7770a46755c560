"""What the page of a deployment holds by the hundred: in a template a line of the log costs ten times as much.

What stands in the pieces is escaped by ``literal``: ``filled`` takes nothing else.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from murano_panel.domain.state.plan import Part
from murano_panel.domain.state.progress import Line
from murano_panel.web import times
from murano_panel.web.text import filled, linked, literal

_LINE = (
    '<li id="line-%s" class="murano-line murano-line--%s" data-murano-of="%s">'
    '<a class="murano-line__time" href="%s?at=%s#line-%s" target="_self" title="%s">%s</a> '
    '%s%s<span class="murano-line__text">%s</span></li>'
)
_LEVEL = '<span class="murano-line__level">%s</span> '
_NAME = '<span class="murano-line__name">%s</span> '
_MARK = (
    '<rect class="murano-track__phase murano-track__phase--%s" data-murano-place="%s"'
    ' x="%s" y="%s" width="%s" height="%s"/>'
)
_PATH = '<rect class="murano-track__path" x="%s" y="10" width="%s" height="2"/>'
_ITEM = '<li data-murano-place="%s"><span class="murano-phases__when">%s</span> %s<span>%s</span>%s</li>'
_OPTION = '<option value="%s"%s>%s</option>'
_INSIDE = '<strong>%s</strong> '
_MORE = ' <span class="text-muted">%s</span>'
_ATTRIBUTE = ' %s="%s"'
NOTHING = SafeString()
HIDDEN = SafeString(' hidden')


def attribute(name: str, value: object) -> SafeString:
    """An attribute of an element, with the space before it."""
    return filled(_ATTRIBUTE, literal(name), literal(value))


def hidden_unless(shown: object) -> SafeString:
    """The attribute that hides an element, where there is nothing to show."""
    return NOTHING if shown else HIDDEN


def lines(log: Iterable[Line], path: str, linked_to: str) -> SafeString:
    """Lines of a log, each an item of its list. ``path`` of the page; ``linked_to``: the id of the one asked for."""
    page = literal(path)
    return SafeString('\n'.join([_line(line, page, is_linked=line.id == linked_to) for line in log]))


def _line(line: Line, page: SafeString, *, is_linked: bool) -> SafeString:
    own_id, exact = literal(line.id), literal(times.exact(line.created))
    level, name = literal(line.level), literal(line.component_name)
    return filled(
        _LINE,
        own_id,
        literal(f'{level} murano-line--linked') if is_linked else level,
        literal(line.component_id),
        page,
        literal(quote(line.id, safe='')),
        own_id,
        exact,
        literal(exact.split(' ')[1]),
        filled(_LEVEL, level) if level != 'info' else NOTHING,
        filled(_NAME, name) if name else NOTHING,
        linked(line.text),
    )


def options(parts: Iterable[Part], chosen: str) -> SafeString:
    """The components that a log can be narrowed to."""
    selected = literal(' selected')
    found = (
        filled(_OPTION, literal(part.id), selected if part.id == chosen else NOTHING, literal(part.name))
        for part in parts
    )
    return SafeString(''.join(found))


def phase_marks(phases: Iterable[Mapping[str, Any]]) -> SafeString:
    """The rectangles of a bar, of phases as ``picture.bar_json()`` has them; numbers as SVG reads them."""
    return SafeString(''.join([_mark(phase) for phase in phases]))


def _mark(phase: Mapping[str, Any]) -> SafeString:
    kind, place = literal(phase['kind']), phase['place']
    return filled(_MARK, kind, place, phase['x'], phase['y'], phase['width'], phase['height'])


def path_mark(bar: Mapping[str, Any]) -> SafeString:
    """What marks a bar that decided when the end came; nothing for others."""
    return filled(_PATH, bar['start'], bar['told']) if bar['critical'] else NOTHING


def phase_items(phases: Iterable[Mapping[str, Any]]) -> SafeString:
    """The same phases as items of the list that tells of them."""
    lines = literal(_('(%(n)s lines)'))
    return SafeString(''.join([_item(phase, lines) for phase in phases]))


def _item(phase: Mapping[str, Any], lines: SafeString) -> SafeString:
    return filled(
        _ITEM,
        phase['place'],
        literal(phase['when']),
        filled(_INSIDE, literal(phase['inside'])) if phase['inside'] else NOTHING,
        literal(phase['text']),
        SafeString(_MORE % (lines % {'n': phase['count']})) if phase['count'] > 1 else NOTHING,
    )
