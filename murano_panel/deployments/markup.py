"""What the page of a deployment holds by the hundred: in a template a line of the log costs ten times as much.

What stands in the pieces is escaped by ``format_html``, where ``literal`` has not done so.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from murano_panel.domain.state.progress import Line
from murano_panel.web import times
from murano_panel.web.text import linked, literal

_LINE = (
    '<li id="line-{id}" class="murano-line murano-line--{level}{marked}" data-murano-of="{component}">'
    '<a class="murano-line__time" href="{page}?at={quoted}#line-{id}" target="_self" title="{exact}">{time}</a> '
    '{said}{name}<span class="murano-line__text">{text}</span></li>'
)
_MARK = (
    '<rect class="murano-track__phase murano-track__phase--{kind}" data-murano-place="{place}"'
    ' x="{x}" y="{y}" width="{width}" height="{height}"/>'
)
_ITEM = (
    '<li data-murano-place="{place}"><span class="murano-phases__when">{when}</span> '
    '{inside}<span>{text}</span>{more}</li>'
)


def lines(log: Iterable[Line], path: str, linked_to: str) -> SafeString:
    """Lines of a log, each an item of its list. ``path`` of the page; ``linked_to``: the id of the one asked for."""
    page = literal(path)
    return format_html_join('\n', '{}', ((_line(line, page, is_linked=line.id == linked_to),) for line in log))


def _line(line: Line, page: SafeString, *, is_linked: bool) -> SafeString:
    level, name = literal(line.level), literal(line.component_name)
    return format_html(
        _LINE,
        id=literal(line.id),
        level=level,
        marked=' murano-line--linked' if is_linked else '',
        component=literal(line.component_id),
        page=page,
        quoted=quote(line.id, safe=''),
        exact=literal(times.exact(line.created)),
        time=f'{timezone.localtime(line.created):%H:%M:%S}',
        said=format_html('<span class="murano-line__level">{}</span> ', level) if level != 'info' else '',
        name=format_html('<span class="murano-line__name">{}</span> ', name) if name else '',
        text=linked(line.text),
    )


def phase_marks(phases: Iterable[Mapping[str, Any]]) -> SafeString:
    """The rectangles of a bar, of phases as ``picture.bar_json()`` has them; numbers as SVG reads them."""
    return format_html_join('', '{}', ((format_html(_MARK, **phase),) for phase in phases))


def phase_items(phases: Iterable[Mapping[str, Any]]) -> SafeString:
    """The same phases as items of the list that tells of them."""
    return format_html_join('', '{}', ((_item(phase),) for phase in phases))


def _item(phase: Mapping[str, Any]) -> SafeString:
    counted = literal(_('(%(n)s lines)') % {'n': phase['count']}) if phase['count'] > 1 else ''
    return format_html(
        _ITEM,
        place=phase['place'],
        when=literal(phase['when']),
        inside=format_html('<strong>{}</strong> ', literal(phase['inside'])) if phase['inside'] else '',
        text=literal(phase['text']),
        more=format_html(' <span class="text-muted">{}</span>', counted) if counted else '',
    )
