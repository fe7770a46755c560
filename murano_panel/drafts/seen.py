"""An environment as the user's draft of it sees it."""

from dataclasses import dataclass, replace

from django.http import HttpRequest

from murano_panel.api import environments, errors
from murano_panel.domain.model import object_model
from murano_panel.domain.records import Draft, Environment, ObjectModel
from murano_panel.domain.state.environment import is_valid
from murano_panel.drafts import cookie


@dataclass(frozen=True)
class Seen:
    """What is to be written into the draft is found out from this, and from nothing else: see ``store.writing()``.

    environment: with the components of the valid draft, else those that are deployed.
    draft: the user's valid one.
    outdated: one that another deployment made void, or makes void right now.
    gone: the browser remembers a draft that Murano has lost.
    """

    environment: Environment
    draft: Draft | None = None
    outdated: Draft | None = None
    gone: bool = False

    def with_component(self, component: ObjectModel) -> 'Seen':
        """The same after the component was added to the draft."""
        if object_model.find(self.environment.components, object_model.component_id(component)):
            return self
        components = (*self.environment.components, component)
        return replace(self, environment=replace(self.environment, components=components))


def read(request: HttpRequest, environment_id: str) -> Seen:
    """One call; one more when Murano no longer knows the draft. Raises NotFound."""
    draft = cookie.read(request, environment_id)
    if draft is None:
        return Seen(environments.get(request, environment_id))
    try:
        # With the header of a draft that is no longer valid, Murano shows what is deployed.
        environment = environments.get(request, environment_id, session_id=draft.session_id)
    except (errors.NotFound, errors.Invalid):
        # The draft is gone, or the environment: the second answer tells.
        return Seen(environments.get(request, environment_id), gone=True)
    return Seen(environment, draft) if is_valid(draft, environment) else Seen(environment, outdated=draft)


def read_beside(request: HttpRequest, committed: Environment) -> Seen:
    """As ``read()`` where what is deployed is known already, to be compared with it. One call with a valid draft."""
    draft = cookie.read(request, committed.id)
    if draft is None or not is_valid(draft, committed):
        return Seen(committed, outdated=draft)
    try:
        return Seen(environments.get(request, committed.id, session_id=draft.session_id), draft)
    except (errors.NotFound, errors.Invalid):
        return Seen(committed, gone=True)
