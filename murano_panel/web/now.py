"""What a deployment is doing now: the domain's answers depend on the time and on the operator's settings."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from murano_panel import conf
from murano_panel.domain.records import Deployment, ObjectModel, Report
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state import progress as progresses
from murano_panel.domain.state import verdict as verdicts
from murano_panel.domain.state.deployment import Ending
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.progress import Progress
from murano_panel.domain.state.state import State
from murano_panel.domain.state.verdict import Verdict


def verdict(
    deployment: Deployment, reports: Sequence[Report] | None = None, *, components: Sequence[ObjectModel] = ()
) -> Verdict:
    """The verdict on a deployment; without ``reports`` as the deployment itself tells it."""
    return verdicts.verdict(deployment, reports, components=components, **_moment())


def state(deployment: Deployment) -> State:
    """The state that such a verdict has, at a fraction of its price: the model is not looked at."""
    return deployment_status.judge_alone(deployment, **_moment())


def in_list(deployment: Deployment) -> Verdict:
    """As verdict() without reports, at that price only where the model helps to say why it failed."""
    return verdict(deployment) if deployment.exception else Verdict(deployment, state(deployment))


def progress(plan: Plan, reports: Sequence[Report], ending: Ending | None) -> Progress:
    """The state with all that the reports tell; ``ending`` is None as long as no result is known."""
    return progresses.progress(plan, reports, ending, **_moment())


def _moment() -> dict[str, Any]:
    return {
        'now': timezone.now(),
        'lost_after': conf.get('RESULT_LOST_AFTER'),
        'silent_after': conf.get('SILENT_AFTER'),
    }
