"""What would fail for users of each package, put together from what is known: nothing here asks anybody."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from murano_panel.components.package.requirements import Requirement, judged, provider
from murano_panel.components.upkeep.sheets import Sheet, fault_of
from murano_panel.components.upkeep.used import by_required, environments_of, requirers_of
from murano_panel.domain.package.faults import SENTENCES
from murano_panel.domain.package.plan import CORE
from murano_panel.domain.records import Environment, Package

UNREADABLE, FORM, CHECK, NEEDS, IMAGES, UNUSED = 'unreadable', 'form', 'check', 'needs', 'images', 'unused'
# What users run into; that nobody uses it is none of that.
KINDS: dict[str, Any] = {
    UNREADABLE: gettext_lazy('Archive cannot be read'),
    FORM: gettext_lazy('Form cannot be used'),
    CHECK: gettext_lazy('Errors of murano-pkg-check'),
    NEEDS: gettext_lazy('Needs what is not here'),
    IMAGES: gettext_lazy('Needs images that are not here'),
}
# Requirements of one package that are looked at.
_MOST = 20


@dataclass(frozen=True)
class Trouble:
    """``kind`` is one of KINDS."""

    kind: str
    text: str


@dataclass(frozen=True)
class Health:
    """Of one package. ``is_checked``: its archive was looked into.

    remarks: lesser findings. environments, packages: how many use it, packages by requiring it; is_unused: none does,
    as far as all of them were looked into.
    """

    is_checked: bool
    troubles: tuple[Trouble, ...] = ()
    needs: tuple[Requirement, ...] = ()
    version: str = ''
    remarks: int = 0
    environments: int = 0
    packages: int = 0
    is_unused: bool = False

    @property
    def kinds(self) -> Set[str]:
        """Of KINDS, and UNUSED."""
        return {trouble.kind for trouble in self.troubles} | ({UNUSED} if self.is_unused else set())


@dataclass(frozen=True)
class Known:
    """All that is known. ``packages``: those that are looked after; ``others``: what else they may need, by full name.

    sees_all: nothing else can be needed. other_versions, sheets: by id. by_class: the environments that use a class.
    image_types: those that images are marked with, None where nobody knows. is_whole: no more packages are to be
    listed. environments_read: all environments were looked into.
    """

    packages: Sequence[Package]
    sheets: Mapping[str, Sheet]
    others: Mapping[str, Sequence[Package]] = field(default_factory=dict)
    other_versions: Mapping[str, str] = field(default_factory=dict)
    by_class: Mapping[str, Sequence[Environment]] = field(default_factory=dict)
    image_types: Set[str] | None = None
    sees_all: bool = False
    is_whole: bool = False
    environments_read: bool = False

    def health(self, package: Package) -> Health:
        """Of one of the packages."""
        environments = len(environments_of(package, self.by_class))
        packages = len(requirers_of(package, self._by_required))
        sheet = self.sheets.get(package.id)
        if sheet is None:
            return Health(False, environments=environments, packages=packages)
        needs = tuple(
            self._judged(package, fqn, asked) for fqn, asked in [*sheet.requires.items()][:_MOST] if fqn not in CORE
        )
        return Health(
            is_checked=True,
            troubles=tuple(self._troubles(sheet, needs)),
            needs=needs,
            version=sheet.own_version,
            remarks=sheet.remarks,
            environments=environments,
            packages=packages,
            is_unused=self._are_all_read and package.fqn not in CORE and not environments and not packages,
        )

    @cached_property
    def _are_all_read(self) -> bool:
        return self.is_whole and self.environments_read and len(self.sheets) == len(self.packages)

    @cached_property
    def _by_required(self) -> Mapping[str, Sequence[Package]]:
        return by_required(self.packages, {own_id: sheet.requires for own_id, sheet in self.sheets.items()})

    @cached_property
    def _by_fqn(self) -> Mapping[str, Sequence[Package]]:
        found: dict[str, list[Package]] = {}
        for package in self.packages:
            found.setdefault(package.fqn, []).append(package)
        for fqn, packages in self.others.items():
            found.setdefault(fqn, []).extend(packages)
        return found

    def needed_elsewhere(self) -> list[str]:
        """Full names of what is required and is not among the packages that are looked after."""
        if self.sees_all:
            return []
        here = {package.fqn for package in self.packages if package.enabled} | CORE
        wanted = (fqn for sheet in self.sheets.values() for fqn in [*sheet.requires][:_MOST])
        return list(dict.fromkeys(fqn for fqn in wanted if fqn not in here))

    def _judged(self, package: Package, fqn: str, asked: str) -> Requirement:
        """As its own project finds it; what nobody has looked for is no complaint."""
        here = self._by_fqn.get(fqn)
        if here is None and not (self.is_whole and self.sees_all):
            return Requirement(fqn, asked)
        seen = (item for item in here or () if item.is_public or item.owner_id == package.owner_id)
        found = provider(seen, package.owner_id)
        return judged(fqn, asked, found, self._version(found) if found else None)

    def _version(self, package: Package) -> str | None:
        sheet = self.sheets.get(package.id)
        return sheet.version if sheet and not sheet.fault else self.other_versions.get(package.id)

    def _troubles(self, sheet: Sheet, needs: Iterable[Requirement]) -> Iterable[Trouble]:
        fault = fault_of(sheet)
        if fault:
            yield Trouble(UNREADABLE, _(SENTENCES[fault.code]) % fault.values)
        if sheet.form_errors:
            text = ngettext(
                'Its form cannot be used: %d error.', 'Its form cannot be used: %d errors.', sheet.form_errors
            )
            yield Trouble(FORM, text % sheet.form_errors)
        if sheet.check_errors:
            text = ngettext('murano-pkg-check finds %d error.', 'murano-pkg-check finds %d errors.', sheet.check_errors)
            yield Trouble(CHECK, text % sheet.check_errors)
        if sheet.is_partly:
            yield Trouble(CHECK, _(SENTENCES['check-stopped']))
        yield from (Trouble(NEEDS, need.complaint) for need in needs if need.complaint)
        if self.image_types is not None:
            lacking = (kind for kind in sheet.image_types if kind not in self.image_types)
            yield from (Trouble(IMAGES, _(SENTENCES['no-image']) % {'value': kind}) for kind in lacking)
