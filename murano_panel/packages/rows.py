"""The rows of the table: what is shown of a package, and what may be done to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.safestring import SafeString

from murano_panel.components.package import manifests
from murano_panel.components.upkeep import sheets
from murano_panel.domain.records import Package
from murano_panel.packages.refusals import Rights, Words
from murano_panel.web import owners, times


@dataclass(frozen=True)
class PackageRow:
    """All that a row of the table shows: see ``rendering.Row``.

    ``version`` is '' where the author gives none, None where nobody has read the archive lately: Murano's list tells of
    none. ``owner`` is a project.
    created, updated: HTML of times; the latter '' where nothing was changed. refused: what stands against each button.
    """

    package: Package
    version: str | None
    owner: str
    is_own: bool
    created: SafeString
    updated: SafeString
    refused: Words
    selectable: bool

    @property
    def is_kept(self) -> bool:
        return True

    @property
    def id(self) -> str:
        return self.package.id


def rows_of(request: HttpRequest, packages: Iterable[Package]) -> list[PackageRow]:
    """The row of each, in their order. No call."""
    packages = list(packages)
    versions, rights = _versions(request, packages), Rights.of(request)
    names = owners.names(request, [package.owner_id for package in packages])
    selectable = not (rights.by_role.edit and rights.by_role.delete)
    return [
        PackageRow(
            package=package,
            version=versions.get(package.id),
            owner=names[package.owner_id],
            is_own=package.owner_id == request.user.project_id,
            created=times.element(package.created),
            updated=times.element(package.updated if package.updated > package.created else None),
            refused=rights.against(package).words(),
            selectable=selectable,
        )
        for package in packages
    ]


def _versions(request: HttpRequest, packages: list[Package]) -> dict[str, str]:
    """{id: version}, of those whose archive somebody of the project has read. No call."""
    found = {own_id: manifest.own_version for own_id, manifest in manifests.known(request, packages).items()}
    rest = [package for package in packages if package.id not in found]
    return found | {own_id: sheet.own_version for own_id, sheet in sheets.known(request, rest).items()}
