"""The table of packages, what its script asks for, and a package's zip."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.components.package import manifests
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.records import Package
from murano_panel.packages import listing, selected
from murano_panel.packages.filters import PackageFilters
from murano_panel.web import known_categories, rights
from murano_panel.web.addresses import PACKAGES
from murano_panel.web.views import BackgroundView, GuardedView

# Archives that one answer reads; the script asks again for the others.
MAX_READ = 10


class PackagesView(GuardedView):
    """What looks after packages."""

    rights: tuple[str, ...] = ('get_package',)

    def back(self) -> str:
        return reverse(PACKAGES)


class IndexView(PackagesView):
    """The table. One call, and one for the categories, unless they were read within the minute."""

    def get(self, request: HttpRequest) -> HttpResponse:
        filters = PackageFilters.read(request.GET)
        try:
            found = listing.read(request, filters)
        except errors.NotFound:
            # The package behind which this page begins has been deleted.
            if not (filters.after or filters.before):
                raise
            return redirect(filters.page().address)
        context = {
            'page_title': _('Packages'),
            'list': found,
            'filters': filters,
            'categories': known_categories.read(request),
            'may_select': any(row.selectable for row in found.rows),
            'import_refusal': rights.why_not(request, 'upload_package'),
            'sees_all': rights.may(request, 'manage_all_packages'),
            'actions': selected.choices(request),
            'most_read': MAX_READ,
        }
        return render(request, 'murano_panel/packages/index.html', context)


class VersionsView(BackgroundView, PackagesView):
    """``?id=…&id=…``, MAX_READ at most → ``{'versions': {id: version, '' where there is none, or it cannot be read}}``.

    One call, and one for each archive that nobody of the project has read within the hour.
    """

    json_only = True

    def get(self, request: HttpRequest) -> HttpResponse:
        rights.require(request, 'download_package')
        packages = package_api.by_ids(request, request.GET.getlist('id')[:MAX_READ])
        return JsonResponse({'versions': {package.id: _version(request, package) for package in packages}})


def _version(request: HttpRequest, package: Package) -> str:
    try:
        return manifests.of(request, package).own_version
    except (BadPackage, errors.NotFound, errors.TooLarge):
        return ''


class DownloadView(PackagesView):
    """The zip, as it was uploaded. Two calls."""

    rights = ('get_package', 'download_package')

    def get(self, request: HttpRequest, package_id: str) -> HttpResponseBase:
        package = package_api.get_to_manage(request, package_id)
        answer = HttpResponse(package_api.download(request, package.id), content_type='application/zip')
        disposition = content_disposition_header(as_attachment=True, filename=f'{package.fqn}.zip')
        answer['Content-Disposition'] = disposition or 'attachment'
        return answer
