"""Environments as lists and cards show them: each with its state and the user's draft of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel.domain.records import Draft, Environment
from murano_panel.domain.state.environment import environment_state, is_valid
from murano_panel.domain.state.state import State
from murano_panel.drafts import store
from murano_panel.web.latest import Latest


@dataclass(frozen=True)
class ListedEnvironment:
    """One environment in a list.

    draft: the user's, valid or not; outdated: Murano no longer shows it.
    latest: what is known of the latest deployment: None in the page itself, which costs one call; polls bring it.
    """

    environment: Environment
    state: State
    draft: Draft | None = None
    outdated: bool = False
    latest: Latest | None = None

    @property
    def id(self) -> str:
        return self.environment.id

    @property
    def name(self) -> str:
        return self.environment.name

    @property
    def line(self) -> str:
        """The newest line of what runs, or the reason of a failure: untrusted text."""
        return (self.latest.line if self.latest else '') or self.state.detail


def listed(
    request: HttpRequest, environments: Iterable[Environment], latest: Mapping[str, Latest] | None = None
) -> list[ListedEnvironment]:
    """All of them by name; ``latest`` is by id, of those that it has been read for. No call."""
    drafts = {draft.environment_id: draft for draft in store.all_known(request)}
    found = []
    for environment in sorted(environments, key=lambda environment: environment.name.casefold()):
        draft = drafts.get(environment.id)
        valid = draft if draft and is_valid(draft, environment) else None
        known = (latest or {}).get(environment.id)
        deployments = [known.deployment] if known and known.deployment else None
        state = environment_state(environment, draft=valid, deployments=deployments)
        outdated = draft is not None and valid is None
        found.append(ListedEnvironment(environment, state, draft, outdated, known))
    return found
