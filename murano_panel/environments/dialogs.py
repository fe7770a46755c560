"""Creating, renaming, deleting and abandoning: Horizon's modal dialogs, and pages without JavaScript."""

from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from horizon import forms, messages, workflows
from horizon.utils.http import is_ajax

from murano_panel.api import environments, errors
from murano_panel.domain.model.object_model import class_name, component_name
from murano_panel.domain.records import Environment
from murano_panel.drafts import seen, store
from murano_panel.environments.forms import GoodbyeForm, RenameForm
from murano_panel.environments.workflows import CreateEnvironment
from murano_panel.web import answers
from murano_panel.web.addresses import ENVIRONMENT, ENVIRONMENTS
from murano_panel.web.failures import refusal_of
from murano_panel.web.views import GuardedView


class CreateView(GuardedView, workflows.WorkflowView):
    """Leads to the new environment, or to ``?next=``."""

    rights = ('create_environment',)
    workflow_class = CreateEnvironment
    template_name = 'murano_panel/environments/create.html'
    ajax_template_name = 'murano_panel/environments/_create.html'

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page_title=_('Create environment'), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        context = self.get_context_data(**kwargs)
        workflow = context['workflow']
        if not workflow.is_valid() or not workflow.finalize():
            return self.render_to_response(context)
        messages.success(request, workflow.format_status_message(workflow.success_message))
        return HttpResponseRedirect(self._next() or workflow.get_success_url())

    def _next(self) -> str:
        url = self.request.POST.get('next', '')
        safe = url_has_allowed_host_and_scheme(url, {self.request.get_host()}, require_https=self.request.is_secure())
        return url if safe else ''


class Dialog(GuardedView, forms.ModalFormView):
    """About one environment, which it reads once. A failure in a modal dialog is told as a message."""

    cancel_label = _('Cancel')
    url_name = ''

    def back(self) -> str:
        return reverse(ENVIRONMENTS)

    @cached_property
    def environment(self) -> Environment:
        return environments.get(self.request, self.kwargs['environment_id'])

    @property
    def submit_url(self) -> str:
        return reverse(f'horizon:app-catalog:environments:{self.url_name}', args=[self.environment.id])

    @property
    def success_url(self) -> str:
        return self.list_below or reverse(ENVIRONMENT, args=[self.environment.id])

    @property
    def list_below(self) -> str:
        """The list over which the dialog stands, as the user has filtered it; '' when it stands elsewhere."""
        page = urlsplit(self.request.headers.get('Referer', ''))
        if page.path != reverse(ENVIRONMENTS):
            return ''
        return f'{page.path}?{page.query}' if page.query else page.path

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except errors.ApiError as error:
            if not is_ajax(request) or isinstance(error, errors.Expired):
                raise
            answers.message(request, error)
            return HttpResponse(status=refusal_of(error).status)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'environment': self.environment}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(environment=self.environment, **kwargs)


class RenameView(Dialog):
    write_rights = ('update_environment',)
    form_class = RenameForm
    template_name = 'murano_panel/environments/rename.html'
    page_title = modal_header = _('Rename environment')
    submit_label = _('Rename')
    url_name = 'rename'

    def get_initial(self) -> dict[str, Any]:
        return {'name': self.environment.name}


class GoodbyeView(Dialog):
    write_rights = ('delete_environment',)
    form_class = GoodbyeForm
    abandon = False

    @property
    def cancel_url(self) -> str:
        return reverse(ENVIRONMENT, args=[self.environment.id])

    @property
    def success_url(self) -> str:
        return self.list_below or reverse(ENVIRONMENTS)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'abandon': self.abandon}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shown = seen.read_running(self.request, self.environment)
        parts = [(component_name(part), class_name(part)) for part in shown.components]
        return super().get_context_data(parts=parts, **kwargs)

    def form_valid(self, form: GoodbyeForm) -> HttpResponse:
        response = super().form_valid(form)
        if isinstance(response, HttpResponseRedirect):
            store.forget(self.request, self.environment.id)
        return response


class DeleteView(GoodbyeView):
    template_name = 'murano_panel/environments/delete.html'
    page_title = modal_header = _('Delete environment')
    submit_label = _('Delete')
    url_name = 'delete'


class AbandonView(GoodbyeView):
    template_name = 'murano_panel/environments/abandon.html'
    page_title = modal_header = _('Abandon environment')
    submit_label = _('Abandon')
    url_name = 'abandon'
    abandon = True
