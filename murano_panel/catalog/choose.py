"""To which environment an application is added: one of mine, or a new one."""

import re
from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.api import environments, errors
from murano_panel.api import packages as package_api
from murano_panel.catalog.filters import CatalogFilters
from murano_panel.components import refusals
from murano_panel.components.new_environment import NAME_TAKEN, NewEnvironmentForm
from murano_panel.components.start.wizard import start_address
from murano_panel.domain.model.names import unused
from murano_panel.domain.records import Package
from murano_panel.drafts.listed import ListedEnvironment, listed
from murano_panel.web import answers, rights
from murano_panel.web.addresses import CATALOG_PACKAGE
from murano_panel.web.failures import refusal_of
from murano_panel.web.fields import MAX_NAME
from murano_panel.web.text import literal
from murano_panel.web.urlids import MuranoId
from murano_panel.web.views import GuardedView

# More environments than this are searched rather than looked through.
MANY = 8
# What is chosen when it is a new environment; also the query that asks for that.
NEW = 'new'
CHOOSE = _('Choose an environment, or name a new one.')


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
    """The same as a page, for browsers without scripts and for a new environment. Two calls, and one to Neutron.

    Nothing is made here: a new environment is, when the form is accepted. Whatever fails once something was chosen or
    typed, the page stays, with that in it.
    """

    rights = ('get_package', 'list_environments', 'update_environment')
    typed = ('name',)

    def back(self) -> str:
        return reverse(CATALOG_PACKAGE, args=[self.kwargs['package_id']])

    def get(self, request: HttpRequest, package_id: str) -> HttpResponseBase:
        place = CatalogFilters.from_query(request.GET).place
        if place:
            return redirect(place.add_address(package_id))
        package = package_api.get(request, package_id)
        refusals.require_usable(package)
        choices = choices_of(request)
        if 'name' in request.GET:
            # A link whose choices do not hold any more.
            return self._page(NewEnvironmentForm(request, request.GET), package, choices)
        name = unused(package.name.strip()[:MAX_NAME], _names(choices), lambda text: len(text) <= MAX_NAME)
        return self._page(NewEnvironmentForm(request, initial={'name': name}), package, choices)

    def post(self, request: HttpRequest, package_id: str) -> HttpResponseBase:
        form, chosen = NewEnvironmentForm(request, request.POST), request.POST.get('environment', '')
        form.fields['name'].error_messages['required'] = CHOOSE
        try:
            # Nobody is led on to a form for a package that is not there, or cannot be added.
            package = package_api.get(request, package_id)
            refusals.require_usable(package)
            if re.fullmatch(MuranoId.regex, chosen):
                return self._to_environment(chosen)
            rights.require(request, 'create_environment')
            choices = choices_of(request)
            if chosen:
                return self._page(form, package, choices, told=CHOOSE)
        except errors.NotFound:
            raise
        except errors.ApiError as error:
            return self._failed(form, error)
        if form.is_valid() and form.cleaned_data['name'] in _names(choices):
            form.add_error('name', NAME_TAKEN)
        if not form.is_valid():
            return self._page(form, package, choices)
        return redirect(start_address(package_id, form.cleaned_data))

    def _to_environment(self, environment_id: str) -> HttpResponseBase:
        return redirect('horizon:app-catalog:catalog:add_to', self.kwargs['package_id'], environment_id)

    def _failed(self, form: NewEnvironmentForm, error: errors.ApiError) -> HttpResponseBase:
        if isinstance(error, errors.Expired) or answers.wants_json(self.request):
            raise error
        told = answers.sentence(error, _('Nothing was added'))
        return self._page(form, None, told=told, status=refusal_of(error).status)

    def _page(
        self,
        form: NewEnvironmentForm,
        package: Package | None,
        choices: Sequence[ListedEnvironment] = (),
        *,
        told: str = '',
        status: int = 200,
    ) -> HttpResponseBase:
        """``package`` is None when something could not be read; then ``told`` says so."""
        chosen = self._chosen(form, choices)
        if chosen != NEW:
            form.fields['name'].widget.attrs.pop('autofocus', None)
        context = {
            'page_title': literal(_('Add %s') % package.name) if package else _('Add an application'),
            'package_id': self.kwargs['package_id'],
            'environments': choices,
            'has_many': len(choices) > MANY,
            'form': form,
            'told': told,
            'chosen': chosen,
            'why_not_create': rights.why_not(self.request, 'create_environment'),
            'custom_breadcrumb': [(literal(package.name), self.back())] if package else [],
        }
        return render(self.request, 'murano_panel/catalog/choose.html', context, status=status)

    def _chosen(self, form: NewEnvironmentForm, choices: Sequence[ListedEnvironment]) -> str:
        """The id of what is chosen, NEW, or '': among several environments nobody chooses but the user."""
        if form.is_bound:
            return self.request.POST.get('environment') or NEW
        if not choices or NEW in self.request.GET:
            return NEW
        return choices[0].id if len(choices) == 1 and not choices[0].environment.busy else ''


def _names(choices: Iterable[ListedEnvironment]) -> set[str]:
    return {item.name for item in choices}
