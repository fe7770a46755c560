"""What murano-pkg-check finds in a package, by file, as templates show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_lazy

from murano_panel.domain.package.archive import MAX_FILES, MAX_UNPACKED_BYTES
from murano_panel.domain.package.manifest import FILE
from murano_panel.package_check import CPU_SECONDS, MAX_FINDINGS, CheckResult, Finding

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


def by_file(result: CheckResult) -> PackageFindings:
    """The findings, the gravest first, with why there are not all."""
    ordered = sorted(result.findings, key=_order)
    files = [FileFindings(name, list(found)) for name, found in groupby(ordered, lambda finding: finding.file)]
    return PackageFindings(files, str(_STOPPED[result.stopped]) % _NUMBERS if result.stopped else '')


def _order(finding: Finding) -> tuple:
    """The package as a whole, its manifest, the other files; in each the gravest first, then by line."""
    file = (finding.file != '', finding.file != FILE, finding.file)
    return *file, finding.severity != 'error', finding.line or 0, finding.code
