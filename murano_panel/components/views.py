"""The form of a package, step by step: whole pages for browsers without scripts, JSON for those with.

A view resumes the wizard that a page left, hands it to the button that was pressed, and answers with the Outcome. Each
button says what it wants as ``do=<word>-<number of the step>-<number of a field or of another step>``.
"""

import re
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.components import adding, page, refusals
from murano_panel.components.buttons import BUTTONS, EDIT_BUTTONS, START_BUTTONS, Button, show
from murano_panel.components.edit import editing
from murano_panel.components.edit.wizard import EditWizard
from murano_panel.components.inputs import inputs_of
from murano_panel.components.new_environment import NewEnvironmentForm
from murano_panel.components.outcomes import (
    BeginAnew,
    ChoosePackage,
    ConfirmLeaving,
    Leave,
    Outcome,
    Submission,
)
from murano_panel.components.rows import errors_for_scripts
from murano_panel.components.start import founding
from murano_panel.components.state import (
    FormState,
    NewEnvironment,
    StateError,
    StateTooDeep,
    StateTooLarge,
    seal_state,
    unseal_for,
)
from murano_panel.components.target.base import BY_CLASS, BY_FORM, Target
from murano_panel.components.target.draft import DraftTarget, changeable
from murano_panel.components.wizard import EXPIRED, ShowStep, Wizard
from murano_panel.drafts import store
from murano_panel.web import turns
from murano_panel.web.addresses import ADD
from murano_panel.web.failures import refusal_of
from murano_panel.web.place import in_environments
from murano_panel.web.text import inert
from murano_panel.web.views import BoundedView, GuardedView

# The buttons that write into the draft.
CHANGING = ('add', 'remove')
# Numbers are bounded: they index steps and fields, and Python refuses to read endless ones.
_BUTTON = re.compile(r'(?P<word>[a-z]{1,10})(-(?P<step>\d{1,3}))?(-(?P<number>\d{1,4}))?', re.ASCII)


def button_of(name: str) -> tuple[str, int, int]:
    """(word, step, number) of a button that was pressed; ('', 0, 0) for one that nobody drew."""
    found = _BUTTON.fullmatch(name)
    return (found['word'], int(found['step'] or 0), int(found['number'] or 0)) if found else ('', 0, 0)


