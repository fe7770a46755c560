"""Adding a component to the draft, exactly once."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.http import HttpRequest

from murano_panel.api import drafts
from murano_panel.components.wizard import Flow
from murano_panel.domain.model import object_model
from murano_panel.domain.records import Draft, ObjectModel
from murano_panel.drafts import store

# Seconds for which the same form is not sent once more: while the first one is on its way, and after it has arrived.
LOCK_SECONDS, ECHO_SECONDS = 60, 5


@contextmanager
def first(what: str) -> Iterator[bool]:
    """Whether nobody else is just doing this, or has just done it. An exception in the block lets it be tried again.

    Without a cache that all processes share, two that come at once may both be first.
    """
    is_first, done = cache.add(what, True, LOCK_SECONDS), False
    try:
        yield is_first
        done = True
    finally:
        if is_first and done:
            cache.touch(what, ECHO_SECONDS)
        elif is_first:
            cache.delete(what)


def add(request: HttpRequest, flow: Flow, component: ObjectModel) -> Draft | None:
    """Adds the component and returns the draft it went to; None when the same form has been sent before.

    The component's id tells: it is fixed when the form is opened. Up to three calls. Raises NotEncrypted.
    """
    identity = object_model.component_id(component)
    if object_model.find(flow.target.environment.components, identity):
        return None
    with first(f'murano_panel:adding:{identity}') as is_first:
        if not is_first:
            return None
        with store.writing(request, flow.target) as draft:
            drafts.add_component(request, draft, flow.form_of_package.encrypted(component))
        return draft
