"""The headings of the catalog: what there is, one more, one less."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from horizon import forms, messages

from murano_panel.api import categories as category_api
from murano_panel.api import errors
from murano_panel.domain.records import Category
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.web import answers, dialogs, failures, known_categories, rights
from murano_panel.web.addresses import CATEGORIES
from murano_panel.web.dialogs import LiteralInput
from murano_panel.web.text import inert
from murano_panel.web.views import GuardedView

MAX_NAME = 80
_TAKEN = _('There is a category of this name already.')


def in_use(category: Category) -> Refusal | None:
    """What forbids to delete it, None for an empty one."""
    if not category.package_count:
        return None
    return failures.refusal(
        errors.Conflict,
        _('Packages are in it. Take them out first: of other projects, too.'),
        advice=_('Select its packages in the table, and change their categories.'),
    )


class IndexView(GuardedView):
    """All of them. One call."""

    rights = ('get_category',)

    def back(self) -> str:
        return reverse(CATEGORIES)

    def get(self, request: HttpRequest) -> HttpResponse:
        found = category_api.list_all(request)
        known_categories.keep(request, found)
        by_role = rights.why_not(request, 'delete_category')
        context = {
            'page_title': _('Categories'),
            'rows': [(category, by_role or in_use(category)) for category in found],
            'why_not_delete': by_role,
            'why_not_create': rights.why_not(request, 'add_category'),
        }
        return render(request, 'murano_panel/categories/index.html', context)


class CreateForm(forms.SelfHandlingForm):
    """A name that no category has."""

    name = forms.CharField(
        max_length=MAX_NAME,
        label=_('Name'),
        widget=LiteralInput(attrs={'autofocus': True}),
        help_text=_('As a heading.'),
    )

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> bool:
        """False, with the error in the form, when Murano refuses; what was typed stays."""
        try:
            made = category_api.create(request, data['name'])
        except errors.Conflict:
            self.add_error('name', _TAKEN)
            return False
        except (errors.Invalid, errors.Unavailable, errors.Forbidden) as error:
            self.api_error(answers.sentence(error))
            return False
        known_categories.forget(request)
        messages.success(request, _('The category "%s" was created.') % inert(made.name))
        return True


class DeleteForm(forms.SelfHandlingForm):
    """Nothing to fill in."""

    def __init__(self, request: HttpRequest, *args: Any, category: Category, **kwargs: Any) -> None:
        self.category = category
        super().__init__(request, *args, **kwargs)

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> bool:
        """False, with the error on top, when Murano refuses."""
        try:
            category_api.delete(request, self.category.id)
        except (errors.Conflict, errors.Invalid, errors.Unavailable, errors.Forbidden) as error:
            self.api_error(answers.sentence(error))
            return False
        known_categories.forget(request)
        messages.success(request, _('The category "%s" was deleted.') % inert(self.category.name))
        return True


class CategoryDialog(dialogs.Dialog):
    """Leads back to the list."""

    success_url = cancel_url = reverse_lazy(CATEGORIES)

    def back(self) -> str:
        return reverse(CATEGORIES)


class CreateView(CategoryDialog):
    """One call to create, none to ask."""

    rights = ('add_category',)
    form_class = CreateForm
    template_name = 'murano_panel/categories/create.html'
    page_title = submit_label = _('Create category')
    submit_url = reverse_lazy('horizon:app-catalog:categories:create')
    typed = ('name',)


class DeleteView(CategoryDialog):
    """One call to ask, two to delete. A used one is refused at once, with the reason."""

    rights = ('delete_category',)
    form_class = DeleteForm
    template_name = 'murano_panel/categories/delete.html'
    page_title = _('Delete category')
    submit_label = _('Delete')

    @cached_property
    def category(self) -> Category:
        """One call. Raises NotFound, and Refused for one that packages are in."""
        found = {item.id: item for item in category_api.list_all(self.request)}.get(self.kwargs['category_id'])
        if found is None:
            raise errors.NotFound(code=404)
        refusal = in_use(found)
        if refusal:
            raise Refused(refusal)
        return found

    @property
    def submit_url(self) -> str:
        return reverse('horizon:app-catalog:categories:delete', args=[self.category.id])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), 'category': self.category}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(category=self.category, **kwargs)