class FormView(GuardedView, BoundedView):
    """Pages. ``begin`` and ``resume`` make the wizard, ``respond`` answers with what comes of it.

    Nothing is kept on the server between two of them: the page brings the sealed state back.
    """

    rights = ('get_package', 'show_environment', 'update_environment')
    buttons: ClassVar[dict[str, Button]] = BUTTONS

    def get(self, request: HttpRequest, **ids: str) -> HttpResponseBase:
        wizard = self.begin()
        with wizard.faults_explained():
            return self.respond(wizard.show(0, notice=wizard.notice))

    def post(self, request: HttpRequest, **ids: str) -> HttpResponseBase:
        word, step, number = button_of(request.POST.get('do', ''))
        try:
            if word in CHANGING:
                self.take_turn()
            return self.respond(self._outcome(word, step, number))
        except errors.Expired:
            # Kept as a whole by the page that says so.
            raise
        except (errors.ApiError, refusals.NotNow) as error:
            return self.keep_answers(error, step)

    def _outcome(self, word: str, step: int, number: int) -> Outcome:
        try:
            # Before anything else: what forbids the change is found out here, and so is whose form this is.
            wizard = self.resume(word)
            sent = Submission(self.request, self.token, word, step, number, self._inputs(step, wizard.state))
            with wizard.faults_explained():
                return self.buttons.get(word, show)(wizard, sent)
        except StateError:
            # The state of the page, or of a form below it: there is nothing to go on with.
            wizard = self.begin()
            with wizard.faults_explained():
                return BeginAnew(wizard.show_new(step, inputs_of(self.request.POST, step)))

    @property
    def key(self) -> str:
        """The ``Target.key`` of what gets the component."""
        return self.kwargs['environment_id']

    def target(self) -> Target:
        """What gets the component. Raises NotNow."""
        # Where answers are kept, or scripts ask, there is no room for more than the reason.
        tell_since = self.request.method in ('GET', 'HEAD')
        return DraftTarget(changeable(self.request, self.kwargs['environment_id'], tell_since=tell_since))

    def take_turn(self) -> None:
        """Before anything is read that a change follows from."""
        turns.take(self.request, self.kwargs['environment_id'])

    def enter(self) -> None:
        """Into the part of Horizon's menu that the pages belong to."""
        in_environments(self.request)

    def begin(self) -> Wizard:
        """A form that nobody has answered yet."""
        target = self.target()
        return adding.begin(self.request, package_api.get(self.request, self.kwargs['package_id']), target)

    def resume(self, button: str) -> Wizard:
        """The form as the page left it; of the package that was chosen, one on top of that. Raises StateError."""
        target = self.target()
        if button != 'open':
            return adding.resume(self.request, self.kwargs['package_id'], target, self.token)
        below = unseal_for(self.request, self.token, target.key)
        package = package_api.get(self.request, self.kwargs['package_id'])
        return adding.begin(self.request, package, target, outer=below)

    @property
    def token(self) -> str:
        """The sealed state of the form, as the page sent it."""
        return self.request.POST.get('state', '')

    def _inputs(self, step: int, state: FormState) -> dict[str, list[str]]:
        """What was sent for a step; a failed request that is sent once more has it in the sealed answers."""
        return state.typed.get(step, {}) if 'resent' in self.request.POST else inputs_of(self.request.POST, step)

    # Answers --------------------------------------------------------------------------------------------------------

    @property
    def home(self) -> tuple[str, str]:
        """Where who gives up a form goes on: its address, and what to call it."""
        return refusals.environment_link(self.kwargs['environment_id'])

    def back(self) -> str:
        return self.home[0]

    def respond(self, outcome: Outcome) -> HttpResponseBase:
        """The one place where an Outcome becomes a page. Raises Refused when the answers are too long to travel."""
        match outcome:
            case ShowStep():
                return self._page('form', outcome.wizard, page.whole_page(outcome))
            case BeginAnew():
                return self.respond(outcome.shown)
            case ChoosePackage():
                context = {
                    'page_title': _('Which application?'),
                    'candidates': [(item, outcome.wizard.address_of(item.id)) for item in outcome.candidates],
                    'class_names': outcome.class_names,
                }
                return self._page('choose_package', outcome.wizard, page.frame(outcome.wizard, outcome.step) | context)
            case ConfirmLeaving():
                context = {
                    'page_title': _('Leave this form?'),
                    'added': outcome.added,
                    'home_url': self.back(),
                }
                return self._page('leave', outcome.wizard, page.frame(outcome.wizard, outcome.step) | context)
            case Leave():
                for level, text in outcome.messages:
                    # Not Horizon's own function: for scripts it would put the message into a header of this answer.
                    messages.add_message(self.request, level, inert(text))
                return self.leave(outcome.address)

    def leave(self, address: str) -> HttpResponseBase:
        """To another page."""
        return redirect(address)

    def keep_answers(self, error: Exception, step: int) -> HttpResponseBase:
        """Murano did not do it: nothing of what was typed is lost, and it can be sent once more."""
        try:
            state = unseal_for(self.request, self.token, self.key)
            inputs = self._inputs(step, state)
            if inputs or step in state.typed:  # the review, say, has none
                state.typed[step] = inputs
            sealed = seal_state(self.request, state)
        except (StateError, StateTooLarge):
            raise error from None
        refusal = refusal_of(error)
        context = {
            'page_title': refusal.title,
            'refusal': refusal,
            'home': self.home,
            'step': step,
            'state': sealed,
            'do': self.request.POST.get('do', ''),
        }
        return render(self.request, 'murano_panel/catalog/failed.html', context, status=refusal.status)

    def _page(self, template: str, wizard: Wizard, context: dict[str, Any]) -> HttpResponseBase:
        self.enter()
        return render(self.request, f'murano_panel/catalog/{template}.html', context | {'state': self.seal(wizard)})

    def seal(self, wizard: Wizard) -> str:
        """What the next request gets to know of this one. Raises Refused when that is too much to travel."""
        try:
            return seal_state(self.request, wizard.state)
        except StateTooDeep as error:
            raise refusals.too_deep(wizard.home) from error
        except StateTooLarge as error:
            raise refusals.too_long(wizard.home) from error

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        # The sealed answers are for this page alone.
        answer['Cache-Control'] = 'private, no-cache'
        return answer


