"""What a deployment's page says in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murano_panel.domain.state.deployment import ACTION, DELETE, DEPLOY
from murano_panel.domain.state.estimate import Estimate
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.progress import duration
from murano_panel.domain.state.state import State
from murano_panel.domain.state.timeline import Timeline

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


def left(guess: Estimate) -> str:
    """'about 2–3 min left', 'longer than 9 of 10 earlier runs', both, or '' when nothing is known."""
    said = [_left(*guess.left)] if guess.left else []
    if guess.is_late:
        of_all = _('longer than all %(of)d earlier runs')
        of_most = _('longer than %(longer)d of %(of)d earlier runs')
        said.append(
            (of_all if guess.longer_than == guess.of else of_most) % {'longer': guess.longer_than, 'of': guess.of}
        )
    return ' · '.join(said)


def _left(low: int, high: int) -> str:
    """Rounded as people would: to five seconds, from a minute and a half on to minutes."""
    if high <= 10:
        return _('a few seconds left')
    in_seconds = high < 90
    unit = 5 if in_seconds else 60
    low, high = low // unit, -(-high // unit)
    if in_seconds:
        low, high = 5 * low, 5 * high
        text, at_most = _('about %(span)s s left'), _('less than %(high)d s left')
    else:
        text, at_most = _('about %(span)s min left'), _('less than %(high)d min left')
    return text % {'span': low if low == high else f'{low}–{high}'} if low else at_most % {'high': high}


def queue(told: Timeline) -> str:
    """What came before the first report of the engine; '' where that was at once."""
    if told.is_queued:
        return _('The engine has not reported anything yet: this waits in its queue, or it works without a word.')
    if told.queue < 1:
        return ''
    return _('%(time)s until the first report: in the queue of the engine, or while it loaded packages.') % {
        'time': duration(told.queue)
    }


def path(plan: Plan, told: Timeline) -> str:
    """'host → web → site', what decided when the end came; '' where that is no question."""
    names = {part.id: part.name for part in plan.parts}
    return ' → '.join(names[own_id] for own_id in told.path)
