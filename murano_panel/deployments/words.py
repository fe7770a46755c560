"""What a deployment's page says in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murano_panel.domain.state.deployment import ACTION, DELETE, DEPLOY
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.progress import Line
from murano_panel.domain.state.state import State

_TITLES = {
    DEPLOY: {
        'running': gettext_lazy('Deploying "%(name)s"'),
        'success': gettext_lazy('Deployed "%(name)s"'),
        'warnings': gettext_lazy('Deployed "%(name)s" with warnings'),
        'errors': gettext_lazy('Deployed "%(name)s" with errors'),
        'failed': gettext_lazy('Deployment of "%(name)s" failed'),
        'gone': gettext_lazy('"%(name)s" does not exist any more'),
    },
    ACTION: {
        'running': gettext_lazy('Running action "%(name)s"'),
        'success': gettext_lazy('Action "%(name)s" succeeded'),
        'warnings': gettext_lazy('Action "%(name)s" ended with warnings'),
        'errors': gettext_lazy('Action "%(name)s" ended with errors'),
        'failed': gettext_lazy('Action "%(name)s" failed'),
        'gone': gettext_lazy('Action "%(name)s" has no environment any more'),
    },
    DELETE: {
        'running': gettext_lazy('Deleting "%(name)s"'),
        'success': gettext_lazy('Deleted "%(name)s"'),
        'warnings': gettext_lazy('Deleted "%(name)s" with warnings'),
        'errors': gettext_lazy('Deleted "%(name)s" with errors'),
        'failed': gettext_lazy('Deletion of "%(name)s" failed'),
        'gone': gettext_lazy('Deleted "%(name)s"'),
    },
}


def title(plan: Plan, state: State) -> str:
    """What the page is about, with its state, as one phrase. Names are quoted: they may read like a part of it."""
    name = plan.action if plan.is_action else plan.environment_name or plan.environment_id
    # One that runs with errors or is silent still runs; one whose end is lost has failed.
    code = 'running' if state.is_running else 'failed' if state.is_lost else state.code
    return str(_TITLES[plan.kind][code]) % {'name': name}


def window_title(plan: Plan, state: State) -> str:
    """What a tab says: the state at one glance, then the title."""
    return f'{state.symbol} {title(plan, state)}'


def usually(span: tuple[int, int] | None) -> str:
    """'usually 5–7 min' from the shortest and the longest duration in seconds; '' when nothing is known."""
    if span is None:
        return ''
    in_seconds = span[1] < 90
    low, high = (max(1, value if in_seconds else round(value / 60)) for value in span)
    text = _('usually %(span)s s') if in_seconds else _('usually %(span)s min')
    return text % {'span': low if low == high else f'{low}–{high}'}


def log_text(lines: Iterable[Line]) -> str:
    """The log as a text file, times in UTC."""
    return ''.join(
        f'{line.created:%Y-%m-%dT%H:%M:%SZ} {line.level.upper():7} '
        f'{f"[{line.component_name}] " if line.component_name else ""}{line.text}\n'
        for line in lines
    )
