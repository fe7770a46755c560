"""The packages that a package requires: whether the catalog has them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.components.package import manifests
from murano_panel.domain.model.versions import CORE, is_met
from murano_panel.domain.package.archive import BadPackage
from murano_panel.domain.records import Package

# Packages that one page asks the catalog for; real ones require one or two.
MAX_ASKED = 10


@dataclass(frozen=True)
class Requirement:
    """``complaint`` is what is wrong with it, '' where nothing is; ``package_id`` is '' without a package."""

    fqn: str
    asked: str
    package_id: str = ''
    name: str = ''
    complaint: str = ''


def read(request: HttpRequest, package: Package) -> Sequence[Requirement]:
    """() where nothing is required, or the archive cannot be had.

    A call for the archive where nobody has read it, and for each package that it requires one, and as many for its
    archive; raises Expired alone.
    """
    try:
        requires = manifests.of(request, package).requires
    except errors.Expired:
        raise
    except (errors.ApiError, BadPackage):
        return ()
    return [_read(request, fqn, asked) for fqn, asked in [*requires.items()][:MAX_ASKED] if fqn != CORE]


def complaints(found: Sequence[Requirement]) -> str:
    """What is wrong with all of them, as sentences; '' where nothing is."""
    return ' '.join(item.complaint for item in found if item.complaint)


def provider(found: Iterable[Package], project_id: str) -> Package | None:
    """The one that a project's engine takes, of those of one name: what may be used, then what is its own."""
    return max(found, key=lambda item: (item.enabled, item.owner_id == project_id), default=None)


def judged(fqn: str, asked: str, package: Package | None, version: str | None) -> Requirement:
    """What is required, beside what there is; ``version`` is None where it is not known."""
    if package is None:
        return Requirement(
            fqn, asked, complaint=_('It requires the package "%s", which the catalog does not have.') % fqn
        )
    return Requirement(fqn, asked, package.id, package.name, _complaint(package, asked, version))


def _read(request: HttpRequest, fqn: str, asked: str) -> Requirement:
    try:
        found = package_api.by_fqn(request, fqn)
    except errors.Expired:
        raise
    except errors.ApiError:
        return Requirement(fqn, asked)
    package = provider(found, request.user.project_id)
    version = manifests.version_of(request, package) if package and package.enabled else None
    return judged(fqn, asked, package, version)


def _complaint(package: Package, asked: str, version: str | None) -> str:
    if not package.enabled:
        return _('It requires the package "%s", which is disabled.') % package.fqn
    if version is not None and not is_met(asked, version):
        names = {'name': package.fqn, 'asked': asked or '0', 'found': version}
        return _('It requires version %(asked)s of the package "%(name)s", of which the catalog has %(found)s.') % names
    return ''
