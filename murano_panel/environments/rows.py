"""One line of the list of environments: what is shown of it, and what may be done to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.domain.records import Draft, Environment
from murano_panel.domain.refusal import Refusal
from murano_panel.domain.state.environment import environment_state, is_valid
from murano_panel.domain.state.state import State
from murano_panel.drafts import store
from murano_panel.environments.news import News
from murano_panel.web import failures, rights

# What the filter offers: {group: the property of a state that it asks for}.
GROUPS = {'progress': 'is_running', 'failed': 'is_bad', 'deployed': 'is_deployed', 'new': 'is_undeployed'}


@dataclass(frozen=True)
class Refusals:
    """What stands against each button that changes something; None where nothing does."""

    rename: Refusal | None = None
    delete: Refusal | None = None
    abandon: Refusal | None = None


@dataclass(frozen=True)
class Row:
    """``draft`` is the user's, ``outdated`` when Murano no longer shows it; ``news`` is what the first polls bring."""

    environment: Environment
    state: State
    draft: Draft | None = None
    outdated: bool = False
    news: News | None = None
    refusals: Refusals = field(default_factory=Refusals)

    @property
    def id(self) -> str:
        return self.environment.id

    @property
    def name(self) -> str:
        return self.environment.name

    @property
    def line(self) -> str:
        """The newest line of what runs, or the reason of a failure: untrusted text."""
        return (self.news.line if self.news else '') or self.state.detail

    @property
    def groups(self) -> list[str]:
        found = [group for group, wanted in GROUPS.items() if getattr(self.state, wanted)]
        return [*found, 'draft'] if self.draft else found

    def matches(self, text: str, group: str) -> bool:
        return text.lower() in self.search_text and (not group or group in self.groups)

    @property
    def search_text(self) -> str:
        return f'{self.name}\n{self.environment.description}'.lower()

    @property
    def stamp(self) -> str:
        """Changes when something happened, not when only time went by."""
        return '|'.join((self.state.code, str(self.environment.version), self.name, self.line))


def rows(
    request: HttpRequest, environments: Iterable[Environment], news: Mapping[str, News] | None = None
) -> list[Row]:
    """A row for each environment, by name."""
    drafts = {draft.environment_id: draft for draft in store.all_known(request)}
    found = sorted(environments, key=lambda environment: environment.name.casefold())
    rights_only = by_rights(request)
    return [_row(item, drafts.get(item.id), (news or {}).get(item.id), rights_only) for item in found]


def _row(environment: Environment, draft: Draft | None, news: News | None, rights_only: Refusals) -> Row:
    valid = draft if draft and is_valid(draft, environment) else None
    deployments = [news.latest] if news and news.latest else None
    return Row(
        environment,
        environment_state(environment, draft=valid, deployments=deployments),
        draft=draft,
        outdated=draft is not None and valid is None,
        news=news,
        refusals=replace(rights_only, delete=rights_only.delete or busy(environment)),
    )


def by_rights(request: HttpRequest) -> Refusals:
    """What the user's rights stand against, the same for every environment of the project."""
    delete = rights.why_not(request, 'delete_environment')
    return Refusals(rename=rights.why_not(request, 'update_environment'), delete=delete, abandon=delete)


def busy(environment: Environment) -> Refusal | None:
    """Why nothing can be changed right now, None when it can."""
    if not environment.busy:
        return None
    if environment.is_deleting:
        return failures.refusal(errors.Busy, _('It is being deleted.'))
    return failures.refusal(errors.Busy, _('A deployment or action is running. Wait until it has ended.'))


def newest(environments: Sequence[Environment]) -> str:
    """When any of them was last renamed or got a result, as the browser hands it back; '' without any."""
    return max((environment.updated.isoformat() for environment in environments), default='')
