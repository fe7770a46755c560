"""Taking a component out of an environment, and taking back what a draft does to one component."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.api import drafts, environments
from murano_panel.domain.model import object_model
from murano_panel.domain.model.changes import ComponentChange, changes
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import find, without_status
from murano_panel.domain.records import Draft, ObjectModel
from murano_panel.drafts import seen, store
from murano_panel.drafts.seen import Seen
from murano_panel.drafts.views import DraftView
from murano_panel.templatetags.murano import inert
from murano_panel.templatetags.murano_drafts import remove_question, undo_label, undo_question
from murano_panel.web import applications
from murano_panel.web.paging import ROWS_PER_PAGE


class ComponentView(DraftView):
    """What is lost for good, or needed by others, is asked for; ``confirmed`` is the answer.

    is_only: the draft changes one component and nothing else.
    """

    is_only = False

    # Whether the page of the environment shows its components page by page.
    has_pages = False

    def environment_url(self) -> str:
        """With the component in view."""
        return super().environment_url() + (f'?at={self.kwargs["component_id"]}' if self.has_pages else '')

    def change(self, request: HttpRequest, environment_id: str, component_id: str) -> HttpResponse:
        committed = environments.get(request, environment_id)
        mine = seen.read_beside(request, committed)
        self.has_pages = len(mine.environment.components) > ROWS_PER_PAGE
        catalog = applications.names(request, [*committed.components, *mine.environment.components])
        changed = changes(committed.components, mine.environment.components, catalog) if mine.draft else []
        change = next((item for item in changed if item.component_id == component_id), None)
        self.is_only = len(changed) == 1
        return self.change_component(request, mine, find(committed.components, component_id), change)

    def change_component(
        self,
        request: HttpRequest,
        mine: Seen,
        deployed: ObjectModel | None,
        change: ComponentChange | None,
    ) -> HttpResponse:
        """``deployed`` is the component as it is deployed, ``change`` what the user's draft does to it."""
        raise NotImplementedError

    def take_back(
        self, request: HttpRequest, mine: Seen, deployed: ObjectModel | None, change: ComponentChange
    ) -> HttpResponse:
        """Undoes a change of the draft, and ends a draft that has no other: one call."""
        assert mine.draft
        question = undo_question(change)
        if question and not self.is_confirmed:
            return self.ask(question, undo_label(change))
        if deployed is None:
            text = _('"%(name)s" was taken out of your draft.')
        elif change.is_changed:
            text = _('"%(name)s" is set again as it was before your draft.')
        else:
            text = _('"%(name)s" stays.')
        if self.is_only:
            # An empty draft would say that there is something to do, and stand in the way of deploying again.
            store.discard(request, mine.draft)
            text = f'{text} {_("The draft held nothing else: it is discarded.")}'
        else:
            _take_back(request, mine, mine.draft, deployed, change)
        messages.success(request, text % {'name': inert(change.name)})
        return redirect(self.environment_url())


def _take_back(
    request: HttpRequest, mine: Seen, draft: Draft, deployed: ObjectModel | None, change: ComponentChange
) -> None:
    """One component of the draft becomes again what it is when deployed. One call."""
    if deployed is None:
        drafts.remove_component(request, draft, change.component_id)
    elif change.is_changed:
        kept = without_status(deployed)
        others = mine.environment.components
        drafts.replace_components(
            request,
            draft,
            [
                kept if object_model.component_id(item) == change.component_id else without_status(item)
                for item in others
            ],
        )
    else:
        drafts.add_component(request, draft, without_status(deployed))


class UndoView(ComponentView):
    """Takes back what the draft does to one component. Three calls, two to ask."""

    def change_component(
        self,
        request: HttpRequest,
        mine: Seen,
        deployed: ObjectModel | None,
        change: ComponentChange | None,
    ) -> HttpResponse:
        if change:
            return self.take_back(request, mine, deployed, change)
        messages.info(request, _('Nothing to undo: your draft does not change this component, or is gone.'))
        return redirect(self.environment_url())


class RemoveComponentView(ComponentView):
    """Marks a deployed component for removal: up to four calls. What was never deployed leaves the draft at once."""

    def change_component(
        self,
        request: HttpRequest,
        mine: Seen,
        deployed: ObjectModel | None,
        change: ComponentChange | None,
    ) -> HttpResponse:
        component_id = self.kwargs['component_id']
        if change and change.is_added:
            return self.take_back(request, mine, deployed, change)
        present = mine.environment.components
        names = told_apart(present, applications.names(request, present))
        name = names.get(component_id) or object_model.component_name(deployed or {})
        users = object_model.users(present).get(component_id, [])
        if users and not self.is_confirmed:
            return self.ask(remove_question([names[user] for user in users], name), _('Remove'))
        with store.writing(request, mine) as draft:
            drafts.remove_component(request, draft, component_id)
        text = _('"%(name)s" goes with the next deployment. Until then you can keep it.')
        messages.success(request, text % {'name': inert(name)})
        return redirect(self.environment_url())
