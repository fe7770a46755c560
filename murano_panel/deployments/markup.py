"""What the page of a deployment holds by the hundred: in a template a line of the log costs ten times as much."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from murano_panel.domain.state.progress import Line
from murano_panel.web import times
from murano_panel.web.text import linked, literal


def lines(log: Iterable[Line], path: str, linked_to: str) -> SafeString:
    """Lines of a log, each an item of its list. ``path`` of the page; ``linked_to``: the id of the one asked for."""
    page = literal(path)
    return SafeString('\n'.join(_line(line, page, is_linked=line.id == linked_to) for line in log))


def _line(line: Line, page: SafeString, *, is_linked: bool) -> str:
    own_id, level = literal(line.id), literal(line.level)
    marked = ' murano-line--linked' if is_linked else ''
    said = f'<span class="murano-line__level">{level}</span> ' if level != 'info' else ''
    name = f'<span class="murano-line__name">{literal(line.component_name)}</span> ' if line.component_name else ''
    return (
        f'<li id="line-{own_id}" class="murano-line murano-line--{level}{marked}"'
        f' data-murano-of="{literal(line.component_id)}">'
        f'<a class="murano-line__time" href="{page}?at={quote(line.id, safe="")}#line-{own_id}" target="_self"'
        f' title="{literal(times.exact(line.created))}">{timezone.localtime(line.created):%H:%M:%S}</a> '
        f'{said}{name}<span class="murano-line__text">{linked(line.text)}</span></li>'
    )


def phase_marks(phases: Iterable[Mapping[str, Any]]) -> SafeString:
    """The rectangles of a bar, of phases as ``picture.bar_json()`` has them; numbers as SVG reads them."""
    return SafeString(''.join(map(_mark, phases)))


def _mark(phase: Mapping[str, Any]) -> str:
    return (
        f'<rect class="murano-track__phase murano-track__phase--{literal(phase["kind"])}"'
        f' data-murano-place="{phase["place"]:d}" x="{phase["x"]:d}" y="{phase["y"]:d}"'
        f' width="{phase["width"]}" height="{phase["height"]:d}"/>'
    )


def phase_items(phases: Iterable[Mapping[str, Any]]) -> SafeString:
    """The same phases as items of the list that tells of them."""
    return SafeString(''.join(map(_item, phases)))


def _item(phase: Mapping[str, Any]) -> str:
    inside = f'<strong>{literal(phase["inside"])}</strong> ' if phase['inside'] else ''
    counted = literal(_('(%(n)s lines)') % {'n': phase['count']}) if phase['count'] > 1 else ''
    more = f' <span class="text-muted">{counted}</span>' if counted else ''
    return (
        f'<li data-murano-place="{phase["place"]:d}"><span class="murano-phases__when">{literal(phase["when"])}</span> '
        f'{inside}<span>{literal(phase["text"])}</span>{more}</li>'
    )