class StepView(FormView):
    """The same for scripts.

    A step, or the review:  {'state', 'step', 'accepted', 'html'}
    A refused step:         {'state', 'step', 'errors': {'fields': [{'id', 'label', 'messages'}], 'general': [text]}},
                            and 'accepted', 'html' where the page does not have these fields yet
    With each of these:     'moved' where the component has changed: steps that the page shows are out of date;
                            'notice': what to tell
    The component is added: {'redirect': address}
    Anything else:          {'error': {'kind', 'title', 'message', 'advice'}}; the kind ``state`` brings a new ``state``
    """

    json_only = True

    def get(self, request: HttpRequest, **ids: str) -> HttpResponseBase:
        return HttpResponseNotAllowed(['POST'])

    def respond(self, outcome: Outcome) -> HttpResponseBase:
        """The one place where an Outcome becomes JSON; what takes a page of its own is asked for without scripts."""
        match outcome:
            case ShowStep():
                return JsonResponse(self._step(outcome))
            case BeginAnew():
                error = {'kind': 'state', 'title': _('Please begin again'), 'message': EXPIRED, 'advice': ''}
                return JsonResponse({'error': error, 'state': self.seal(outcome.shown.wizard)}, status=409)
            case _:
                return super().respond(outcome)

    def _step(self, shown: ShowStep) -> dict[str, Any]:
        wizard = shown.wizard
        answer = {'state': self.seal(wizard), 'step': shown.step, 'moved': wizard.moved, 'notice': str(shown.notice)}
        if shown.refused and shown.form:
            answer['errors'] = errors_for_scripts(shown.form)
        # To put the same step in once more would take the cursor out of it.
        page_has_it = shown.refused and not (shown.unseen or wizard.package_form.is_reshaped or wizard.moved)
        if not page_has_it:
            html = render_to_string('murano_panel/catalog/_section.html', page.section(shown), self.request)
            answer |= {'accepted': wizard.accepted, 'html': html}
        return answer

    def keep_answers(self, error: Exception, step: int) -> HttpResponseBase:
        """The page stays, and so does what was typed."""
        raise error

    def leave(self, address: str) -> HttpResponseBase:
        return JsonResponse({'redirect': address})


class StartView(FormView):
    """Pages of a form that makes its environment as well, when it is accepted; nothing of it is there before.

    What was chosen for the environment stands in the address, and, from the first page on, in the sealed state.
    """

    rights = ('get_package', 'create_environment', 'update_environment')
    buttons = START_BUTTONS
    key = ''

    def take_turn(self) -> None:
        """There is nothing yet that another change could be about."""

    def enter(self) -> None:
        """It is a page of the catalog."""

    @property
    def home(self) -> tuple[str, str]:
        return refusals.application_link(self.kwargs['package_id'])

    def get(self, request: HttpRequest, **ids: str) -> HttpResponseBase:
        if not NewEnvironmentForm(request, request.GET).is_valid():
            # There it is told what is wrong.
            return redirect(f'{reverse(ADD, args=[self.kwargs["package_id"]])}?new=1&{request.GET.urlencode()}')
        store.require_room(request)
        return super().get(request, **ids)

    def begin(self) -> Wizard:
        new = NewEnvironment(*(self.request.GET.get(name, '') for name in ('name', 'network', 'region')))
        package = package_api.get(self.request, self.kwargs['package_id'])
        return adding.begin(self.request, package, founding.target_of(self.request, new), founds=new)

    def resume(self, button: str) -> Wizard:
        state = unseal_for(self.request, self.token, self.key)
        if not state.new_environment:
            raise StateError
        target = founding.target_of(self.request, state.new_environment)
        if button != 'open' and state.package_id == self.kwargs['package_id']:
            return adding.resume_unsealed(self.request, target, state)
        if button != 'open':
            raise StateError
        package = package_api.get(self.request, self.kwargs['package_id'])
        return adding.begin(self.request, package, target, outer=state)


class StartStepView(StartView, StepView):
    """The same for scripts."""

    get = StepView.get


class EditView(FormView):
    """Pages. The component is found by its id, its package by its class, anew with each request: both may change."""

    buttons = EDIT_BUTTONS

    def begin(self) -> Wizard:
        edited_with = BY_CLASS if self.request.GET.get('form') == BY_CLASS else BY_FORM
        return editing.begin(self.request, self.target(), self.kwargs['component_id'], edited_with)

    def resume(self, button: str) -> EditWizard:
        target = self.target()
        state = unseal_for(self.request, self.token, target.key)
        if not state.edited_with or state.component_id != self.kwargs['component_id']:
            raise StateError
        return editing.resume(self.request, target, state)


class EditStepView(EditView, StepView):
    """The same for scripts."""
