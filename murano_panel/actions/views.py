"""The page on which an action of a component is run."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel.actions import arguments, methods, pressed, refusals, running
from murano_panel.actions.arguments import ArgumentsForm
from murano_panel.actions.page import arguments_page, as_context, typed_names
from murano_panel.api import deployments, environments, errors
from murano_panel.components.package.providers import Providers
from murano_panel.components.package.sources import FormSources
from murano_panel.domain.model import object_model, secrets
from murano_panel.domain.model.actions import OfferedAction, find_offered
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.versions import typed
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.domain.state.environment import has_others_draft
from murano_panel.drafts import store
from murano_panel.dynamic_ui import StepForm
from murano_panel.web import applications, busy, turns
from murano_panel.web.addresses import COMPONENT, DEPLOYMENT, ENVIRONMENT
from murano_panel.web.failures import refusal_of
from murano_panel.web.text import literal
from murano_panel.web.views import BoundedView, GuardedView

# The buttons that change what fields there are, and run nothing: ``<word>-<step>-<number of a field>``.
_BUTTON = re.compile(r'(?P<word>grow|shrink|shape|to)-0-(?P<number>\d{1,4})', re.ASCII)


def button_of(request: HttpRequest) -> tuple[str, int]:
    """(word, number of the field) of a button that runs nothing; ('', 0) for the one that does."""
    found = _BUTTON.fullmatch(request.POST.get('do', ''))
    return (found['word'], int(found['number'])) if found else ('', 0)


@dataclass(frozen=True)
class _Call:
    """An action of a component, and the form for its arguments.

    refusal: why it cannot be run. unread: why it is not known what it takes.
    """

    environment: Environment
    component: ObjectModel
    action: OfferedAction
    form: ArgumentsForm
    refusal: Refusal | None
    unread: Refusal | None


class RunView(BoundedView, GuardedView):
    """GET: up to three calls, two once the project has read the package; one more for ``?like=<deployment>``.

    POST: one call more for each other package in the environment, and one that runs the action. What is refused comes
    back with what was typed.
    """

    rights = ('show_environment',)
    write_rights = ('execute_action',)

    def back(self) -> str:
        return reverse(ENVIRONMENT, args=[self.kwargs['environment_id']])

    def get(self, request: HttpRequest, environment_id: str, **about: str) -> HttpResponse:
        call = self._call(Providers(request))
        given = _given_before(request, call)
        form = arguments.blank(call.form, self._sources(call), given)
        return self._page(call, form)

    def post(self, request: HttpRequest, environment_id: str, **about: str) -> HttpResponse:
        turns.take(request, environment_id)
        word, number = button_of(request)
        started = '' if word else pressed.earlier(request)
        if started:
            messages.info(request, _('Nothing more was started: this is what the same button has started already.'))
            return redirect(DEPLOYMENT, environment_id, started)
        providers = Providers(request)
        call = self._call(providers)
        if word:
            return self._page(call, arguments.reshaped(call.form, self._sources(call), request.POST, word, number))
        self._require_same(call)
        form = arguments.sent(call.form, self._sources(call), request.POST)
        if not form.is_valid():
            return self._page(call, form, refused=True)
        refusal = call.refusal or refusals.of_packages(call.environment, providers)
        if refusal:
            return self._page(call, form, refusal=refusal)
        given = call.form.model({form.step.name: form.answers}, None, {})
        try:
            started = running.start(request, call.environment, call.action, given)
        except (errors.Expired, errors.NotFound):
            raise
        except errors.ApiError as error:
            return self._page(call, form, refusal=refusal_of(error))
        return redirect(DEPLOYMENT, environment_id, started)

    def _typed(self, error: Exception) -> dict[str, str] | None:
        self.typed = typed_names(self.request, error)
        return super()._typed(error)

    def _require_same(self, call: _Call) -> None:
        """What was filled in for other contracts would get lost, and the action be run without it. Raises Refused."""
        stamp = self.request.POST.get('takes', '')
        if call.unread and stamp != call.form.stamp:
            raise Refused(call.refusal or call.unread)
        if stamp and stamp != call.form.stamp:
            raise Refused(refusals.changed(call.action.title, self.request.get_full_path()))

    def _call(self, providers: Providers) -> _Call:
        """Raises NotFound, and Refused for an action that is not offered any more."""
        request = self.request
        environment = environments.get(request, self.kwargs['environment_id'])
        found = find_offered(environment.components, self.kwargs['object_id'], self.kwargs['method'])
        if found is None:
            gone = _('No component of the environment offers this action (any more).')
            raise errors.ActionGone(gone) if request.method == 'POST' else errors.NotFound(gone, code=404)
        component, action = found
        refusal = refusals.general(
            request,
            busy.refusal_now(environment),
            has_draft=store.valid(request, environment) is not None,
        ) or refusals.of_action(action)
        definition, form = self._form(providers, environment, component, action)
        refusal = refusal or (refusals.gone(action.title) if definition.is_gone else None)
        return _Call(environment, component, action, form, refusal, definition.unread)

    def _form(
        self, providers: Providers, environment: Environment, component: ObjectModel, action: OfferedAction
    ) -> tuple[methods.Definition, ArgumentsForm]:
        part = next(
            item for item in object_model.objects(component) if object_model.component_id(item) == action.object_id
        )
        wanted = typed(object_model.header(part))
        definition = methods.Definition(is_certain=False)
        if wanted:
            definition = methods.definition_of(self.request, providers, wanted, action.method)
        return definition, arguments.form_of(definition, secrets.recorded(component))

    def _sources(self, call: _Call) -> FormSources:
        return FormSources(self.request, call.environment.components)

    def _page(
        self, call: _Call, form: StepForm, *, refused: bool = False, refusal: Refusal | None = None
    ) -> HttpResponse:
        request, environment, own_id = self.request, call.environment, object_model.component_id(call.component)
        found = arguments_page(form, refused=refused, refusal=refusal, press=request.POST.get(pressed.FIELD, '')[:64])
        name = told_apart(environment.components, applications.names(request, environment.components))[own_id]
        address = reverse(COMPONENT, args=[environment.id, own_id])
        why_not = call.refusal or refusals.of_packages_believed(request, environment)
        context: dict[str, Any] = {
            'page_title': literal(call.action.title),
            'custom_breadcrumb': [(literal(environment.name), self.back()), (literal(name), address)],
            'environment': environment,
            'component_id': own_id,
            'component_name': name,
            'action': call.action,
            'arguments': call.form,
            'why_not': why_not,
            'unread': call.unread,
            'others_draft': has_others_draft(environment, store.valid(request, environment)),
            'back': address,
            **as_context(found),
        }
        status = refusal.status if refusal else 200
        return render(request, 'murano_panel/actions/run.html', context, status=status)


def _given_before(request: HttpRequest, call: _Call) -> dict[str, Any] | None:
    """The arguments of the run that the address names, if it was one of this action. One call where it names any."""
    like = request.GET.get('like', '')
    if not like:
        return None
    for item in deployments.list_for(request, call.environment.id):
        if item.id == like and item.action and item.action.object_id == call.action.object_id:
            return dict(item.action.arguments) if item.action.method == call.action.method else None
    return None
