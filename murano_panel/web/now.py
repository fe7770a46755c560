"""What a deployment is doing now: the domain's answers depend on the time and on the operator's settings."""

from collections.abc import Sequence

from django.utils import timezone

from murano_panel import conf
from murano_panel.domain.records import Deployment, Report
from murano_panel.domain.state import deployment as deployments
from murano_panel.domain.state import progress as progresses
from murano_panel.domain.state.plan import Plan
from murano_panel.domain.state.progress import Ending, Progress
from murano_panel.domain.state.state import State


def deployment_state(deployment: Deployment) -> State:
    """The state as the deployment itself tells it, without its reports."""
    return deployments.deployment_state(
        deployment,
        now=timezone.now(),
        lost_after=conf.get('RESULT_LOST_AFTER'),
        silent_after=conf.get('SILENT_AFTER'),
    )


def progress(plan: Plan, reports: Sequence[Report], ending: Ending | None) -> Progress:
    """The state with all that the reports tell; ``ending`` is None as long as no result is known."""
    return progresses.progress(
        plan,
        reports,
        ending,
        now=timezone.now(),
        lost_after=conf.get('RESULT_LOST_AFTER'),
        silent_after=conf.get('SILENT_AFTER'),
    )
