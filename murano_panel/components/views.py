"""The form of a package, step by step: whole pages for browsers without scripts, JSON for those with.

Each button says what it wants as ``do=<word>-<number of the step>-<number of a field or of another step>``.
"""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murano_panel import dynamic_ui
from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.components import buttons as form_steps
from murano_panel.components import nested as form_stack
from murano_panel.components import opening, refusals
from murano_panel.components import page as form_page
from murano_panel.components import rows as presenting
from murano_panel.components import state as form_state
from murano_panel.components.wizard import Flow, Typed, typed_in
from murano_panel.domain.records import Package
from murano_panel.dynamic_ui import StepForm
from murano_panel.web.failures import refusal_of
from murano_panel.web.views import BoundedView, GuardedView

_WISH = re.compile(r'(?P<word>[a-z]{1,10})(-(?P<step>\d{1,3}))?(-(?P<more>\d{1,4}))?')
_EXPIRED = gettext_lazy(
    'The answers of the earlier steps are no longer valid: too much time has passed, or the application was changed '
    'meanwhile.'
)
WISHES = {**form_steps.WISHES, **form_stack.WISHES}


def wish_of(button: str) -> tuple[str, int, int]:
    """Word and numbers of the button that was pressed."""
    found = _WISH.fullmatch(button)
    return (found['word'], int(found['step'] or 0), int(found['more'] or 0)) if found else ('', 0, 0)


class FormView(GuardedView, BoundedView):
    """``show``, ``again``, ``expired`` and ``go`` are its answers; scripts get the same ones as JSON (StepView)."""

    rights = ('get_package', 'show_environment', 'update_environment')
    # {word on a button: what it does}
    wishes = WISHES

    def back(self) -> str:
        return reverse('horizon:app-catalog:environments:detail', args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, **ids: str) -> HttpResponseBase:
        return self.guarded(self.first)

    def first(self) -> HttpResponseBase:
        flow = self.begin()
        return self.show(flow, 0, notice=flow.form_of_package.notice)

    def post(self, request: HttpRequest, **ids: str) -> HttpResponseBase:
        word, step, more = wish_of(request.POST.get('do', ''))
        try:
            return self.guarded(lambda: self.wishes.get(word, form_steps.show)(self, step, more))
        except (errors.Unavailable, errors.Conflict, errors.Invalid) as error:
            return self.failed(error, step)

    def guarded(self, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
        """Carries out what can fail because of the package or of the sealed answers."""
        try:
            return act()
        except dynamic_ui.ExpressionError as error:
            raise refusals.failed_expression(self.package(), error) from error
        except form_state.StateTooDeep as error:
            raise refusals.too_deep(self.kwargs['environment_id']) from error
        except form_state.StateTooLarge as error:
            raise refusals.too_long(self.kwargs['environment_id']) from error
        except form_state.StateError:
            return self.expired(self.begin())

    def package(self) -> Package:
        return package_api.get(self.request, self.kwargs['package_id'])

    def begin(self) -> Flow:
        where = opening.target_of(self.request, self.kwargs['environment_id'])
        return opening.new(self.request, self.package(), where)

    def resume(self) -> Flow:
        where = opening.target_of(self.request, self.kwargs['environment_id'])
        return opening.resumed(self.request, self.kwargs['package_id'], where, self.token)

    @property
    def token(self) -> str:
        return self.request.POST.get('state', '')

    def typed(self, flow: Flow, step: int) -> Typed:
        """What was sent for a step; a failed request that is sent again has it in the sealed answers."""
        return (
            flow.state.typed.get(str(step), {}) if 'again' in self.request.POST else typed_in(self.request.POST, step)
        )

    def show(self, flow: Flow, index: int, refused: StepForm | None = None, notice: str = '') -> HttpResponseBase:
        context = {**form_page.frame(flow, index), **form_page.section(flow, index, refused), 'notice': notice}
        return render(self.request, 'murano_panel/catalog/form.html', context)

    def expired(self, flow: Flow) -> HttpResponseBase:
        return self.show(flow, 0, notice=f'{_EXPIRED} {_("Please begin again.")}')

    def failed(self, error: errors.ApiError, step: int) -> HttpResponseBase:
        """Murano did not do it: nothing of what was typed is lost, and it can be sent once more."""
        try:
            state = form_state.unseal_for_environment(self.request, self.token, self.kwargs['environment_id'])
            if 'again' not in self.request.POST:
                state.typed[str(step)] = typed_in(self.request.POST, step)
            sealed = form_state.seal(self.request, state)
        except form_state.StateError:
            raise error from None
        refusal = refusal_of(error)
        return render(
            self.request,
            'murano_panel/catalog/failed.html',
            {
                'page_title': refusal.title,
                'refusal': refusal,
                'back': self.back(),
                'step': step,
                'state': sealed,
                'do': self.request.POST.get('do', ''),
            },
            status=refusal.status,
        )

    def go(self, url: str) -> HttpResponseBase:
        return redirect(url)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = super().dispatch(request, *args, **kwargs)
        # The sealed answers are for this page alone.
        answer['Cache-Control'] = 'private, no-cache'
        return answer


class StepView(FormView):
    """The same for scripts.

    A step, or the review:  {'state', 'step', 'accepted', 'html'}
    A refused step:         {'state', 'step', 'errors': {'fields': [{'id', 'label', 'messages'}], 'general': [text]}},
                            and 'accepted', 'html' where answers may make more fields appear
    With each of these:     'moved' where the component has changed: steps that the page shows are out of date;
                            'notice': what to tell
    The component is added: {'redirect': address}
    Anything else:          {'error': {'kind', 'title', 'message', 'advice'}}; the kind ``state`` brings a new ``state``
    """

    json_only = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return HttpResponseNotAllowed(['POST'])

    def show(self, flow: Flow, index: int, refused: StepForm | None = None, notice: str = '') -> HttpResponseBase:
        answer = {'state': flow.sealed(), 'step': index, 'moved': flow.moved, 'notice': str(notice)}
        if refused:
            answer['errors'] = presenting.errors_for_scripts(refused)
        if not refused or flow.form_of_package.is_reshaped or flow.moved:
            section = form_page.section(flow, index, refused)
            html = render_to_string('murano_panel/catalog/_section.html', section, self.request)
            answer |= {'accepted': flow.accepted, 'html': html}
        return JsonResponse(answer)

    def expired(self, flow: Flow) -> HttpResponseBase:
        error = {'kind': 'state', 'title': _('Please begin again'), 'message': _EXPIRED, 'advice': ''}
        return JsonResponse({'error': error, 'state': flow.sealed()}, status=409)

    def failed(self, error: errors.ApiError, step: int) -> HttpResponseBase:
        raise error

    def go(self, url: str) -> HttpResponseBase:
        return JsonResponse({'redirect': url})
