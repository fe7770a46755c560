"""The rows of the list: what is shown of an environment, and what may be done to it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from murano_panel.domain.records import Environment
from murano_panel.domain.state.verdict import Verdict
from murano_panel.drafts.listed import ListedEnvironment, listed
from murano_panel.environments import refusals
from murano_panel.environments.refusals import Refusals
from murano_panel.web import rights
from murano_panel.web.rendering import render_each


@dataclass(frozen=True)
class ListRow(ListedEnvironment):
    """An environment with the buttons beside it; ``selectable`` for those who may delete some."""

    refusals: Refusals = field(default_factory=Refusals)
    selectable: bool = False

    @property
    def stamp(self) -> str:
        """Changes when something happened, not when only time went by."""
        return '|'.join((self.state.code, str(self.environment.version), self.name, self.line))

    @property
    def awaits_news(self) -> bool:
        """Whether its latest deployment has something to tell that is not known yet, or will change."""
        return self.environment.busy or (self.environment.has_failed and not self.has_news)


def rendered(rows: Sequence[ListRow]) -> dict[str, str]:
    """{id: the row as it stands in the page}, for scripts."""
    found = render_each('murano_panel/environments/_row.html', 'row', rows)
    return {row.id: html for row, html in zip(rows, found, strict=True)}


def with_buttons(request: HttpRequest, items: Iterable[ListedEnvironment]) -> list[ListRow]:
    """The row of each of them, in their order. No call."""
    general = refusals.by_rights(request)
    selectable = rights.may(request, 'delete_environment')
    return [
        ListRow(**vars(item), refusals=refusals.in_list(general, item.environment, item.state), selectable=selectable)
        for item in items
    ]


def rows(
    request: HttpRequest, environments: Iterable[Environment], latest: Mapping[str, Verdict] | None = None
) -> list[ListRow]:
    """A row for each environment, by name; ``latest`` as for ``listed()``. No call."""
    return with_buttons(request, listed(request, environments, latest))


def last_change(environments: Sequence[Environment]) -> str:
    """When any of them was last renamed or got a result, as the browser hands it back; '' without any."""
    return max((environment.updated.isoformat() for environment in environments), default='')


def roll(environments: Iterable[Environment]) -> str:
    """A short text that changes when an environment comes or goes."""
    ids = ' '.join(sorted(environment.id for environment in environments))
    return hashlib.blake2b(ids.encode(), digest_size=8).hexdigest()
