"""Times as users read them, in Horizon's time zone. What was said of one is kept as long as it reads the same."""

from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def element(when: datetime | None) -> SafeString:
    """``<time>`` with the relative time, the exact one on hover; '' for none."""
    if when is None:
        return SafeString()
    return _element(when, _until(when), translation.get_language(), timezone.get_current_timezone())


def exact(when: datetime) -> str:
    """Date and time to the second in the zone that Horizon activated."""
    # Not by Django's date_format(), which takes ten times as long to say the same.
    return f'{timezone.localtime(when):%Y-%m-%d %H:%M:%S %Z}'


def relative(when: datetime) -> str:
    """ "12 minutes ago"; only the largest unit."""
    return _relative(when, _until(when))


def _until(when: datetime) -> datetime:
    """Now, cut to what still makes a difference: whole minutes, hours or days since then."""
    age = max(timezone.now() - when, timedelta())
    return when + (age - age % (_MINUTE if age < _HOUR else _HOUR if age < _DAY else _DAY))


def _relative(when: datetime, until: datetime) -> str:
    return _('%s ago') % timesince(when, until, depth=1) if until > when else _('just now')


@lru_cache(maxsize=2000)
def _element(when: datetime, until: datetime, _language: str | None, _zone: tzinfo) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}" data-murano-relative-time>{}</time>',
        when.isoformat(),
        exact(when),
        _relative(when, until),
    )
