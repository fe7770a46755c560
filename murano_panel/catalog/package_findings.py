"""What murano-pkg-check finds in a package, by file."""

from dataclasses import asdict

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.components.package import cached, manifests
from murano_panel.domain.records import Package
from murano_panel.package_check import CheckResult, Finding, runner
from murano_panel.web import answers
from murano_panel.web.package_findings import PackageFindings, by_file


def findings_of(request: HttpRequest, package: Package) -> PackageFindings:
    """One call and up to some seconds; neither when the cache has it. Raises Expired alone."""
    known = cached.known(request, package, 'findings')
    if known is None:
        try:
            content = package_api.download(request, package.id)
            manifests.note(request, package, content)
        except errors.Expired:
            raise
        except errors.ApiError as error:
            return PackageFindings(note=answers.sentence(error, _('The package could not be fetched')))
        result = runner.check_package(content)
        known = asdict(result)
        # An archive that came damaged may come whole the next time.
        if result.stopped not in ('busy', 'archive', 'crash'):
            cached.keep(request, package, 'findings', known)
    findings = tuple(Finding(**finding) for finding in known['findings'])
    return by_file(CheckResult(findings, known['stopped']))
