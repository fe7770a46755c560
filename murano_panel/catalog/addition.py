"""Adding a component to the draft, exactly once."""

from django.core.cache import cache
from django.http import HttpRequest

from murano_panel import draft_store
from murano_panel.api import drafts
from murano_panel.catalog.flow import Flow
from murano_panel.domain import object_model
from murano_panel.domain.records import Draft, ObjectModel

# Seconds for which a second sending of the same form waits for nothing.
LOCK_SECONDS = 60


def add(request: HttpRequest, flow: Flow, component: ObjectModel) -> Draft | None:
    """Adds the component and returns the draft it went to; None when the same form has been sent before.

    The component's id tells: it is fixed when the form is opened. The cache only catches two that come at once;
    without a shared one these may both get through. Up to three calls. Raises NotEncrypted.
    """
    target = flow.target
    identity = object_model.component_id(component)
    lock = f'murano_panel:adding:{identity}'
    if object_model.find(target.environment.components, identity) or not cache.add(lock, True, LOCK_SECONDS):
        return None
    done = False
    try:
        with draft_store.writing(request, target.environment) as draft:
            drafts.add_component(request, draft, flow.form_of_package.encrypted(component))
        done = True
        return draft
    finally:
        if not done:
            cache.delete(lock)
