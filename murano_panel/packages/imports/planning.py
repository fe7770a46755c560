"""From what was offered to a plan: fetched, examined, held against what is here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from murano_panel import conf
from murano_panel.api import connections
from murano_panel.domain.package import plan
from murano_panel.domain.package.bundle import MAX_PACKAGES, BundleEntry
from murano_panel.domain.package.faults import Fault
from murano_panel.domain.package.heat import About
from murano_panel.packages.imports import gathering, looking
from murano_panel.packages.imports.examining import Examined, Examiner
from murano_panel.packages.imports.files import Named, Offer, offers_in
from murano_panel.packages.imports.sealed import PlannedStep, SealedPlan

# Of one request, for all that it fetches.
FETCH_SECONDS = 60.0


@dataclass(frozen=True)
class Wanted:
    """What the user asks for, besides files."""

    addresses: Sequence[str] = ()
    names: Sequence[str] = ()
    bundle: str = ''
    with_needed: bool = True
    is_public: bool = False
    categories: Sequence[str] = ()
    about: About | None = None


@dataclass(frozen=True)
class Plan:
    """``steps`` in their order, and what was found out about each of them."""

    wanted: Wanted
    steps: Sequence[plan.Step]
    examined: Sequence[Examined]

    def to_seal(self) -> SealedPlan:
        """What has to be known of it when it is confirmed."""
        steps = tuple(_planned(step, found) for step, found in zip(self.steps, self.examined, strict=True))
        return SealedPlan(steps, self.wanted.is_public, tuple(self.wanted.categories), self.wanted.about)


def make_plan(request: HttpRequest, files: Sequence[Named], wanted: Wanted) -> Plan:
    """Changes nothing. One call for each package and each of its classes and needs, one for each that is replaced."""
    offers, entries = offers_in(files, wanted.about)
    with connections.deadline(FETCH_SECONDS):
        offers += _elsewhere(wanted, entries)
        if len(offers) > MAX_PACKAGES:
            beyond = [
                Offer(offer.label, fault=Fault('many', {'most': MAX_PACKAGES})) for offer in offers[MAX_PACKAGES:]
            ]
            offers = offers[:MAX_PACKAGES] + beyond
        examiner, lookups = Examiner(), looking.Lookups(request)
        examined = [examiner.examine(offer) for offer in offers]
        catalog = lookups.catalog((found.candidate for found in examined), is_public=wanted.is_public)
        if wanted.with_needed and conf.get('REPOSITORY_URL'):
            asked: set[str] = set()
            while len(examined) < MAX_PACKAGES:
                missing = lookups.missing(found.candidate for found in examined)
                news = [BundleEntry(fqn, version) for fqn, version in missing if fqn not in asked]
                if not news:
                    break
                asked |= {entry.name for entry in news}
                examined += _needed(examiner, news[: MAX_PACKAGES - len(examined)])
                catalog = lookups.catalog((found.candidate for found in examined), is_public=wanted.is_public)
    steps = plan.make_plan(
        [found.candidate for found in examined],
        catalog,
        project_id=request.user.project_id,
        is_public=wanted.is_public,
    )
    steps = looking.with_images(request, [looking.compared(request, step) for step in steps])
    about = {id(found.candidate): found for found in examined}
    return Plan(wanted, steps, [about[id(step.candidate)] for step in steps])


def _elsewhere(wanted: Wanted, entries: Sequence[BundleEntry]) -> list[Offer]:
    """What is to be fetched."""
    named, refused = gathering.entries_of(wanted.names)
    listed, more_refused = gathering.bundle(wanted.bundle) if wanted.bundle else ([], [])
    offers = [*refused, *more_refused]
    offers += [gathering.of_entry(entry) for entry in [*entries, *named, *listed][:MAX_PACKAGES]]
    return offers + [gathering.from_address(url) for url in wanted.addresses[:MAX_PACKAGES]]


def _needed(examiner: Examiner, entries: Sequence[BundleEntry]) -> list[Examined]:
    """What the repository has of them; that it lacks one is said where it is needed."""
    offers = [gathering.from_repository(entry) for entry in entries]
    return [examiner.examine(offer) for offer in offers if offer.content is not None]


def _planned(step: plan.Step, found: Examined) -> PlannedStep:
    manifest = step.candidate.manifest
    return PlannedStep(
        label=step.candidate.label,
        digest=step.candidate.digest,
        action=step.action,
        fqn=step.fqn,
        name=manifest.name if manifest else '',
        version=manifest.own_version if manifest else '',
        kind=manifest.kind if manifest else '',
        url=found.offer.url,
        is_heat=found.offer.is_heat,
        positions=found.offer.positions,
        existing=step.existing.id if step.existing else '',
        updated=step.existing.updated.timestamp() if step.existing else 0.0,
    )
