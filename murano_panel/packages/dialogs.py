"""Editing, switching, replacing and deleting a package: dialogs, and pages without JavaScript."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from murano_panel.api import packages as package_api
from murano_panel.components.upkeep.used import Use, use_of
from murano_panel.domain.records import Package
from murano_panel.domain.refusal import Refused
from murano_panel.packages.forms import ChangeForm, DeleteForm, EditForm, PackageForm, ReplaceForm
from murano_panel.packages.refusals import Rights
from murano_panel.web import dialogs, known_categories
from murano_panel.web.addresses import PACKAGES


class PackageDialog(dialogs.Dialog):
    """About one package, which it reads once. ``action``: the button's name in Refusals and in the address."""

    rights: tuple[str, ...] = ('get_package',)
    action = ''
    typed: tuple[str, ...] = ('name', 'description', 'tags')

    def back(self) -> str:
        return reverse(PACKAGES)

    @cached_property
    def package(self) -> Package:
        """One call, however often it is asked for."""
        return package_api.get_to_manage(self.request, self.kwargs['package_id'])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.require()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.require()
        return super().post(request, *args, **kwargs)

    def require(self) -> None:
        """Raises Refused where the user may not do this to this package."""
        refusal = getattr(Rights.of(self.request).against(self.package), self.action)
        if refusal:
            raise Refused(refusal)

    @property
    def submit_url(self) -> str:
        return reverse(f'horizon:app-catalog:packages:{self.action}', args=[self.package.id])

    @property
    def success_url(self) -> str:
        """Back to the table, as it was filtered."""
        return dialogs.list_below(self.request, PACKAGES) or reverse(PACKAGES)

    cancel_url = success_url

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'package': self.package}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(package=self.package, **kwargs)


class EditView(PackageDialog):
    """Two calls to ask, one more to change."""

    write_rights: tuple[str, ...] = ('modify_package',)
    action = 'edit'
    form_class = EditForm
    template_name = 'murano_panel/packages/edit.html'
    page_title = _('Edit package')
    submit_label = _('Save')

    def get_initial(self) -> dict[str, Any]:
        package = self.package
        return {
            'name': package.name,
            'description': package.description,
            'tags': ', '.join(package.tags),
            'categories': list(package.categories),
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'categories': known_categories.read(self.request)}


class UsedDialog(PackageDialog):
    """One that says who depends on it: one call for the package, and those of ``use_of()``."""

    @cached_property
    def use(self) -> Use:
        """Who uses the package."""
        return use_of(self.request, [self.package])[self.package.id]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(use=self.use, **kwargs)


class SwitchView(PackageDialog):
    """On. One call to ask, two to do."""

    write_rights: tuple[str, ...] = ('modify_package',)
    form_class = ChangeForm
    template_name = 'murano_panel/packages/switch.html'
    change: dict[str, bool]
    done = question = ''

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'change': self.change, 'done': self.done}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(question=self.question, **kwargs)


class SwitchOffView(UsedDialog, SwitchView):
    """Off: environments may depend on it."""


class EnableView(SwitchView):
    action = 'enable'
    page_title = submit_label = _('Enable')
    change = {'enabled': True}
    question = _('It is shown in the catalog again, and can be added to environments.')
    done = _('"%s" is enabled.')


class DisableView(SwitchOffView):
    action = 'disable'
    page_title = submit_label = _('Disable')
    change = {'enabled': False}
    question = _('It disappears from the catalog. It can be enabled again at any time.')
    done = _('"%s" is disabled.')


class ShareView(SwitchView):
    write_rights = ('modify_package', 'publicize_package')
    action = 'share'
    page_title = submit_label = _('Share with all projects')
    change = {'is_public': True}
    question = _('All projects of this cloud find it in their catalog, and can deploy it.')
    done = _('All projects see "%s" now.')


class UnshareView(SwitchOffView):
    action = 'unshare'
    page_title = submit_label = _('Keep to its project')
    change = {'is_public': False}
    question = _('Only the project that owns it finds it in its catalog from then on.')
    done = _('Only its own project sees "%s" now.')


class ReplaceView(UsedDialog):
    """Three calls more to do it: see ``replacing``."""

    write_rights = ('upload_package', 'delete_package')
    action = 'replace'
    form_class = ReplaceForm
    template_name = 'murano_panel/packages/replace.html'
    page_title = _('Upload a new version')
    submit_label = _('Replace')
    typed = ()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'used': bool(self.use.users)}


class DeleteView(UsedDialog):
    """One call more to do it."""

    write_rights = ('delete_package',)
    action = 'delete'
    form_class: type[PackageForm] = DeleteForm
    template_name = 'murano_panel/packages/delete.html'
    page_title = _('Delete package')
    submit_label = _('Delete')
    typed = ('confirm_name',)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'is_used': self.use.is_used}
