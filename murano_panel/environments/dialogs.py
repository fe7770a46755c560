"""Creating, renaming, deleting and abandoning: dialogs, and pages without JavaScript."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from murano_panel.api import environments, errors
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import application_name, class_name, component_id
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.drafts import store
from murano_panel.environments.create import CreateForm
from murano_panel.environments.forms import GoodbyeForm, RenameForm
from murano_panel.web import applications, busy, dialogs, turns
from murano_panel.web.addresses import ENVIRONMENT, ENVIRONMENTS


class Dialog(dialogs.Dialog):
    """One about environments."""

    typed = ('name', 'description', 'confirm_name')
    url_name = ''

    def back(self) -> str:
        return reverse(ENVIRONMENTS)


class CreateView(Dialog):
    """Leads to the new environment, or to ``?next=``."""

    rights = ('create_environment',)
    form_class = CreateForm
    template_name = 'murano_panel/environments/create.html'
    page_title = submit_label = _('Create environment')

    @property
    def submit_url(self) -> str:
        return self.request.get_full_path()

    success_url = reverse_lazy(ENVIRONMENTS)

    def after(self, handled: Environment) -> str:
        """Only to a page of this dashboard's own host: the address may come from anywhere."""
        url = self.request.POST.get('next', '') or self.request.GET.get('next', '')
        safe = url_has_allowed_host_and_scheme(url, {self.request.get_host()}, require_https=self.request.is_secure())
        return url if safe else reverse(ENVIRONMENT, args=[handled.id])


class EnvironmentDialog(Dialog):
    """About one environment, which it reads once; changes of a user to it come one after the other."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        turns.take(request, self.kwargs['environment_id'])
        return super().post(request, *args, **kwargs)

    @cached_property
    def environment(self) -> Environment:
        """One call, however often it is asked for."""
        return environments.get(self.request, self.kwargs['environment_id'])

    @property
    def submit_url(self) -> str:
        return reverse(f'horizon:app-catalog:environments:{self.url_name}', args=[self.environment.id])

    @property
    def success_url(self) -> str:
        """Back to where the dialog was opened."""
        return self.list_below or reverse(ENVIRONMENT, args=[self.environment.id])

    @property
    def list_below(self) -> str:
        """The list over which the dialog stands, '' when it stands elsewhere."""
        return dialogs.list_below(self.request, ENVIRONMENTS)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'environment': self.environment}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(environment=self.environment, **kwargs)


class RenameView(EnvironmentDialog):
    """Two calls to rename, one to ask; up to five more to put the name into the draft, too."""

    write_rights = ('update_environment',)
    form_class = RenameForm
    template_name = 'murano_panel/environments/rename.html'
    page_title = _('Rename environment')
    submit_label = _('Rename')
    url_name = 'rename'

    def get_initial(self) -> dict[str, Any]:
        return {'name': self.environment.name}


class GoodbyeView(EnvironmentDialog):
    """What deleting and abandoning have in common. One call to ask, one more while something runs."""

    write_rights = ('delete_environment',)
    form_class = GoodbyeForm
    abandon = False

    @property
    def cancel_url(self) -> str:
        return reverse(ENVIRONMENT, args=[self.environment.id])

    @property
    def success_url(self) -> str:
        """The page of the environment may be gone by then."""
        return self.list_below or reverse(ENVIRONMENTS)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'abandon': self.abandon}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(parts=self._parts(self._components()), **kwargs)

    def _components(self) -> Sequence[ObjectModel]:
        """Those that a running deployment makes are there, too, whoever started it. One call while one runs."""
        running = self.environment.acquired_by
        if running is None:
            return self.environment.components
        try:
            return environments.get(self.request, self.environment.id, session_id=running).components
        except (errors.NotFound, errors.Invalid):
            # It has ended between the two calls.
            return self.environment.components

    def _parts(self, components: Sequence[ObjectModel]) -> list[tuple[str, str, str]]:
        """(name, application, class) of each."""
        catalog = applications.names(self.request, components)
        names = told_apart(components, catalog)
        return [(names[component_id(part)], application_name(part, catalog), class_name(part)) for part in components]

    def form_valid(self, form: GoodbyeForm) -> HttpResponse:
        if not self.abandon and self.environment.busy:
            form.api_error(busy.reason(self.environment))
            return self.form_invalid(form)
        response = super().form_valid(form)
        if isinstance(response, HttpResponseRedirect):
            store.forget(self.request, self.environment.id)
        return response


class DeleteView(GoodbyeView):
    """Destroys what was deployed, then the environment."""

    template_name = 'murano_panel/environments/delete.html'
    page_title = _('Delete environment')
    submit_label = _('Delete')
    url_name = 'delete'


class AbandonView(GoodbyeView):
    """Forgets the environment; what was deployed stays."""

    template_name = 'murano_panel/environments/abandon.html'
    page_title = _('Abandon environment')
    submit_label = _('Abandon')
    url_name = 'abandon'
    abandon = True
