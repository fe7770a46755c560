"""Environments as lists and cards show them: each with its state and the user's draft of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel.domain.records import Draft, Environment
from murano_panel.domain.state.environment import environment_state, has_others_draft, is_valid
from murano_panel.domain.state.state import State
from murano_panel.domain.state.verdict import Verdict
from murano_panel.drafts import store
from murano_panel.web import latest as latest_verdicts


@dataclass(frozen=True)
class ListedEnvironment:
    """One environment in a list.

    draft: the user's, valid or not; outdated: Murano no longer shows it.
    others_draft: somebody has an undeployed draft, and it is none that this browser knows.
    latest: the verdict on the latest deployment: in the page itself, which costs one call, as far as it is remembered;
    polls bring it.
    """

    environment: Environment
    state: State
    draft: Draft | None = None
    outdated: bool = False
    others_draft: bool = False
    latest: Verdict | None = None

    @property
    def id(self) -> str:
        return self.environment.id

    @property
    def name(self) -> str:
        return self.environment.name

    @property
    def is_in_progress(self) -> bool:
        """It runs, as far as is known: what is counted and what is listed so are the same environments."""
        return self.state.is_running and not self.needs_attention

    @property
    def needs_attention(self) -> bool:
        return self.state.needs_attention

    @property
    def has_draft(self) -> bool:
        """The user has one, valid or not."""
        return self.draft is not None

    @property
    def line(self) -> str:
        """The newest line of what runs, or the reason of a failure: untrusted text."""
        return (self.latest.line if self.latest else '') or self.state.detail

    @property
    def has_news(self) -> bool:
        """Whether all is known that a poll could tell by now."""
        return self.latest is not None and (bool(self.latest.line) or not self.latest.lacks_reason)


def listed(
    request: HttpRequest, environments: Iterable[Environment], latest: Mapping[str, Verdict] | None = None
) -> list[ListedEnvironment]:
    """All of them by name; ``latest`` is by id, of those that it has been read for. No call."""
    drafts = {draft.environment_id: draft for draft in store.all_known(request)}
    environments = sorted(environments, key=lambda environment: environment.name.casefold())
    known = {**latest_verdicts.recall(environments), **(latest or {})}
    found = []
    for environment in environments:
        draft = drafts.get(environment.id)
        valid = draft if draft and is_valid(draft, environment) else None
        told = known.get(environment.id)
        found.append(
            ListedEnvironment(
                environment,
                environment_state(environment, draft=valid, latest=told),
                draft,
                outdated=draft is not None and valid is None,
                others_draft=has_others_draft(environment, valid),
                latest=told,
            )
        )
    return found
