"""To which environment an application is added: one of mine, or a new one."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.api import environments, errors
from murano_panel.api import packages as package_api
from murano_panel.catalog.filters import CatalogFilters
from murano_panel.domain.records import Environment, Package
from murano_panel.domain.state.environment import environment_state
from murano_panel.domain.state.state import State
from murano_panel.drafts import store
from murano_panel.templatetags.murano import literal
from murano_panel.web import rights
from murano_panel.web.urlids import MuranoId
from murano_panel.web.views import GuardedView


class ChooseForm(forms.Form):
    """``environment`` is an id; without one, ``name`` is what the new environment is called."""

    environment = forms.RegexField(rf'^{MuranoId.regex}\Z', required=False)
    name = forms.CharField(max_length=255, required=False)

    def clean(self) -> dict:
        if not self.errors and not self.cleaned_data['environment'] and not self.cleaned_data['name']:
            self.add_error('name', _('Choose an environment, or name a new one.'))
        return self.cleaned_data


@dataclass(frozen=True)
class Choice:
    """An environment with its state: one that is busy is shown, and cannot be chosen."""

    environment: Environment
    state: State


def choices_of(request: HttpRequest) -> list[Choice]:
    """The project's environments by name. One call."""
    found = sorted(environments.list_all(request), key=lambda item: item.name.casefold())
    return [Choice(item, environment_state(item, draft=store.valid(request, item))) for item in found]


class TargetsView(GuardedView):
    """The menu under "Add to". One call, when it is opened."""

    rights = ('list_environments',)

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return render(request, 'murano_panel/catalog/_targets.html', {'choices': choices_of(request)})


class ChooseView(GuardedView):
    """The same as a page, for browsers without scripts and for a new environment. Two calls."""

    rights = ('get_package', 'list_environments', 'update_environment')

    def back(self) -> str:
        return reverse('horizon:app-catalog:catalog:detail', args=[self.kwargs['package_id']])

    def get(self, request: HttpRequest, package_id: str) -> HttpResponseBase:
        chosen = CatalogFilters.from_query(request.GET).environment
        if chosen:
            return self._form(chosen)
        return self._choices(ChooseForm())

    def post(self, request: HttpRequest, package_id: str) -> HttpResponseBase:
        form = ChooseForm(request.POST)
        if not form.is_valid():
            return self._choices(form)
        if form.cleaned_data['environment']:
            return self._form(form.cleaned_data['environment'])
        rights.require(request, 'create_environment')
        try:
            return self._form(environments.create(request, name=form.cleaned_data['name']).id)
        except (errors.Conflict, errors.Invalid):
            form.add_error(
                'name', _('There is already an environment of this name, or Murano refuses the name. Take another one.')
            )
            return self._choices(form)

    def _form(self, environment_id: str) -> HttpResponseBase:
        return redirect('horizon:app-catalog:catalog:add_to', self.kwargs['package_id'], environment_id)

    def _choices(self, form: ChooseForm) -> HttpResponseBase:
        package: Package = package_api.get(self.request, self.kwargs['package_id'])
        choices = choices_of(self.request)
        free = [choice.environment.id for choice in choices if not choice.environment.busy]
        return render(
            self.request,
            'murano_panel/catalog/choose.html',
            {
                'page_title': literal(_('Add %s') % package.name),
                'package': package,
                'environments': choices,
                'form': form,
                'chosen': free[0] if free and not form.is_bound else '',
                'why_not_create': rights.why_not(self.request, 'create_environment'),
                'custom_breadcrumb': [(literal(package.name), self.back())],
            },
        )
