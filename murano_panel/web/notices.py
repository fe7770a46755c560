"""What is said of a deployment that may never end, wherever it is shown."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from murano_panel.domain.state.state import State


def notice(state: State, others: int = 0) -> str:
    """What to tell about a deployment that may never end, '' for others. ``others``: how many more have no news."""
    if state.is_silent and state.since:
        told = _('No news since %(time)s. The engine may have stopped; you can abandon.') % {'time': clock(state)}
        return f'{told} {_too(others)}' if others else told
    if state.is_lost and state.since:
        return _(
            'Murano told of an error at %(time)s, but never of the end: the result is lost. '
            'The environment stays locked until you abandon it.'
        ) % {'time': clock(state)}
    return ''


def _too(others: int) -> str:
    return ngettext(
        'Another environment of this project has no news either: this points to Murano, not to what is in this one. '
        'Tell your administrator.',
        '%(count)d other environments of this project have no news either: this points to Murano, not to what is in '
        'this one. Tell your administrator.',
        others,
    ) % {'count': others}


def clock(state: State) -> str:
    """Hours and minutes of ``state.since`` in the user's time zone, with the date unless it is today."""
    local = timezone.localtime(state.since)
    return date_format(local, 'H:i' if local.date() == timezone.localdate() else 'Y-m-d H:i')
