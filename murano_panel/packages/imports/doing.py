"""What was planned and confirmed is done, one package after the other; one that fails does not stop the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.components.upkeep import roster
from murano_panel.domain.package import plan
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.reading import digest
from murano_panel.domain.records import Package
from murano_panel.packages import replacing
from murano_panel.packages.imports import gathering
from murano_panel.packages.imports.files import Named, offers_in
from murano_panel.packages.imports.sealed import PlannedStep, SealedPlan
from murano_panel.packages.imports.words import sentence
from murano_panel.packages.refusals import Rights
from murano_panel.web import answers, applications

DONE, FAILED = 'done', 'failed'


@dataclass(frozen=True)
class Outcome:
    """``text`` says what came of it; ``package`` is what is in the catalog now."""

    state: str
    text: str
    package: Package | None = None


def contents_of(files: Sequence[Named], planned: SealedPlan) -> dict[str, bytes]:
    """What was sent again, by its digest; a Heat template is made a package again, which gives the same bytes."""
    offers, _entries = offers_in(files, planned.about)
    return {digest(offer.content): offer.content for offer in offers if offer.content is not None}


def content_of(step: PlannedStep, sent: Mapping[str, bytes]) -> bytes:
    """The file that was planned, sent or fetched once more. Raises BadPackage where it is not the same."""
    content = gathering.again(step.url) if step.url else sent.get(step.digest)
    if content is None:
        raise BadPackage('not-sent')
    if digest(content) != step.digest:
        raise BadPackage('changed')
    return content


def carry_out(request: HttpRequest, planned: SealedPlan, step: PlannedStep, sent: Mapping[str, bytes]) -> Outcome:
    """Does one step. One call to create, four to replace. Raises Expired alone: then nothing was done."""
    try:
        content = content_of(step, sent)
        made = (
            _create(request, planned, step, content) if step.action == plan.CREATE else _replace(request, step, content)
        )
    except BadPackage as error:
        return Outcome(FAILED, sentence(error.fault))
    except replacing.NotReplaced as error:
        return Outcome(FAILED, str(error))
    except errors.Expired:
        raise
    except errors.ApiError as error:
        return Outcome(FAILED, answers.sentence(error))
    applications.remember(request, [made])
    roster.changed(request)
    return Outcome(DONE, _('Imported.') if step.action == plan.CREATE else _('Replaced.'), made)


def _create(request: HttpRequest, planned: SealedPlan, step: PlannedStep, content: bytes) -> Package:
    categories = planned.categories if step.kind == 'Application' else ()
    return package_api.upload(request, content, is_public=planned.is_public, categories=categories)


def _replace(request: HttpRequest, step: PlannedStep, content: bytes) -> Package:
    """Only what was there when the plan was made: somebody may have brought another version meanwhile."""
    existing = package_api.get_to_manage(request, step.existing)
    if existing.updated.timestamp() != step.updated:
        raise BadPackage('changed-here')
    refusal = Rights.of(request).against(existing).replace
    if refusal:
        raise replacing.NotReplaced(str(refusal))
    return replacing.replace(request, existing, content)
