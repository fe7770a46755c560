"""The name of an environment in its object model, which applications get to see; lists show another one."""

from django.http import HttpRequest

from murano_panel.components.target.draft import changeable
from murano_panel.domain.model.environment_object import operations
from murano_panel.drafts import own_object, store


def rename_in_draft(request: HttpRequest, environment_id: str, name: str) -> bool:
    """Whether the draft was changed: not so where the model has the name already. Up to five calls.

    Raises NotNow, and as ``store.change_environment()``.
    """
    mine = changeable(request, environment_id, tell_since=False)
    own = own_object.of(request, mine.environment, mine.draft)
    steps = operations(own, {**own, 'name': name})
    if steps:
        store.change_environment(request, mine, steps)
    return bool(steps)
