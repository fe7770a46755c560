"""Taking a component out of an environment, and taking back what a draft does to one component."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.api import drafts, environments
from murano_panel.domain.model import object_model, undo
from murano_panel.domain.model.changes import ComponentChange, PropertyChange
from murano_panel.domain.model.environment_object import changeable, operations
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import find, without_status
from murano_panel.domain.model.tree import PathGone
from murano_panel.domain.records import Draft, ObjectModel
from murano_panel.drafts import seen, store
from murano_panel.drafts.questions import remove_question, undo_label, undo_question
from murano_panel.drafts.seen import Seen
from murano_panel.drafts.views import DraftView
from murano_panel.web import applications, busy
from murano_panel.web.addresses import COMPONENT, REVIEW, address
from murano_panel.web.paging import ROWS_PER_PAGE
from murano_panel.web.text import inert


@dataclass(frozen=True)
class ComponentInDraft:
    """A component and what becomes of it.

    deployed: as it is deployed, None for one that never was; change: what the user's draft does to it.
    committed: all components as they are deployed.
    is_only: the draft changes this component and nothing else.
    """

    id: str
    seen: Seen
    deployed: ObjectModel | None
    change: ComponentChange | None
    is_only: bool
    committed: Sequence[ObjectModel]


class ComponentView(DraftView):
    """What is lost for good, or needed by others, is asked for; ``confirmed`` is the answer."""

    # Whether the page of the environment shows its components page by page.
    has_pages = False
    # Whether there is no draft (any more).
    is_over = False
    # The id of the component whose change is to be in view then; '' for none.
    stands_at = ''

    def environment_url(self) -> str:
        """With the component in view; the review as it was, where that was pressed there and something is left."""
        review = reverse(REVIEW, args=[self.kwargs['environment_id']])
        pressed_at = self.request.POST.get('next', '')
        if pressed_at.partition('?')[0] == review and not self.is_over:
            return f'{pressed_at}#change-{self.stands_at}' if self.stands_at else pressed_at
        return super().environment_url() + (f'?at={self.kwargs["component_id"]}' if self.has_pages else '')

    def change(self, request: HttpRequest, environment_id: str, component_id: str) -> HttpResponse:
        committed = environments.get(request, environment_id)
        busy.require_idle(committed)
        mine = seen.read_beside(request, committed)
        self.is_over = mine.draft is None
        self.has_pages = len(mine.environment.components) > ROWS_PER_PAGE
        catalog = applications.names(request, [*committed.components, *mine.environment.components])
        changed = mine.changes(committed, catalog)
        self.stands_at = self._next_in_view(changed)
        component = ComponentInDraft(
            id=component_id,
            seen=mine,
            deployed=find(committed.components, component_id),
            change=next((item for item in changed if item.component_id == component_id), None),
            is_only=len(changed) == 1,
            committed=committed.components,
        )
        return self.change_component(request, component)

    def _next_in_view(self, changed: Sequence[ComponentChange]) -> str:
        """The one itself where another property of it stays changed, else its neighbour."""
        ids = [item.component_id for item in changed]
        own_id = self.kwargs['component_id']
        if own_id not in ids:
            return ''
        place = ids.index(own_id)
        stays = 'property' in self.request.POST and len(changed[place].properties) > 1
        at = own_id if stays else next(iter([*ids[place + 1 :], *reversed(ids[:place])]), '')
        return at if address(COMPONENT, self.kwargs['environment_id'], at) else ''

    def change_component(self, request: HttpRequest, component: ComponentInDraft) -> HttpResponse:
        """What is done with the component, and where it leads."""
        raise NotImplementedError

    def take_back(self, request: HttpRequest, component: ComponentInDraft, *, asks: bool = True) -> HttpResponse:
        """Undoes the change of the draft, and ends a draft that has no other: one call."""
        draft, change = component.seen.draft, component.change
        assert draft and change
        question = undo_question(change)
        if asks and question and not self.is_confirmed:
            return self.ask(question, undo_label(change))
        if change.is_environment:
            text = _('The environment itself is set again as it was before your draft.')
        elif component.deployed is None:
            text = _('"%(name)s" was taken out of your draft.')
        elif change.is_changed:
            text = _('"%(name)s" is set again as it was before your draft.')
        else:
            text = _('"%(name)s" stays.')
        if component.is_only:
            # An empty draft would say that there is something to do, and stand in the way of deploying again.
            store.discard(request, draft)
            self.is_over = True
            text = f'{text} {_("The draft held nothing else: it is discarded.")}'
        else:
            _take_back(request, draft, component)
        messages.success(request, text % {'name': inert(change.name)})
        return redirect(self.environment_url())


def _take_back(request: HttpRequest, draft: Draft, component: ComponentInDraft) -> None:
    """The component, or the environment itself, becomes again what it is when deployed. One call, or two."""
    own = component.seen.own
    if own and component.change and component.change.is_environment:
        store.change_environment(request, component.seen, operations(own.drafted, own.deployed))
        return
    deployed, present = component.deployed, component.seen.environment.components
    if deployed is None:
        drafts.remove_component(request, draft, component.id)
    elif find(present, component.id):
        kept = [deployed if object_model.component_id(item) == component.id else item for item in present]
        drafts.replace_components(request, draft, [without_status(item) for item in kept])
    else:
        drafts.add_component(request, draft, without_status(deployed))


class UndoView(ComponentView):
    """Takes back what the draft does to one component, or to one ``property`` of it. Three calls, two to ask."""

    def change_component(self, request: HttpRequest, component: ComponentInDraft) -> HttpResponse:
        change, wanted = component.change, request.POST.get('property', '')
        if change and change.is_changed and wanted:
            return self._take_back_property(request, component, change, wanted)
        if change and not wanted:
            return self.take_back(request, component)
        messages.info(request, _('Nothing to undo: your draft does not change this component, or is gone.'))
        return redirect(self.environment_url())

    def _take_back_property(
        self, request: HttpRequest, component: ComponentInDraft, change: ComponentChange, wanted: str
    ) -> HttpResponse:
        found = next((item for item in change.properties if undo.key_of(item) == wanted), None)
        if found is None:
            messages.info(request, _('Nothing was taken back: your draft has changed since the page was loaded.'))
            return redirect(self.environment_url())
        if len(change.properties) == 1:
            return self.take_back(request, component, asks=False)
        if change.is_environment:
            return self._take_back_of_environment(request, component, found)
        present = [without_status(item) for item in component.seen.environment.components]
        drafted, draft = find(present, component.id), component.seen.draft
        assert component.deployed and drafted and draft
        try:
            undone = undo.without_property(without_status(component.deployed), drafted, found.path)
        except PathGone:
            text = _('"%s" cannot be taken back by itself: other changes build on it. Undo the whole component.')
            messages.error(request, text % inert(found.label))
            return redirect(self.environment_url())
        rest = [undone if object_model.component_id(item) == component.id else item for item in present]
        if undo.breaks(component.committed, present, rest):
            text = _('"%s" was not taken back: it is about a component or a part that your draft moves or removes.')
            messages.error(request, text % inert(found.label))
            return redirect(self.environment_url())
        drafts.replace_components(request, draft, rest)
        text = _('"%(property)s" of "%(name)s" is set again as it was before your draft.')
        messages.success(request, text % {'property': inert(found.label), 'name': inert(change.name)})
        return redirect(self.environment_url())

    def _take_back_of_environment(
        self, request: HttpRequest, component: ComponentInDraft, found: PropertyChange
    ) -> HttpResponse:
        own = component.seen.own
        assert own
        undone = undo.without_property(changeable(own.deployed), changeable(own.drafted), found.path)
        store.change_environment(request, component.seen, operations(own.drafted, undone))
        text = _('"%s" of the environment is set again as it was before your draft.') % inert(found.label)
        messages.success(request, text)
        return redirect(self.environment_url())


class RemoveComponentView(ComponentView):
    """Marks a deployed component for removal: up to four calls. What was never deployed leaves the draft at once."""

    def change_component(self, request: HttpRequest, component: ComponentInDraft) -> HttpResponse:
        if component.change and component.change.is_added:
            return self.take_back(request, component)
        present = component.seen.environment.components
        if find(present, component.id) is None:
            messages.info(request, _('Nothing to remove: this component is gone already.'))
            return redirect(self.environment_url())
        names = told_apart(present, applications.names(request, present))
        name = names.get(component.id) or object_model.component_name(component.deployed or {})
        users = object_model.users(present).get(component.id, [])
        if users and not self.is_confirmed:
            return self.ask(remove_question([names[user] for user in users], name), _('Remove'))
        with store.writing(request, component.seen) as draft:
            drafts.remove_component(request, draft, component.id)
        text = _('"%(name)s" goes with the next deployment. Until then you can keep it.')
        messages.success(request, text % {'name': inert(name)})
        return redirect(self.environment_url())
