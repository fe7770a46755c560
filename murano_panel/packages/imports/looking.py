"""What is here already, as far as it matters for what is to be imported."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.http import HttpRequest

from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.api.cloud import CloudServices
from murano_panel.components.package import manifests
from murano_panel.domain.cloud import Image
from murano_panel.domain.images import is_of_type
from murano_panel.domain.package import plan
from murano_panel.domain.package.archive import open_archive
from murano_panel.domain.package.faults import BadPackage, Fault
from murano_panel.domain.package.manifest import as_manifest, load_manifest
from murano_panel.domain.package.plan import Candidate, Catalog, Step
from murano_panel.domain.records import Package
from murano_panel.packages.imports.words import sentence
from murano_panel.web import answers

# Libraries define dozens of classes; Murano itself refuses what is not looked for.
MAX_CLASSES = 100


class Lookups:
    """What was asked of Murano for one request: one call for each name, and for each class of a new package.

    One more for the archive of each package that is needed, unless somebody of the project has just read it.
    """

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._by_fqn: dict[str, Sequence[Package]] = {}
        self._by_class: dict[str, Sequence[Package]] = {}
        self._versions: dict[str, str] = {}

    def catalog(self, candidates: Iterable[Candidate], *, is_public: bool) -> Catalog:
        """As far as the candidates need it; what is known is not asked for again."""
        project = self._request.user.project_id
        for candidate in candidates:
            manifest = candidate.manifest
            if manifest is None or candidate.refusals:
                continue
            for fqn in (manifest.fqn, *manifest.requires):
                self._look_for(fqn)
            for fqn in manifest.requires:
                self._look_into(fqn)
            own = next((found for found in self._by_fqn[manifest.fqn] if found.owner_id == project), None)
            for name in manifest.class_names:
                # Its own package has it, so that no other of the project can; of public ones that says nothing.
                if is_public or own is None or name not in own.class_names:
                    self._look_for_class(name)
        return Catalog(self._by_fqn, self._by_class, self._versions)

    def missing(self, candidates: Iterable[Candidate]) -> list[tuple[str, str]]:
        """(full name, version) of what candidates need and what is neither here nor among them."""
        candidates = list(candidates)
        here = plan.CORE | {candidate.manifest.fqn for candidate in candidates if candidate.manifest}
        wanted = {
            fqn: version
            for candidate in candidates
            if candidate.manifest and not candidate.refusals
            for fqn, version in candidate.manifest.requires.items()
        }
        return [(fqn, version) for fqn, version in wanted.items() if fqn not in here and not self._by_fqn.get(fqn)]

    def _look_for(self, fqn: str) -> None:
        if fqn not in self._by_fqn and fqn not in plan.CORE:
            self._by_fqn[fqn] = package_api.by_fqn(self._request, fqn)
        self._by_fqn.setdefault(fqn, ())

    def _look_into(self, fqn: str) -> None:
        """Which version it is stands in the archive alone."""
        for package in self._by_fqn[fqn]:
            if package.enabled and package.id not in self._versions:
                version = manifests.version_of(self._request, package)
                if version is not None:
                    self._versions[package.id] = version

    def _look_for_class(self, name: str) -> None:
        if name not in self._by_class and len(self._by_class) < MAX_CLASSES:
            self._by_class[name] = package_api.by_class_name(self._request, name, disabled=True)


def compared(request: HttpRequest, step: Step) -> Step:
    """The step with what would change of the package that is here. One call where something is replaced."""
    candidate, existing = step.candidate, step.existing
    if step.action != plan.REPLACE or existing is None or candidate.archive is None or candidate.manifest is None:
        return step
    try:
        old = open_archive(package_api.download(request, existing.id))
        old_manifest = as_manifest(load_manifest(old))
    except errors.Expired:
        raise
    except (errors.ApiError, BadPackage) as error:
        # It is to be replaced; that it cannot be read is no reason to keep it.
        why = sentence(error.fault) if isinstance(error, BadPackage) else answers.sentence(error)
        return replace(step, doubts=(*step.doubts, Fault('uncompared', {'value': why})))
    return plan.with_differences(step, plan.compare(old, old_manifest, candidate.archive, candidate.manifest))


def with_images(request: HttpRequest, steps: Sequence[Step]) -> list[Step]:
    """The steps with the images that are not here, by type or by name. One call of Glance where some are needed."""
    if not any(step.candidate.image_types or step.candidate.image_names for step in steps if step.can_be_done):
        return list(steps)
    found = CloudServices(request).images(None)
    if found.unavailable:
        return list(steps)
    return [_without_images(step, found.items) if step.can_be_done else step for step in steps]


def _without_images(step: Step, images: Sequence[Image]) -> Step:
    names = {image.name for image in images}
    types, wanted = step.candidate.image_types, step.candidate.image_names
    lacking = [
        *(('no-image', kind) for kind in types if not any(is_of_type(image.type, kind) for image in images)),
        *(('image-missing', name) for name in wanted if name not in names),
    ]
    return replace(step, doubts=(*step.doubts, *(Fault(code, {'value': value}) for code, value in lacking)))
