"""What is wrong with a package, and what its form looks like, without running anything of the package."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.catalog import package_findings
from murano_panel.catalog.views import CatalogView
from murano_panel.components.package import definitions, field_types, manifests, requirements
from murano_panel.components.preview import StepPreview, try_form
from murano_panel.domain.cloud import Choice, Found
from murano_panel.domain.model.versions import is_met, typed
from murano_panel.domain.records import Package
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.dynamic_ui import Definition, NoSources, Problem
from murano_panel.web.text import literal


class _Uncalled(NoSources):
    """What is known without asking the cloud: what the operator's types of fields take from the login."""

    def __init__(self, request: HttpRequest):
        super().__init__(_('A preview does not ask the cloud; the form itself offers choices here.'))
        self._request = request

    def own_type(self, name: str) -> Found[Choice]:
        return field_types.offered(self._request, name)


class CheckView(CatalogView):
    """The page. Up to three calls, and seconds of computing in another process; one call when the cache has both.

    One more, which may take seconds, for the class of a package that brings no form, and one for each package that it
    requires.

    A faulty form is fetched each time: it may be Murano's answer that is damaged.
    """

    def get(self, request: HttpRequest, package_id: str) -> HttpResponse:
        package = package_api.get(request, package_id)
        source = definitions.text(request, package)
        problems: list[Problem] = []
        previews: Sequence[StepPreview] = ()
        definition: Definition | None = None
        with dynamic_ui.work_limit(dynamic_ui.REQUEST_SECONDS):
            if source.strip():
                definition, problems = dynamic_ui.load_and_check(
                    source, fqn=package.fqn, package_name=package.name, own_types=field_types.registered()
                )
                if definition:
                    definitions.keep_text(request, package, source)
                    previews = try_form(definition, _Uncalled(request)).steps
        # First: it fetches the archive, from which the others are told.
        findings = package_findings.findings_of(request, package)
        context = {
            'page_title': literal(_('Check of %s') % package.name),
            'package': package,
            'has_form': bool(source.strip()),
            'required': [item for item in requirements.read(request, package) if item.complaint],
            'no_version': _no_version(request, package, definition),
            'unreadable': None if source.strip() else _unreadable(request, package),
            'problems': problems,
            'errors': sum(problem.severity == 'error' for problem in problems),
            'previews': previews,
            'package_findings': findings,
            'custom_breadcrumb': [
                (literal(package.name), reverse('horizon:app-catalog:catalog:detail', args=[package.id]))
            ],
        }
        return render(request, 'murano_panel/catalog/check.html', context)


def _no_version(request: HttpRequest, package: Package, definition: Definition | None) -> str:
    """The version of a package whose form gives none, or another one, where the engine would look for that; else ''."""
    version = manifests.version_of(request, package)
    wanted = typed(definition.application.get('?')) if definition else None
    is_own = wanted is not None and wanted.class_name in package.class_names
    return version if version and wanted and is_own and not is_met(wanted.asked, version) else ''


def _unreadable(request: HttpRequest, package: Package) -> Refusal | None:
    """Why no form can be made from its class; None where one can, and where Murano does not say."""
    try:
        definitions.schema_or_refuse(request, package)
    except Refused as error:
        return error.refusal
    except errors.Expired:
        raise
    except errors.ApiError:
        pass
    return None
