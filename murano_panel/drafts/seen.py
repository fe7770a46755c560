"""An environment as the user's draft of it sees it."""

from dataclasses import dataclass, replace

from django.http import HttpRequest

from murano_panel.api import environments, errors
from murano_panel.domain.model import object_model
from murano_panel.domain.model.changes import ComponentChange, changes
from murano_panel.domain.model.environment_object import environment_change
from murano_panel.domain.model.object_model import Catalog
from murano_panel.domain.records import Draft, Environment, ObjectModel
from murano_panel.domain.state.environment import is_valid
from murano_panel.drafts import cookie, own_object, pressed


@dataclass(frozen=True)
class OwnObject:
    """The environment's own object, as it is deployed and as the draft has it."""

    deployed: ObjectModel
    drafted: ObjectModel


@dataclass(frozen=True)
class Seen:
    """What is to be written into the draft is found out from this, and from nothing else: see ``store.writing()``.

    environment: with the components of the valid draft, else those that are deployed.
    draft: the user's valid one.
    outdated: one that another deployment made void, or makes void right now.
    gone: the browser remembers a draft that Murano has lost.
    deployed: it remembers one that was deployed, or is being deployed, though Murano's answer to that was lost.
    own: of a draft that has changed the environment itself, where it was read beside what is deployed.
    """

    environment: Environment
    draft: Draft | None = None
    outdated: Draft | None = None
    gone: bool = False
    deployed: bool = False
    own: OwnObject | None = None

    def changes(self, committed: Environment, catalog: Catalog | None = None) -> list[ComponentChange]:
        """What the draft makes of what is deployed: of the environment itself, then of its components."""
        if self.draft is None:
            return []
        found = changes(committed.components, self.environment.components, catalog)
        own = self.environment_change(committed)
        return [own, *found] if own else found

    def changes_nothing(self, committed: Environment) -> bool:
        """Whether there is a draft, and deploying it would leave everything as it is."""
        return self.draft is not None and not self.changes(committed)

    def environment_change(self, committed: Environment) -> ComponentChange | None:
        """What the draft changes of the environment itself, None for nothing."""
        return environment_change(self.own.deployed, self.own.drafted, committed.name) if self.own else None

    def with_component(self, component: ObjectModel) -> 'Seen':
        """The same after the component was added to the draft."""
        if object_model.find(self.environment.components, object_model.component_id(component)):
            return self
        components = (*self.environment.components, component)
        return replace(self, environment=replace(self.environment, components=components))


def read(request: HttpRequest, environment_id: str) -> Seen:
    """One call; two more when Murano no longer knows the draft. Raises NotFound."""
    draft = cookie.read(request, environment_id)
    if draft is None:
        return Seen(environments.get(request, environment_id))
    # With the header of a draft that is no longer valid, Murano shows what is deployed.
    environment = _in_draft(request, draft)
    if environment is None:
        # The draft is gone, or the environment: this answer tells.
        return Seen(environments.get(request, environment_id), gone=True)
    return Seen(environment, draft) if is_valid(draft, environment) else _void(environment, draft)


def read_beside(request: HttpRequest, committed: Environment) -> Seen:
    """As ``read()`` where what is deployed is known already, to be compared with it.

    One call with a valid draft, two with one that is gone; one more with one that has changed the environment itself,
    where nobody has read what is deployed of that.
    """
    draft = cookie.read(request, committed.id)
    if draft is None:
        return Seen(committed)
    if not is_valid(draft, committed):
        return _void(committed, draft)
    if draft.changes_environment:
        return _with_own_object(request, committed, draft)
    environment = _in_draft(request, draft)
    return Seen(environment, draft) if environment else Seen(committed, gone=True)


def _with_own_object(request: HttpRequest, committed: Environment, draft: Draft) -> Seen:
    """The whole model has the environment's own object beside its components."""
    try:
        model = environments.model(request, committed.id, session_id=draft.session_id)
    except errors.Unavailable:
        # An error 500 is what Murano has for a draft that is gone as well.
        if _in_draft(request, draft) is None:
            return Seen(committed, gone=True)
        raise
    own = OwnObject(deployed=own_object.deployed(request, committed), drafted=model.own)
    return Seen(replace(committed, components=model.components), draft, own=own)


def _in_draft(request: HttpRequest, draft: Draft) -> Environment | None:
    """The environment as the draft sees it; None for a draft that is not there, which takes being told twice.

    What something on the way says once must not make it forgotten: it would stay open for ever.
    """
    for _attempt in range(2):
        try:
            return environments.get(request, draft.environment_id, session_id=draft.session_id)
        except (errors.NotFound, errors.Invalid):
            continue
    return None


def _void(environment: Environment, draft: Draft) -> Seen:
    """With a draft that can no longer be deployed."""
    if pressed.was_deployed(draft, environment):
        return Seen(environment, deployed=True)
    return Seen(environment, outdated=draft)
