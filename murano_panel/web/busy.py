"""Nothing can be changed while something runs: one sentence, beside buttons and for what is sent nevertheless."""

from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.domain.records import Environment
from murano_panel.domain.refusal import Refusal
from murano_panel.domain.state.state import State
from murano_panel.web import failures, latest


def why_not(environment: Environment, state: State) -> Refusal | None:
    """What stands against changing it in this state; None where nothing runs."""
    if not environment.busy:
        return None
    if state.is_lost:
        return failures.refusal(errors.Busy, _('Its result is lost: Murano keeps it locked until it is abandoned.'))
    if state.is_silent:
        return failures.refusal(errors.Busy, _('Murano keeps it locked, though nothing has been heard for long.'))
    return failures.refusal(errors.Busy, errors.busy_sentence(environment))


def reason(environment: Environment) -> str:
    """Why one in which something runs cannot be changed, as far as any page has found it out. No call."""
    known = latest.recall([environment]).get(environment.id)
    return str((known and why_not(environment, known.state)) or errors.busy_sentence(environment))


def refusal_now(environment: Environment) -> Refusal | None:
    """As ``why_not()``, as far as any page has found out what it is doing. No call."""
    return failures.refusal(errors.Busy, reason(environment)) if environment.busy else None


def require_idle(environment: Environment) -> None:
    """Raises Busy with the sentence that stands beside the button. No call."""
    if environment.busy:
        error = errors.Busy(reason(environment), code=403)
        error.environment = environment
        raise error
