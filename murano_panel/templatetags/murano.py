"""Addresses; times, names and texts as users read them, times in Horizon's time zone; what a page could not read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from murano_panel.api import left_out as entries_left_out
from murano_panel.domain.model import words
from murano_panel.domain.model.changes import ComponentChange
from murano_panel.domain.state import progress
from murano_panel.web import addresses, layout, menu, rights, times
from murano_panel.web.rendering import Row, rendered
from murano_panel.web.scope import scope
from murano_panel.web.text import inert, linked, literal

register = template.Library()

register.filter(literal)
register.filter(linked)
register.filter(inert)


class RememberedMenuNode(template.Node):
    """What it encloses, as ``menu.remembered()`` knows it."""

    def __init__(self, enclosed: template.NodeList) -> None:
        self.nodelist = enclosed

    def render(self, context: template.Context) -> SafeString:
        return SafeString(menu.remembered(context['request'], lambda: self.nodelist.render(context)))


@register.tag
def remembered_menu(parser: template.base.Parser, token: template.base.Token) -> RememberedMenuNode:
    """``{% remembered_menu %} Horizon's menu {% endremembered_menu %}``."""
    enclosed = parser.parse(('endremembered_menu',))
    parser.delete_first_token()
    return RememberedMenuNode(enclosed)


@register.simple_tag
def address(name: str, *ids: str) -> str:
    """``{% address 'environments:detail' id %}``: as ``{% url %}``, for rows: see ``addresses.address()``."""
    return addresses.address(f'horizon:app-catalog:{name}', *ids)


@register.simple_tag
def component_link(environment_id: str, component_id: str, name: object, looks: str = '') -> SafeString:
    """The name of a component, which leads to its page; by itself where its id cannot stand in an address.

    looks: a class of the style sheet, '' for none.
    """
    url = addresses.address(addresses.COMPONENT, environment_id, component_id)
    style = format_html(' class="{}"', looks) if looks else ''
    if url:
        return format_html('<a{} href="{}">{}</a>', style, url, literal(name))
    return format_html('<span{}>{}</span>', style, literal(name))


@register.simple_tag(takes_context=True)
def side_by_side(context: template.Context) -> bool:
    """Whether comparisons are laid out side by side: see ``web/layout.py``."""
    request = getattr(context, 'request', None)
    return request is not None and layout.chosen(request) == layout.SIDE


@register.simple_tag(takes_context=True)
def layout_choices(context: template.Context) -> Sequence[layout.Choice]:
    """What the user can choose from instead."""
    request = getattr(context, 'request', None)
    return layout.choices(request) if request else ()


@register.filter
def compares(changes: Iterable[ComponentChange]) -> bool:
    """Whether anything in a change set was something else before."""
    return any(change.is_changed and change.properties for change in changes)


@register.filter
def at(mapping: Mapping[str, object] | None, key: str) -> object:
    """What a mapping has for a key, None for nothing, and where there is no mapping."""
    return mapping.get(key) if mapping else None


@register.filter
def isotime(when: datetime) -> str:
    """For the attribute ``datetime`` of ``<time>``."""
    return when.isoformat()


register.filter('when', times.element)
register.filter('exacttime', times.exact)
register.filter('relativetime', times.relative)
register.filter('duration', progress.duration)


@register.filter
def signed_duration(seconds: int | None) -> str:
    """``+0:12``, ``−1:03``; a dash for none."""
    if seconds is None:
        return '–'
    return f'{"+" if seconds > 0 else "−" if seconds else ""}{progress.duration(abs(seconds))}'


@register.simple_tag
def rows(template_name: str, records: Iterable[Row]) -> SafeString:
    """``{% rows "….html" list.rows %}``: each of them by that template, which knows it as ``row``."""
    return SafeString(''.join(rendered(template_name, records)))


@register.filter
def in_words(name: object) -> str:
    """The name of a property or an argument as people read it: ``siteAddress`` as ``Site address``."""
    return words.in_words(str(name))


@register.simple_tag(takes_context=True)
def left_out(context: template.Context) -> int:
    """How many entries of Murano's lists could not be read for this page."""
    request = context.get('request')
    return entries_left_out.number_in(request) if request else 0


@register.simple_tag(takes_context=True)
def tray_scope(context: template.Context) -> str:
    """Whose tray a page shows, '' where its user may not see what runs."""
    request = context.get('request')
    return scope(request) if request and rights.may(request, 'list_environments') else ''


@register.filter
def form_control(field: BoundField) -> SafeString:
    """The input of a plain form, tied to its help and errors as ``_fields.html`` names them."""
    described = [
        f'{field.auto_id}_{part}'
        for part in ('error', 'help')
        if (field.errors if part == 'error' else field.help_text)
    ]
    has_box = field.widget_type in ('checkbox', 'checkboxselectmultiple', 'clearablefile', 'file')
    attributes = {'class': None if has_box else 'form-control', 'aria-describedby': ' '.join(described) or None}
    if field.errors:
        attributes['aria-invalid'] = 'true'
    return field.as_widget(attrs={name: value for name, value in attributes.items() if value})


@register.filter
def hidden_initial(field: BoundField) -> SafeString:
    """What the field holds now, in a hidden input of its own: tells later whether it was changed here."""
    return field.as_hidden(only_initial=True)
