"""The catalog and a package's own page."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from horizon import messages
from horizon.utils.http import is_ajax

from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.catalog import about, destination, listing, logos
from murano_panel.catalog.cards import cards
from murano_panel.catalog.destination import Destination
from murano_panel.catalog.filters import CatalogFilters
from murano_panel.components import refusals
from murano_panel.web import applications, rights
from murano_panel.web.place import in_panel
from murano_panel.web.text import literal
from murano_panel.web.views import GuardedView

INDEX = 'horizon:app-catalog:catalog:index'


class CatalogView(GuardedView):
    """What can be looked at in the catalog."""

    rights = ('get_package',)

    def back(self) -> str:
        return reverse(INDEX)


def destination_crumbs(request: HttpRequest, place: Destination | None) -> list[tuple[str, str]]:
    """What one adds to, as a breadcrumb; none where its name is not known."""
    if place:
        in_panel(request, f'{place.kind}s')
    return [(literal(place.name), place.page)] if place and place.name else []


class IndexView(CatalogView):
    """The cards. A script that asks gets only the parts of the page that follow from the filters."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        filters = CatalogFilters.from_query(request.GET)
        whole_page = not is_ajax(request)
        place = destination.known(request, filters.place)
        # The page may ask for two things: where what one adds to is one of them, the categories wait for the next page.
        ask_categories = not (place and whole_page and not place.name)
        try:
            if place and whole_page:
                place = destination.read(request, place)
        except errors.NotFound:
            messages.warning(request, _('What you wanted to add to is not here (any more).'))
            return redirect(reverse(INDEX) + replace(filters, place=None).query())
        try:
            found = listing.read_page(request, filters, ask_categories=ask_categories)
        except errors.NotFound:
            # The package after which this page begins has been deleted.
            if not filters.after:
                raise
            return redirect(reverse(INDEX) + filters.page_after(''))
        template = 'index.html' if whole_page else '_parts.html'
        answer = render(
            request,
            f'murano_panel/catalog/{template}',
            {
                'page_title': literal(_('Add to %s') % place.name) if place else _('Applications'),
                'custom_breadcrumb': destination_crumbs(request, place),
                'destination': place,
                'filters': filters,
                'listing': found,
                'next_page': filters.page_after(found.next_after),
                'cards': cards(request, found.packages, filters),
                'may_import': rights.may(request, 'upload_package'),
            },
        )
        patch_vary_headers(answer, ['X-Requested-With'])
        return answer


class DetailView(CatalogView):
    """A package's own page. Two calls, one when the cache has its form. Its connections come later."""

    def get(self, request: HttpRequest, package_id: str) -> HttpResponse:
        package = package_api.get(request, package_id)
        applications.remember(request, [package])
        place = destination.known(request, CatalogFilters.from_query(request.GET).place)
        told = about.from_form(request, package)
        unusable = refusals.why_not_usable(package) or told.refusal
        return render(
            request,
            'murano_panel/catalog/detail.html',
            {
                'page_title': literal(package.name),
                'custom_breadcrumb': destination_crumbs(request, place),
                'destination': place,
                'package': package,
                'about': told,
                'other_classes': [name for name in package.class_names if name != package.fqn],
                'add_url': place.add_address(package.id) if place else '',
                'unusable': unusable,
                'why_not_add': rights.why_not(request, place.right if place else 'update_environment') or unusable,
            },
        )


class LogoView(CatalogView):
    """The picture on a card; one of ours instead of none, or of what is no picture.

    One call, one more for administrators: Murano shows them the private packages of others, we do not.
    """

    picture: Any = staticmethod(package_api.logo)

    def get(self, request: HttpRequest, package_id: str) -> HttpResponse:
        if request.user.is_superuser:
            package_api.get(request, package_id)
        try:
            content = self.picture(request, package_id)
        except errors.TooLarge:
            content = b''
        return logos.response(request, content)


class SupplierLogoView(LogoView):
    """The same of who made the package."""

    picture = staticmethod(package_api.supplier_logo)
