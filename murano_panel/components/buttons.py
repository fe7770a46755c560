"""What the buttons of a form do: forward, back, to a step, more or fewer fields, and at the end into the draft.

A button takes the wizard, resumed as the page left it, and what was sent; it returns an Outcome, and knows nothing of
pages. ``nested`` has those for forms on top of each other.
"""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.components import adding, nested
from murano_panel.components.edit import editing
from murano_panel.components.edit.wizard import EditWizard
from murano_panel.components.new_environment import NAME_TAKEN
from murano_panel.components.outcomes import Leave, Outcome, Submission
from murano_panel.components.start import founding
from murano_panel.components.start.wizard import StartWizard
from murano_panel.components.wizard import ShowStep, Wizard
from murano_panel.domain.model import object_model
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.records import ObjectModel
from murano_panel.drafts.founding import HalfMade, NameTaken
from murano_panel.web.addresses import REVIEW

Button = Callable[[Wizard, Submission], Outcome]


def next_step(wizard: Wizard, sent: Submission) -> Outcome:
    """Checks this step; only with valid answers the next one is shown."""
    if sent.step >= wizard.last or sent.step > wizard.accepted:
        return wizard.show(wizard.accepted)
    form = wizard.submit(sent.step, sent.inputs)
    return wizard.show(sent.step + 1) if form.is_valid() else wizard.refuse(sent.step, form)


def back(wizard: Wizard, sent: Submission) -> Outcome:
    """The step before, as with ``to_step``."""
    return to_step(wizard, replace(sent, number=sent.step - 1))


def to_step(wizard: Wizard, sent: Submission) -> Outcome:
    """Another step. What was typed in this one is kept, valid or not."""
    form = wizard.leave(sent.step, sent.inputs) if sent.step <= wizard.accepted else None
    if form and sent.number > sent.step and not form.is_valid():
        return wizard.refuse(sent.step, form)
    return wizard.show(wizard.reachable(sent.number))


def show(wizard: Wizard, sent: Submission) -> Outcome:
    """The step as it was left; what was sent with the button is not looked at."""
    return wizard.show(wizard.reachable(sent.step))


def reshape(wizard: Wizard, sent: Submission) -> Outcome:
    """The fields that belong to what was just chosen in the field with that number. Nothing is checked yet."""
    return _with_fields_changed(wizard, sent, wizard.look_at)


def grow_list(wizard: Wizard, sent: Submission) -> Outcome:
    """One item more in a list."""
    return _with_fields_changed(wizard, sent, wizard.grow)


def shrink_list(wizard: Wizard, sent: Submission) -> Outcome:
    """An item less in a list."""
    return _with_fields_changed(wizard, sent, wizard.shrink)


def _with_fields_changed(wizard: Wizard, sent: Submission, change: Callable[[int, int], None]) -> Outcome:
    if sent.step > wizard.accepted or sent.step >= wizard.last:
        return wizard.show(wizard.accepted)
    wizard.set_aside(sent.step, sent.inputs)
    change(sent.step, sent.number)
    return wizard.show(sent.step)


def add(wizard: Wizard, sent: Submission) -> Outcome:
    """Puts the component into the draft or the blueprint; on top of another form, goes on there."""
    if wizard.accepted < wizard.last:
        return wizard.show(wizard.accepted)
    target, component = wizard.target, wizard.model()
    if wizard.state.outer and not target.adds_at_once:
        return _set_aside(wizard, sent, component)
    # Also when it was there before: who sends the same form twice wants to get on.
    is_new = adding.add(sent.request, wizard, component)
    if wizard.state.outer:
        return nested.selected_below(sent.request, wizard, component)
    present = told_apart(target.with_component(component).components)
    names = {'name': present[object_model.component_id(component)], 'target': target.name}
    text = target.added if is_new else target.was_there
    return Leave(target.link[0], [(messages.SUCCESS, text % names)])


def _set_aside(wizard: Wizard, sent: Submission, component: ObjectModel) -> Outcome:
    """Keeps the component with the form at the very bottom, to be written together with that one's."""
    prepared = adding.prepared(sent.request, wizard, component)
    wizard.state.bottom.together.append(prepared)
    return nested.selected_below(sent.request, wizard, prepared)


def make_environment(wizard: Wizard, sent: Submission) -> Outcome:
    """Makes the environment with all that was filled in; on top of another form, goes on there.

    What is wrong with the environment is told in the review, where it can be called otherwise.
    """
    assert isinstance(wizard, StartWizard)
    if wizard.accepted < wizard.last:
        return wizard.show(wizard.accepted)
    state = wizard.state
    made = founding.made_before(sent.request, state)
    if made:
        return Leave(reverse(REVIEW, args=[made]), [(messages.INFO, _('The environment was made already.'))])
    if state.outer:
        return _set_aside(wizard, sent, wizard.model())
    component = adding.prepared(sent.request, wizard, wizard.model())
    form = wizard.check_environment(sent.inputs)
    if not form.is_valid():
        return wizard.refuse_environment(form)
    name = form.cleaned_data['name']
    try:
        made = founding.found(sent.request, state, component, form.cleaned_data)
    except NameTaken:
        form.add_error('name', NAME_TAKEN)
        return wizard.refuse_environment(form)
    except HalfMade as error:
        if isinstance(error.error, errors.Expired):
            raise error.error from error
        form.add_error('name', error.sentence)
        return wizard.refuse_environment(form, half_made=error.environment.id)
    text = _('The environment "%s" was made, with all this in your draft of it. Deploy it when you agree.')
    return Leave(reverse(REVIEW, args=[made]), [(messages.SUCCESS, text % name)])


def save(wizard: Wizard, sent: Submission) -> Outcome:
    """Puts the changed component into the draft or the blueprint; writes nothing when nothing differs."""
    assert isinstance(wizard, EditWizard)
    if wizard.accepted < wizard.last:
        return wizard.show(wizard.accepted)
    result = wizard.result()
    if isinstance(result, ShowStep) or (result.changes and wizard.moved):
        # A secret is missing, or the user has not seen yet what the changes come to by now.
        return wizard.show_result(result)
    target = wizard.target
    if result.changes:
        editing.save(sent.request, wizard, result.model)
        text = target.changed
    elif wizard.moved:
        text = target.was_changed
    elif wizard.is_edited:
        text = _('Your changes make no difference to "%(name)s", so nothing was written.')
    else:
        text = _('Nothing was changed in "%(name)s".')
    names = {'name': wizard.component_name, 'target': target.name}
    level = messages.SUCCESS if result.changes else messages.INFO
    return Leave(target.link[0], [(level, text % names)])


# {word on a button: what it does}; "open" has been done when the wizard was made: it is one on top of another.
BUTTONS: dict[str, Button] = {
    'next': next_step,
    'back': back,
    'to': to_step,
    'show': show,
    'open': show,
    'shape': reshape,
    'grow': grow_list,
    'shrink': shrink_list,
    'add': add,
    'new': nested.new_component,
    'drop': nested.drop,
    'leave': nested.leave,
    'remove': nested.leave_and_remove,
}
# Those of a form whose environment is not there yet.
START_BUTTONS: dict[str, Button] = {**BUTTONS, 'add': make_environment}
# Those of an edit: of any form, but for the last one, which writes only what differs.
EDIT_BUTTONS: dict[str, Button] = {**BUTTONS, 'add': save}
