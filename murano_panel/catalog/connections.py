"""What its archive and others tell of an application: its versions, what it needs, who uses it, its static actions.

All of that costs calls that grow with what there is, so that it comes after the application's page, by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from horizon.utils.http import is_ajax

from murano_panel.actions import static
from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.catalog.views import CatalogView
from murano_panel.components.package import manifests, requirements
from murano_panel.components.upkeep.used import use_of
from murano_panel.domain.model.versions import NONE
from murano_panel.domain.package.faults import SENTENCES, BadPackage
from murano_panel.domain.records import Package
from murano_panel.web import answers, rights
from murano_panel.web.text import literal

# Packages of one name that are looked into: a project sees its own, and one that all share.
MAX_READ = 5


@dataclass(frozen=True)
class Version:
    """A package of the same full name. ``version`` is '' where it gives none, None where it cannot be read."""

    package: Package
    version: str | None
    is_this: bool


class ConnectionsView(CatalogView):
    """A part of the application's page for scripts, else a page. Two calls, and one for each archive not read before.

    Besides those of ``requirements.read()`` and of ``use_of()``.
    """

    def get(self, request: HttpRequest, package_id: str) -> HttpResponse:
        package = package_api.get(request, package_id)
        address = reverse('horizon:app-catalog:catalog:detail', args=[package.id])
        unread = _why_unread(request, package)
        context = {
            'page_title': literal(_('What %s is connected with') % package.name),
            'custom_breadcrumb': [(literal(package.name), address)],
            'package': package,
            'unread': unread,
            'versions': _versions(request, package, is_read=not unread),
            'required': () if unread else requirements.read(request, package),
            'use': use_of(request, [package])[package.id] if rights.may(request, 'list_environments') else None,
            'static': static.offered(request, package),
            'why_not_static': rights.why_not(request, 'execute_action'),
            'again': request.path,
        }
        template = '_connections.html' if is_ajax(request) else 'connections.html'
        answer = render(request, f'murano_panel/catalog/{template}', context)
        patch_vary_headers(answer, ['X-Requested-With'])
        return answer


def _why_unread(request: HttpRequest, package: Package) -> str:
    """Why its archive cannot be had, in a sentence, '' where it can. Calls as ``manifests.of()``. Raises Expired."""
    try:
        manifests.of(request, package)
    except errors.Expired:
        raise
    except BadPackage as error:
        return _(SENTENCES[error.fault.code]) % error.fault.values
    except errors.ApiError as error:
        return answers.sentence(error)
    return ''


def _versions(request: HttpRequest, package: Package, *, is_read: bool) -> Sequence[Version]:
    """This one first."""
    others = [item for item in package_api.by_fqn(request, package.fqn) if item.id != package.id]
    return [
        Version(package, _version(request, package) if is_read else None, is_this=True),
        *(Version(item, _version(request, item), is_this=False) for item in others[:MAX_READ]),
    ]


def _version(request: HttpRequest, package: Package) -> str | None:
    found = manifests.version_of(request, package)
    return '' if found == NONE else found
