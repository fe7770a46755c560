"""The rows of the list: what is shown of an environment, what it is found by, and what may be done to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from murano_panel.domain.records import Environment
from murano_panel.drafts.listed import ListedEnvironment, listed
from murano_panel.environments import refusals
from murano_panel.environments.refusals import Refusals
from murano_panel.web.latest import Latest

# What the filter offers: {group: the property of a state that it asks for}; and ``draft``.
STATE_FILTERS = {'progress': 'is_running', 'failed': 'is_bad', 'deployed': 'is_deployed', 'new': 'is_undeployed'}


@dataclass(frozen=True)
class ListRow(ListedEnvironment):
    """An environment with the buttons beside it."""

    refusals: Refusals = field(default_factory=Refusals)

    @property
    def groups(self) -> list[str]:
        """The filters under which it is found."""
        found = [group for group, wanted in STATE_FILTERS.items() if getattr(self.state, wanted)]
        return [*found, 'draft'] if self.draft else found

    def matches(self, text: str, group: str) -> bool:
        """As the script filters, for browsers without scripts; '' asks for nothing."""
        return text.lower() in self.search_text and (not group or group in self.groups)

    @property
    def search_text(self) -> str:
        return f'{self.name}\n{self.environment.description}'.lower()

    @property
    def stamp(self) -> str:
        """Changes when something happened, not when only time went by."""
        return '|'.join((self.state.code, str(self.environment.version), self.name, self.line))


def rows(
    request: HttpRequest, environments: Iterable[Environment], latest: Mapping[str, Latest] | None = None
) -> list[ListRow]:
    """A row for each environment, by name; ``latest`` as for ``listed()``. No call."""
    general = refusals.by_rights(request)
    return [
        ListRow(**vars(item), refusals=refusals.in_list(general, item.environment))
        for item in listed(request, environments, latest)
    ]


def last_change(environments: Sequence[Environment]) -> str:
    """When any of them was last renamed or got a result, as the browser hands it back; '' without any."""
    return max((environment.updated.isoformat() for environment in environments), default='')
