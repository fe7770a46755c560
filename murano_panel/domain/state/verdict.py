"""What is known of the latest deployment of an environment: every place that tells of it is given this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from murano_panel.domain.model.secrets import without_secrets
from murano_panel.domain.records import Deployment, ObjectModel, Report
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state.failure import Failure
from murano_panel.domain.state.plan import plan_of
from murano_panel.domain.state.progress import ComponentProgress, progress
from murano_panel.domain.state.state import State


@dataclass(frozen=True)
class Verdict:
    """``state`` is what judge() says. ``line`` is the newest report of what runs: untrusted text, secrets masked.

    reason: why it failed, as far as result and reports, where they were read, tell.
    components: {id: its part}, of those that it concerns.
    is_read: whether its reports were read; without them nothing is known of silence, and little of errors.
    """

    deployment: Deployment
    state: State
    reason: Failure | None = None
    line: str = ''
    components: Mapping[str, ComponentProgress] = field(default_factory=dict)
    is_read: bool = False

    @property
    def lacks_reason(self) -> bool:
        """It went wrong, and why only its reports tell, which were not read."""
        return self.state.is_bad and self.reason is None


def verdict(
    deployment: Deployment,
    reports: Sequence[Report] | None,
    *,
    components: Sequence[ObjectModel] = (),
    now: datetime,
    lost_after: float,
    silent_after: float,
) -> Verdict:
    """``reports`` are None where they were not read; ``components`` are the environment's, as for plan_of()."""
    found = progress(
        plan_of(deployment, components, deployment.environment_name),
        reports,
        deployment_status.ending_of(deployment),
        has_errors=deployment.state.endswith('_w_errors'),
        now=now,
        lost_after=lost_after,
        silent_after=silent_after,
    )
    return Verdict(
        deployment=deployment,
        state=found.state,
        # Before the end an error is one line among others.
        reason=found.reason if found.state.is_bad else None,
        line=without_secrets(found.lines[-1].text) if found.lines and found.state.is_running else '',
        components={item.id: item for item in found.components},
        is_read=reports is not None,
    )
