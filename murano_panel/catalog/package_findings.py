"""What murano-pkg-check finds in a package, by file."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.components.package import cached, manifests
from murano_panel.domain.package.archive import MAX_FILES, MAX_UNPACKED_BYTES
from murano_panel.domain.records import Package
from murano_panel.package_check import (
    CPU_SECONDS,
    MAX_FINDINGS,
    Finding,
    runner,
)
from murano_panel.web import answers

_MANIFEST = 'manifest.yaml'
# Why the check did not come to its end.
_STOPPED = {
    'archive': gettext_lazy('The package is no zip archive that can be read, so nothing in it was checked.'),
    'files': gettext_lazy('The package holds more than %(files)d files, so nothing in it was checked.'),
    'size': gettext_lazy('Unpacked, the package is larger than %(size)d MB, so nothing in it was checked.'),
    'time': gettext_lazy('The check was given up: it computed for %(seconds)d seconds without coming to an end.'),
    'memory': gettext_lazy('The check was given up: this package makes it need too much memory.'),
    'crash': gettext_lazy('The check broke down over this package.'),
    'busy': gettext_lazy('Too many packages are being checked right now. Try again in a moment.'),
    'findings': gettext_lazy('There is more: the first %(findings)d findings are shown.'),
}
_NUMBERS = {
    'files': MAX_FILES,
    'size': MAX_UNPACKED_BYTES // 1024 // 1024,
    'seconds': CPU_SECONDS,
    'findings': MAX_FINDINGS,
}


@dataclass(frozen=True)
class FileFindings:
    """``name`` is '' for the package as a whole."""

    name: str
    findings: Sequence[Finding]


@dataclass(frozen=True)
class PackageFindings:
    """``note`` says why there are none, or not all."""

    files: Sequence[FileFindings] = ()
    note: str = ''

    @property
    def fine(self) -> bool:
        """Whether the check came to its end and found nothing."""
        return not self.files and not self.note


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
    return _by_file([Finding(**finding) for finding in known['findings']], known['stopped'])


def _by_file(findings: Sequence[Finding], stopped: str) -> PackageFindings:
    ordered = sorted(findings, key=_order)
    files = [FileFindings(name, list(found)) for name, found in groupby(ordered, lambda finding: finding.file)]
    return PackageFindings(files, str(_STOPPED[stopped]) % _NUMBERS if stopped else '')


def _order(finding: Finding) -> tuple:
    """The package as a whole, its manifest, the other files; in each the gravest first, then by line."""
    file = (finding.file != '', finding.file != _MANIFEST, finding.file)
    return *file, finding.severity != 'error', finding.line or 0, finding.code
