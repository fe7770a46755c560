"""To which environment an application is added: one of mine, or a new one."""

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.api import cloud, environments, errors
from murano_panel.api import packages as package_api
from murano_panel.catalog.filters import CatalogFilters
from murano_panel.components import refusals
from murano_panel.domain.records import Package
from murano_panel.drafts.listed import ListedEnvironment, listed
from murano_panel.web import answers, rights
from murano_panel.web.failures import refusal_of
from murano_panel.web.fields import NameField
from murano_panel.web.text import literal
from murano_panel.web.urlids import MuranoId
from murano_panel.web.views import GuardedView

# More environments than this are searched rather than looked through.
MANY = 8
# What is chosen when it is a new environment; also the query that asks for that.
NEW = 'new'


class ChooseForm(forms.Form):
    """``environment`` is an id; without one, ``name`` is what the new environment is called."""

    environment = forms.RegexField(rf'^{MuranoId.regex}\Z', required=False)
    name = NameField(required=False)

    def clean(self) -> dict:
        if not self.errors and not self.cleaned_data['environment'] and not self.cleaned_data['name']:
            self.add_error('name', _('Choose an environment, or name a new one.'))
        return self.cleaned_data


def choices_of(request: HttpRequest) -> list[ListedEnvironment]:
    """The project's environments by name; one that is busy is shown, and cannot be chosen. One call."""
    return listed(request, environments.list_all(request))


class TargetsView(GuardedView):
    """The menu under "Add to". One call, when it is opened."""

    rights = ('list_environments',)

    def get(self, request: HttpRequest) -> HttpResponseBase:
        choices = choices_of(request)
        context = {'choices': choices, 'has_many': len(choices) > MANY}
        return render(request, 'murano_panel/catalog/_targets.html', context)


class ChooseView(GuardedView):
    """The same as a page, for browsers without scripts and for a new environment. Two calls.

    Whatever fails once something was chosen or typed, the page stays, with that in it.
    """

    rights = ('get_package', 'list_environments', 'update_environment')
    typed = ('name',)

    def back(self) -> str:
        return reverse('horizon:app-catalog:catalog:detail', args=[self.kwargs['package_id']])

    def get(self, request: HttpRequest, package_id: str) -> HttpResponseBase:
        chosen = CatalogFilters.from_query(request.GET).environment
        if chosen:
            return self._form(chosen)
        form = ChooseForm(initial={'name': request.GET.get('name', '')})
        package = package_api.get(request, package_id)
        refusals.require_usable(package)
        return self._page(form, package)

    def post(self, request: HttpRequest, package_id: str) -> HttpResponseBase:
        form = ChooseForm(request.POST)
        is_valid = form.is_valid()
        try:
            # Nothing is made for a package that is not there, or cannot be added.
            package = package_api.get(self.request, self.kwargs['package_id'])
            refusals.require_usable(package)
        except errors.NotFound:
            raise
        except errors.ApiError as error:
            return self._failed(form, None, error)
        if not is_valid:
            return self._page(form, package)
        try:
            return self._form(form.cleaned_data['environment'] or self._made(form))
        except (errors.Conflict, errors.Invalid):
            form.add_error(
                'name', _('There is already an environment of this name, or Murano refuses the name. Take another one.')
            )
            return self._page(form, package)
        except errors.ApiError as error:
            return self._failed(form, package, error)

    def _made(self, form: ChooseForm) -> str:
        """The id of a new environment. One call."""
        rights.require(self.request, 'create_environment')
        networks = cloud.settled_networks(self.request)
        return environments.create(self.request, name=form.cleaned_data['name'], networks=networks).id

    def _form(self, environment_id: str) -> HttpResponseBase:
        return redirect('horizon:app-catalog:catalog:add_to', self.kwargs['package_id'], environment_id)

    def _failed(self, form: ChooseForm, package: Package | None, error: errors.ApiError) -> HttpResponseBase:
        if isinstance(error, errors.Expired) or answers.wants_json(self.request):
            raise error
        form.add_error(None, answers.sentence(error, _('Nothing was added')))
        return self._page(form, package, status=refusal_of(error).status)

    def _page(self, form: ChooseForm, package: Package | None, *, status: int = 200) -> HttpResponseBase:
        """``package`` is None when it could not be read; then the environments are not asked for either."""
        choices = self._choices(form) if package else []
        context = {
            'page_title': literal(_('Add %s') % package.name) if package else _('Add an application'),
            'package_id': self.kwargs['package_id'],
            'environments': choices,
            'has_many': len(choices) > MANY,
            'form': form,
            'chosen': self._chosen(form, choices),
            'why_not_create': rights.why_not(self.request, 'create_environment'),
            'custom_breadcrumb': [(literal(package.name), self.back())] if package else [],
        }
        return render(self.request, 'murano_panel/catalog/choose.html', context, status=status)

    def _choices(self, form: ChooseForm) -> list[ListedEnvironment]:
        try:
            return choices_of(self.request)
        except errors.ApiError as error:
            if not form.is_bound or isinstance(error, errors.Expired):
                raise
            form.add_error(None, answers.sentence(error, _('Your environments cannot be listed')))
            return []

    def _chosen(self, form: ChooseForm, choices: list[ListedEnvironment]) -> str:
        """The id of what is chosen, NEW, or '': among several environments nobody chooses but the user."""
        if form.is_bound:
            return form.data.get('environment') or NEW
        if not choices or NEW in self.request.GET:
            return NEW
        return choices[0].environment.id if len(choices) == 1 and not choices[0].environment.busy else ''
