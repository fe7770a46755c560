"""The buttons for forms on top of each other: "+ new" at a field that needs another component, and the way back.

The answers of the forms below travel within the sealed answers of the one on top.
"""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import drafts, environments, errors
from murano_panel.api import packages as package_api
from murano_panel.components import adding
from murano_panel.components.edit import editing
from murano_panel.components.outcomes import ChoosePackage, ConfirmLeaving, Leave, Outcome, Submission
from murano_panel.components.state import AddedComponent, AwaitedField, FormState, StateError
from murano_panel.components.target.base import Target
from murano_panel.components.target.draft import DraftTarget
from murano_panel.components.wizard import ShowStep, Wizard
from murano_panel.domain.model import object_model
from murano_panel.domain.model.changes import changes
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.records import ObjectModel
from murano_panel.drafts import store
from murano_panel.drafts.seen import Seen


def new_component(wizard: Wizard, sent: Submission) -> Outcome:
    """ "+ new" at the field with that number: of which package? The only one is taken at once."""
    if sent.step > wizard.accepted or sent.step >= wizard.last:
        return wizard.show(wizard.accepted)
    wizard.set_aside(sent.step, sent.inputs)
    bound = wizard.forms.numbered_field(sent.step, sent.number)
    if not bound or not bound.field.class_names:
        return wizard.show(wizard.accepted)
    wizard.state.awaited = AwaitedField(sent.step, bound.name)
    class_names = bound.field.class_names
    found = package_api.by_class_names(sent.request, class_names)
    candidates = [package for package in found if package.type == 'Application']
    if len(candidates) != 1:
        return ChoosePackage(wizard, sent.step, class_names, candidates)
    on_top = adding.begin(sent.request, candidates[0], wizard.target, outer=wizard.state)
    with on_top.faults_explained():
        return on_top.show(0)


def selected_below(request: HttpRequest, wizard: Wizard, component: ObjectModel) -> ShowStep:
    """The component is written, or is together with the one of the form below, which selects it."""
    component_id, target = object_model.component_id(component), wizard.target.with_component(component)
    name = told_apart(target.components)[component_id]
    below, awaited = _below(request, wizard.state, target)
    if not target.adds_at_once:
        text = _('"%s" is kept, to be added together with this application, and is selected here.')
    else:
        below.state.added.append(AddedComponent(component_id, name))
        text = _('"%s" was added to your draft and is selected here.')
    below.answer(awaited.step, awaited.name, component_id)
    with below.faults_explained():
        return below.show(awaited.step, notice=text % name)


def drop(wizard: Wizard, sent: Submission) -> Outcome:
    """Gives up the form on top. What was added for it stays, and is offered for removal when the last form is left."""
    below, awaited = _below(sent.request, wizard.state, wizard.target)
    with below.faults_explained():
        return below.show(awaited.step)


def leave(wizard: Wizard, sent: Submission) -> Outcome:
    """Gives up the form; asks first when components were added to the draft for it."""
    added = _still_in_draft(wizard)
    if not added:
        return Leave(wizard.home[0])
    if sent.step <= wizard.accepted:
        wizard.leave(sent.step, sent.inputs)
    return ConfirmLeaving(wizard, wizard.reachable(sent.step), added)


def leave_and_remove(wizard: Wizard, sent: Submission) -> Outcome:
    """Gives up the form and takes back what was added to the draft for it. A call for each, and two for the draft."""
    mine, added, told = _draft_of(wizard), _still_in_draft(wizard), []
    if mine is None or mine.draft is None:
        return Leave(wizard.home[0])
    for item in added:
        try:
            drafts.remove_component(sent.request, mine.draft, item.id)
        except errors.NotFound:
            continue
        told.append((messages.SUCCESS, _('"%s" was removed from your draft.') % item.name))
    if told and _is_empty_without(sent.request, mine, {item.id for item in added}):
        store.discard(sent.request, mine.draft)
        told.append((messages.INFO, _('The draft held nothing else: it is discarded.')))
    return Leave(wizard.home[0], told)


def _is_empty_without(request: HttpRequest, mine: Seen, removed: Collection[str]) -> bool:
    """Whether the draft changes nothing any more once these components have left it. One call."""
    left = [item for item in mine.environment.components if object_model.component_id(item) not in removed]
    return not changes(environments.get(request, mine.environment.id).components, left)


def _below(request: HttpRequest, on_top: FormState, target: Target) -> tuple[Wizard, AwaitedField]:
    """The form below, with what was added for the one on top, and the field that waits. Raises StateError."""
    state = on_top.outer
    if state is None or state.awaited is None:
        raise StateError
    state.added += on_top.added
    awaited, state.awaited = state.awaited, None
    resume = editing.resume if state.edited_with else adding.resume_unsealed
    return resume(request, target, state), awaited


def _draft_of(wizard: Wizard) -> Seen | None:
    """The environment as the user's draft sees it; None where nothing of it goes into a draft."""
    return wizard.target.seen if isinstance(wizard.target, DraftTarget) else None


def _still_in_draft(wizard: Wizard) -> list[AddedComponent]:
    """What was added to the draft on the way and can be removed again."""
    mine = _draft_of(wizard)
    components = wizard.target.components if mine and mine.draft else ()
    return [item for item in wizard.state.all_added if object_model.find(components, item.id)]
