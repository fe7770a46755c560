"""The rows of the list: what is shown of an environment, and what may be done to it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from murano_panel.domain.records import Environment
from murano_panel.domain.state.state import State
from murano_panel.domain.state.verdict import Verdict
from murano_panel.drafts.listed import ListedEnvironment, listed
from murano_panel.environments import refusals
from murano_panel.web import rights, times
from murano_panel.web.rendering import rendered

TEMPLATE = 'murano_panel/environments/list/_row.html'


@dataclass(frozen=True)
class ListRow:
    """All that a row of the list shows: see ``rendering.Row``.

    since, updated, draft_opened: HTML of times; the last one '' without a draft of the user's, valid or ``outdated``.
    line: the newest one of what runs, or the reason of a failure; deployment_id: the one that says so, '' for none.
    awaits_news: its latest deployment has something to tell that is not known yet, or will change.
    why_not_…: what stands against that button, '' for nothing. selectable: for those who may delete some.
    """

    id: str
    name: str
    description: str
    version: int
    state: State
    since: SafeString
    updated: SafeString
    line: str
    deployment_id: str
    draft_opened: SafeString
    outdated: bool
    others_draft: bool
    busy: bool
    awaits_news: bool
    has_news: bool
    selectable: bool
    why_not_rename: str
    why_not_delete: str
    why_not_abandon: str

    @property
    def is_kept(self) -> bool:
        return not self.line

    @property
    def stamp(self) -> str:
        """Changes when something happened, not when only time went by."""
        return '|'.join((self.state.code, str(self.version), self.name, self.line))


def html_by_id(rows: Sequence[ListRow]) -> dict[str, str]:
    """{id: the row as it stands in the page}, for scripts."""
    return {row.id: html for row, html in zip(rows, rendered(TEMPLATE, rows), strict=True)}


def with_buttons(request: HttpRequest, items: Iterable[ListedEnvironment]) -> list[ListRow]:
    """The row of each of them, in their order. No call."""
    general = refusals.by_rights(request)
    selectable = rights.may(request, 'delete_environment')
    return [_row(item, refusals.in_list(general, item.environment, item.state), selectable) for item in items]


def rows(
    request: HttpRequest, environments: Iterable[Environment], latest: Mapping[str, Verdict] | None = None
) -> list[ListRow]:
    """A row for each environment, by name; ``latest`` as for ``listed()``. No call."""
    return with_buttons(request, listed(request, environments, latest))


def _row(item: ListedEnvironment, refused: refusals.Refusals, selectable: bool) -> ListRow:
    environment, state = item.environment, item.state
    has_since = state.is_running or state.is_lost or state.is_draft
    return ListRow(
        id=item.id,
        name=item.name,
        description=environment.description,
        version=environment.version,
        state=state,
        since=times.element(state.since if has_since else None),
        updated=times.element(environment.updated),
        line=item.line,
        deployment_id=item.latest.deployment.id if item.latest else '',
        draft_opened=times.element(item.draft.opened if item.draft else None),
        outdated=item.outdated,
        others_draft=item.others_draft,
        busy=environment.busy,
        awaits_news=environment.busy or (environment.has_failed and not item.has_news),
        has_news=item.has_news,
        selectable=selectable,
        why_not_rename=refused.words('rename'),
        why_not_delete=refused.words('delete'),
        why_not_abandon=refused.words('abandon'),
    )


def last_change(environments: Sequence[Environment]) -> str:
    """When any of them was last renamed or got a result, as the browser hands it back; '' without any."""
    return max(environment.updated for environment in environments).isoformat() if environments else ''


def roll(environments: Iterable[Environment]) -> str:
    """A short text that changes when an environment comes or goes."""
    ids = ' '.join(sorted(environment.id for environment in environments))
    return hashlib.blake2b(ids.encode(), digest_size=8).hexdigest()
