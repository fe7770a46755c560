"""The environment that gets the component, and the user's draft of it."""

from dataclasses import dataclass, replace

from django.http import HttpRequest

from murano_panel.api import environments, errors
from murano_panel.domain.model import object_model
from murano_panel.domain.records import Draft, Environment, ObjectModel
from murano_panel.domain.state import environment as status
from murano_panel.drafts import cookie as draft_cookie


@dataclass(frozen=True)
class Target:
    """``environment`` is as the user's draft sees it; ``outdated`` is a draft that another deployment made void."""

    environment: Environment
    draft: Draft | None = None
    outdated: Draft | None = None

    def with_component(self, component: ObjectModel) -> 'Target':
        if object_model.find(self.environment.components, object_model.component_id(component)):
            return self
        components = (*self.environment.components, component)
        return replace(self, environment=replace(self.environment, components=components))


def read(request: HttpRequest, environment_id: str) -> Target:
    """One call; one more when Murano no longer knows the draft."""
    draft = draft_cookie.load(request, environment_id)
    if draft is None:
        return Target(environments.get(request, environment_id))
    try:
        environment = environments.get(request, environment_id, session_id=draft.session_id)
    except (errors.NotFound, errors.Invalid):
        # The draft is gone, or the environment: the second answer tells.
        found = Target(environments.get(request, environment_id))
        # Nothing of this request shall write into it.
        request.COOKIES.pop(draft_cookie.PREFIX + environment_id, None)
        return found
    if status.is_valid(draft, environment):
        return Target(environment, draft)
    return Target(environment, outdated=None if environment.busy else draft)
