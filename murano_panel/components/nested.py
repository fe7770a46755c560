"""Forms on top of each other: "+ new" at a field that needs another component, and the way back.

The answers of the forms below travel within the sealed answers of the one on top.
"""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from murano_panel.api import drafts, errors
from murano_panel.api import packages as package_api
from murano_panel.components import opening
from murano_panel.components import page as form_page
from murano_panel.components import state as form_state
from murano_panel.components.edit import component as editing
from murano_panel.components.wizard import Flow
from murano_panel.domain.model import object_model
from murano_panel.domain.records import ObjectModel
from murano_panel.drafts.seen import Seen

if TYPE_CHECKING:
    from murano_panel.components.views import FormView


def make_new(view: 'FormView', step: int, number: int) -> HttpResponseBase:
    """ "+ new" at the field with that number: which package? The only one is taken at once."""
    flow = view.resume()
    if step > flow.accepted or step >= flow.last:
        return view.show(flow, flow.accepted)
    flow.set_aside(step, view.typed(flow, step))
    fields = list(flow.form(step).fields.items())
    if number >= len(fields) or not fields[number][1].class_names:
        return view.show(flow, flow.accepted)
    name, field = fields[number]
    flow.state.waiting = [step, name]
    candidates = [
        package
        for package in package_api.by_class_names(view.request, field.class_names)
        if package.type == 'Application'
    ]
    if len(candidates) == 1:
        return view.show(opening.new(view.request, candidates[0], flow.target, outer=flow.state), 0)
    return render(
        view.request,
        'murano_panel/catalog/choose_package.html',
        {
            **form_page.frame(flow, step),
            'page_title': _('Which application?'),
            'candidates': candidates,
            'class_names': field.class_names,
            'state': flow.sealed(),
            'index': step,
        },
    )


def open_on_top(view: 'FormView', step: int, more: int) -> HttpResponseBase:
    """The package was chosen: its form opens; the sealed answers are those of the form below."""
    where = opening.target_of(view.request, view.kwargs['environment_id'])
    outer = form_state.unseal_for_environment(view.request, view.token, where.environment.id)
    package = package_api.get(view.request, view.kwargs['package_id'])
    return view.show(opening.new(view.request, package, where, outer=outer), 0)


def finished(view: 'FormView', flow: Flow, component: ObjectModel) -> HttpResponseBase:
    """The component is in the draft: the form below selects it."""
    outer = _below(flow, flow.target.with_component(component))
    name = object_model.component_name(component)
    outer.state.added += [*flow.state.added, {'id': object_model.component_id(component), 'name': name}]
    step, field = outer.state.waiting
    outer.answer(step, field, object_model.component_id(component))
    notice = _('"%s" was added to your draft and is selected here.') % name
    return view.show(outer, step, notice=notice)


def drop(view: 'FormView', step: int, more: int) -> HttpResponseBase:
    """Gives up the form on top. What was added for it stays, and is offered for removal when the last form is left."""
    flow = view.resume()
    outer = _below(flow, flow.target)
    outer.state.added += flow.state.added
    return view.show(outer, outer.state.waiting[0])


def leave(view: 'FormView', step: int, more: int) -> HttpResponseBase:
    """Gives up the form; asks first when components were added to the draft for it."""
    flow = view.resume()
    present = _still_there(flow)
    if not present:
        return view.go(view.back())
    if step <= flow.accepted:
        flow.leave(step, view.typed(flow, step))
    return render(
        view.request,
        'murano_panel/catalog/leave.html',
        {
            **form_page.frame(flow, min(step, flow.accepted)),
            'page_title': _('Leave this form?'),
            'added': present,
            'environment_url': view.back(),
        },
    )


def remove(view: 'FormView', step: int, more: int) -> HttpResponseBase:
    """Gives up the form and takes back what was added to the draft for it."""
    flow = view.resume()
    for item in _still_there(flow):
        try:
            drafts.remove_component(view.request, flow.target.draft, item['id'])
        except errors.NotFound:
            continue
        messages.success(view.request, _('"%s" was removed from your draft.') % item['name'])
    return view.go(view.back())


def _below(flow: Flow, where: Seen) -> Flow:
    outer = flow.state.outer
    return editing.go_on(flow.request, where, outer) if outer and outer.edits else opening.below(flow, where)


def _still_there(flow: Flow) -> list[dict[str, str]]:
    """What was added to the draft on the way and can be removed again."""
    components = flow.target.environment.components if flow.target.draft else ()
    return [item for item in form_page.added_on_the_way(flow.state) if object_model.find(components, item['id'])]


WISHES = {'new': make_new, 'open': open_on_top, 'drop': drop, 'leave': leave, 'remove': remove}
