"""What the buttons of a form do: forward, back, to a step, and at the end into the draft.

Each function takes the view, the number of the step that was shown, and another number; it returns the view's answer.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
from murano_panel.components import adding as addition
from murano_panel.components import nested as form_stack
from murano_panel.components import refusals
from murano_panel.components.wizard import Flow
from murano_panel.domain.model import object_model
from murano_panel.domain.records import ObjectModel

if TYPE_CHECKING:
    from murano_panel.components.views import FormView


def forward(view: 'FormView', step: int, more: int) -> HttpResponseBase:
    flow = view.resume()
    if step >= flow.last or step > flow.accepted:
        return view.show(flow, flow.accepted)
    form = flow.submit(step, view.typed(flow, step))
    return view.show(flow, step + 1) if form.is_valid() else view.show(flow, step, form)


def back(view: 'FormView', step: int, more: int) -> HttpResponseBase:
    return to(view, step, step - 1)


def to(view: 'FormView', step: int, target: int) -> HttpResponseBase:
    """Another step. What was typed in this one is kept, valid or not."""
    flow = view.resume()
    form = flow.leave(step, view.typed(flow, step)) if step <= flow.accepted else None
    if form and target > step and not form.is_valid():
        return view.show(flow, step, form)
    return view.show(flow, max(0, min(target, flow.accepted)))


def show(view: 'FormView', step: int, more: int) -> HttpResponseBase:
    flow = view.resume()
    return view.show(flow, min(step, flow.accepted))


def shape(view: 'FormView', step: int, number: int) -> HttpResponseBase:
    """The fields that belong to what was just chosen in the field with that number. Nothing is checked yet."""
    return _reshaped(view, step, lambda flow: flow.look_at(step, number))


def grow(view: 'FormView', step: int, number: int) -> HttpResponseBase:
    """One item more in a list."""
    return _reshaped(view, step, lambda flow: flow.grow(step, number))


def shrink(view: 'FormView', step: int, number: int) -> HttpResponseBase:
    """An item less in a list."""
    return _reshaped(view, step, lambda flow: flow.shrink(step, number))


def _reshaped(view: 'FormView', step: int, change: Callable[[Flow], None]) -> HttpResponseBase:
    flow = view.resume()
    if step > flow.accepted or step >= flow.last:
        return view.show(flow, flow.accepted)
    flow.set_aside(step, view.typed(flow, step))
    change(flow)
    return view.show(flow, step)


def add(view: 'FormView', step: int, more: int) -> HttpResponseBase:
    """Puts the component into the draft; on top of another form, goes on there."""
    flow = view.resume()
    if flow.accepted < flow.last:
        return view.show(flow, flow.accepted)
    component = _component(flow)
    draft = addition.add(view.request, flow, component)
    if flow.state.outer:
        return form_stack.finished(view, flow, component)
    _tell(view, flow, component, new=draft is not None)
    return view.go(reverse('horizon:app-catalog:environments:detail', args=[flow.target.environment.id]))


def _component(flow: Flow) -> ObjectModel:
    try:
        return flow.model()
    except dynamic_ui.ExpressionError as error:
        raise refusals.failed_expression(flow.package, error) from error


def _tell(view: 'FormView', flow: Flow, component: ObjectModel, *, new: bool) -> None:
    names = {'name': object_model.component_name(component), 'environment': flow.target.environment.name}
    if new:
        text = (
            _('"%(name)s" was added to your draft of "%(environment)s". Deploy it when the draft is complete.') % names
        )
    else:
        text = _('"%(name)s" is already in your draft of "%(environment)s".') % names
    # Not Horizon's own function: for scripts it would put the message into a header of this answer.
    messages.success(view.request, text)


WISHES = {
    'next': forward,
    'back': back,
    'to': to,
    'show': show,
    'shape': shape,
    'grow': grow,
    'shrink': shrink,
    'add': add,
}
