"""What the page of an environment tells of its deployments; Murano sends all of them, each with its whole model."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest

from murano_panel.api import deployments
from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.model.resources import first_submitted
from murano_panel.domain.records import Deployment, Environment, ObjectModel
from murano_panel.domain.state.plan import outlined
from murano_panel.domain.state.summary import Summary, summaries
from murano_panel.web import applications, entries, now
from murano_panel.web.summaries import has_history, keep

# Deployments that the page shows; the history has all of them.
MAX_DEPLOYMENTS = 10
# Deployments in which a component is looked for; what is there now was in the last of them.
MAX_JUDGED = 3


@dataclass(frozen=True)
class Past:
    """``rows``: the newest of ``count`` deployments, as lists tell them.

    whole: the newest one, and the newest that have ended, by which components are judged; newest first. Of those that
    have ended, outlines of the components.
    submitted: {id: the component as it was first sent for deployment}, of those that are deployed.
    is_recalled: it was found out without a call.
    """

    count: int = 0
    rows: tuple[Summary, ...] = ()
    whole: tuple[Deployment, ...] = ()
    submitted: dict[str, ObjectModel] = field(default_factory=dict)
    is_recalled: bool = False

    @property
    def latest(self) -> Deployment | None:
        """The newest one."""
        return self.whole[0] if self.whole else None

    @property
    def running(self) -> Deployment | None:
        """The newest one, if it has not ended."""
        return self.latest if self.latest and self.latest.finished is None else None


def read(request: HttpRequest, committed: Environment) -> Past:
    """One call while something runs, and the first time after that; none where nothing was ever deployed."""
    if not has_history(committed):
        return Past(is_recalled=True)
    if not committed.busy:
        entry = entries.recall(Past, [committed]).get(committed.id)
        if entry and entry.is_current:
            return replace(entry.content, is_recalled=True)
    newest_first = deployments.list_for(request, committed.id)
    if committed.busy:
        catalog = applications.names(request, (part for item in newest_first for part in item.components))
        return _past(committed, newest_first, summaries(newest_first, now.in_list, catalog, most=MAX_DEPLOYMENTS))
    past = _past(committed, newest_first, keep(request, committed, newest_first))
    entries.keep(request, committed, past, past.rows)
    return past


def _past(committed: Environment, newest_first: Sequence[Deployment], rows: Sequence[Summary]) -> Past:
    ended = [item for item in newest_first if item.finished and item.is_deploy][:MAX_JUDGED]
    present = {component_id(item) for item in committed.components}
    return Past(
        count=len(newest_first),
        rows=tuple(rows[:MAX_DEPLOYMENTS]),
        whole=tuple(_small(item) for item in newest_first if item is newest_first[0] or item in ended),
        submitted={own_id: item for own_id, item in first_submitted(newest_first).items() if own_id in present},
    )


def _small(item: Deployment) -> Deployment:
    """Without what no page of an environment shows: what an action was given and returned, what components are set to.

    Either may be megabytes, and of one that runs the components are shown.
    """
    return replace(
        outlined(item) if item.finished else item,
        action=item.action and replace(item.action, arguments={}),
        result=item.result and replace(item.result, value=None),
    )
