"""Addresses; times, names and texts as users read them, times in Horizon's time zone; what a page could not read."""

from datetime import datetime, timedelta

from django import template
from django.forms import BoundField
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from murano_panel.api import left_out as entries_left_out
from murano_panel.domain.model import words
from murano_panel.web import addresses
from murano_panel.web.text import inert, literal

register = template.Library()

register.filter(literal)
register.filter(inert)


@register.simple_tag
def address(name: str, *ids: str) -> str:
    """``{% address 'environments:detail' id %}``: as ``{% url %}``, for rows: see ``addresses.address()``."""
    return addresses.address(f'horizon:app-catalog:{name}', *ids)


@register.filter
def isotime(when: datetime) -> str:
    """For the attribute ``datetime`` of ``<time>``."""
    return when.isoformat()


@register.filter
def exacttime(when: datetime) -> str:
    """Date and time to the second in the zone that Horizon activated."""
    # Not by Django's date_format(), which takes ten times as long to say the same.
    return f'{timezone.localtime(when):%Y-%m-%d %H:%M:%S %Z}'


@register.filter
def relativetime(when: datetime) -> str:
    """ "12 minutes ago"; only the largest unit."""
    if timezone.now() - when < timedelta(minutes=1):
        return _('just now')
    return _('%s ago') % timesince(when, depth=1)


@register.filter
def in_words(name: object) -> str:
    """The name of a property or an argument as people read it: ``siteAddress`` as ``Site address``."""
    return words.in_words(str(name))


@register.simple_tag(takes_context=True)
def left_out(context: template.Context) -> int:
    """How many entries of Murano's lists could not be read for this page."""
    request = context.get('request')
    return entries_left_out.number_in(request) if request else 0


@register.filter
def form_control(field: BoundField) -> SafeString:
    """The input of a plain form, tied to its help and errors as ``_fields.html`` names them."""
    described = [
        f'{field.id_for_label}_{part}'
        for part in ('error', 'help')
        if (field.errors if part == 'error' else field.help_text)
    ]
    attributes = {'class': 'form-control', 'aria-describedby': ' '.join(described) or None}
    if field.errors:
        attributes['aria-invalid'] = 'true'
    return field.as_widget(attrs={name: value for name, value in attributes.items() if value})
