"""What a deployment changed, as its page tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel.domain.model.changes import ComponentChange
from murano_panel.domain.model.deployed_details import deployed_before, details
from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.records import Deployment
from murano_panel.web import applications
from murano_panel.web.change_list import ChangeList, change_list

# Changes that have a line of their own, and properties in such a line.
MAX_LINES, MAX_IN_LINE = 6, 2


@dataclass(frozen=True)
class Changed:
    """The changes of one deployment; ``others``: components that it goes through without changing them."""

    changes: tuple[ComponentChange, ...]
    others: int

    @property
    def first(self) -> Sequence[ComponentChange]:
        """Those with a line of their own."""
        return self.changes[:MAX_LINES]

    @property
    def all(self) -> ChangeList:
        """Of any number, as much as a page can bear."""
        return change_list(self.changes)

    @property
    def has_more(self) -> bool:
        """Whether the lines leave something out."""
        return len(self.changes) > MAX_LINES or any(
            len(change.properties) > (MAX_IN_LINE if change.is_changed else 0) for change in self.changes
        )


def changed_by(request: HttpRequest, newest_first: Sequence[Deployment], deployment: Deployment) -> Changed | None:
    """No call. None for actions and deletions, which are not about what the environment consists of."""
    if not deployment.is_deploy:
        return None
    catalog = applications.names(request, [*deployed_before(newest_first, deployment), *deployment.components])
    found = details(newest_first, deployment, catalog)
    named = {change.component_id for change in found}
    return Changed(tuple(found), sum(component_id(item) not in named for item in deployment.components))
