"""Editing a component, step by step like adding one: as whole pages, and for scripts."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murano_panel import dynamic_ui
from murano_panel.api import errors
from murano_panel.components import opening
from murano_panel.components import page as form_page
from murano_panel.components import rows as presenting
from murano_panel.components import state as form_state
from murano_panel.components.edit import component as editing
from murano_panel.components.edit.forms import BY_CLASS, BY_FORM
from murano_panel.components.edit.wizard import EditFlow
from murano_panel.components.views import FormView, StepView, wish_of
from murano_panel.components.wizard import Flow
from murano_panel.domain.model import object_model
from murano_panel.domain.records import Package
from murano_panel.drafts import seen
from murano_panel.drafts.seen import Seen
from murano_panel.dynamic_ui import StepForm
from murano_panel.templatetags.murano import inert

_EXPIRED = gettext_lazy(
    'Too much time has passed: what you changed in other steps is gone, they show the component as it is now.'
)


def save(view: 'EditPages', step: int, more: int) -> HttpResponseBase:
    """Puts the changed component into the draft; writes nothing when nothing differs."""
    flow = view.resume()
    if flow.accepted < flow.last or flow.obstacle():
        return view.show(flow, flow.accepted)
    outcome = flow.outcome()
    if outcome.changes and flow.moved:
        return view.show(flow, flow.last)
    draft = editing.save(view.request, flow, outcome.model, view.token) if outcome.changes else None
    # Not Horizon's own function: for scripts it would put the message into a header of this answer.
    (messages.success if outcome.changes else messages.info)(view.request, _told(flow, outcome.changes, draft))
    return view.go(view.back())


def _told(flow: EditFlow, changes: Any, draft: Any) -> str:
    names = {
        'name': inert(object_model.component_name(flow.component)),
        'environment': inert(flow.target.environment.name),
    }
    if draft:
        return _('The changes to "%(name)s" are in your draft of "%(environment)s". Deploy it when complete.') % names
    if changes or flow.moved:
        return _('The changes to "%(name)s" are already in "%(environment)s".') % names
    if flow.state.answers != flow.state.before:
        return _('Your changes make no difference to "%(name)s", so nothing was written.') % names
    return _('Nothing was changed in "%(name)s".') % names


class EditPages(FormView):
    """What pages and answers to scripts have in common."""

    wishes = {**FormView.wishes, 'add': save}

    def guarded(self, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        try:
            return super().guarded(act)
        except dynamic_ui.NotEditable as error:
            found = seen.read(self.request, self.kwargs['environment_id'])
            raise editing.refused(found, self.kwargs['component_id'], error) from error

    def where(self) -> Seen:
        """The environment. What forbids changes now keeps the answers of a form that was sent."""
        environment_id = self.kwargs['environment_id']
        if self.request.method != 'POST':
            return opening.target_of(self.request, environment_id)
        found = seen.read(self.request, environment_id)
        if found.environment.busy:
            raise errors.Busy(_('The environment "%s" is being changed.') % found.environment.name)
        if found.outdated:
            raise errors.Outdated(
                _('The environment "%s" was deployed after you had begun to change it.') % found.environment.name
            )
        return found

    def package(self) -> Package:
        found = seen.read(self.request, self.kwargs['environment_id'])
        component = editing.component_of(found, self.kwargs['component_id'])
        return editing.package_of(self.request, found, component)

    def begin(self) -> EditFlow:
        by = BY_CLASS if self.request.GET.get('form') == BY_CLASS else BY_FORM
        return editing.begin(self.request, self.where(), self.kwargs['component_id'], by)

    def resume(self) -> EditFlow:
        where = self.where()
        state = form_state.unseal_for_environment(self.request, self.token, where.environment.id)
        if not state.edits or state.component_id != self.kwargs['component_id']:
            raise form_state.StateError
        return editing.go_on(self.request, where, state)

    def show(self, flow: Flow, index: int, refused: StepForm | None = None, notice: str = '') -> HttpResponseBase:
        if not isinstance(flow, EditFlow):
            return super().show(flow, index, refused, notice)
        obstacle = flow.obstacle() if index == flow.last else None
        if obstacle:
            return self.show_obstacle(flow, *obstacle)
        if flow.moved and index != flow.last:  # the review says so itself
            notice = notice or _('The component or its package was changed meanwhile. Your changes are kept.')
        return super().show(flow, index, refused, notice)

    def show_obstacle(self, flow: EditFlow, index: int, form: StepForm) -> HttpResponseBase:
        return super().show(flow, index, form)


class EditView(EditPages):
    def expired(self, flow: Flow) -> HttpResponseBase:
        """The step that was sent is kept at least."""
        _word, step, _more = wish_of(self.request.POST.get('do', ''))
        flow.leave(step, self.typed(flow, step))
        return self.show(flow, flow.reachable(step), notice=str(_EXPIRED))


class EditStepView(EditPages, StepView):
    def show_obstacle(self, flow: EditFlow, index: int, form: StepForm) -> HttpResponseBase:
        """The page may not have this step yet."""
        html = render_to_string('murano_panel/catalog/_section.html', form_page.section(flow, index), self.request)
        answer = {'state': flow.sealed(), 'step': index, 'accepted': flow.accepted, 'moved': flow.moved}
        return JsonResponse({**answer, 'html': html, 'errors': presenting.errors_for_scripts(form)})
