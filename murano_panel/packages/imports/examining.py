"""What a package is worth: its archive, its form by our own engine, and murano-pkg-check."""

import time
from dataclasses import dataclass, replace

from murano_panel import dynamic_ui
from murano_panel.components.package import image_types
from murano_panel.domain.package.faults import BadPackage, Fault
from murano_panel.domain.package.plan import Candidate
from murano_panel.domain.package.reading import read_candidate, refused
from murano_panel.dynamic_ui import Problem
from murano_panel.package_check import CheckResult, runner
from murano_panel.packages.imports.files import Offer
from murano_panel.packages.imports.gathering import largest

# Of one request, for the checks of all its packages: half a second is usual for each. What remains the page asks for,
# one package with each request; web servers give up those that take half a minute.
CHECK_SECONDS = 12.0
UNCHECKED = 'unchecked'
# As much of a form's text as the engine looks at, and a byte more, so that it can say so.
_MAX_UI = 256 * 1024 + 1


@dataclass(frozen=True)
class Examined:
    """``problems`` of its form, ``check`` by murano-pkg-check, None where nobody had the time."""

    offer: Offer
    candidate: Candidate
    problems: tuple[Problem, ...] = ()
    check: CheckResult | None = None


class Examiner:
    """For one request: seconds are spent on many packages together."""

    def __init__(self) -> None:
        self._end = time.monotonic() + CHECK_SECONDS

    def examine(self, offer: Offer) -> Examined:
        """Never raises."""
        if offer.content is None:
            return Examined(offer, refused(offer.label, offer.fault or Fault('empty')))
        candidate = read_candidate(offer.label, offer.content, most_bytes=largest())
        candidate = replace(candidate, doubts=(*candidate.doubts, *offer.doubts))
        if candidate.manifest is None or candidate.archive is None or candidate.refusals:
            return Examined(offer, candidate)
        problems, types = _form(candidate)
        check = checked(offer.content) if time.monotonic() < self._end else None
        doubts = [*candidate.doubts]
        if any(problem.severity == 'error' for problem in problems):
            doubts.append(Fault('form'))
        doubts += doubts_of(check)
        return Examined(offer, replace(candidate, doubts=tuple(doubts), image_types=types), tuple(problems), check)


def checked(content: bytes) -> CheckResult | None:
    """What murano-pkg-check says, None where it had no time. Takes up to some seconds."""
    found = runner.check_package(content)
    return None if found.stopped == 'busy' else found


def doubts_of(check: CheckResult | None) -> list[Fault]:
    """What to know of it before the package is imported."""
    if check is None:
        return [Fault(UNCHECKED)]
    has_errors = any(finding.severity == 'error' for finding in check.findings)
    is_whole = check.stopped in ('', 'findings')
    return [Fault('check-errors')] * has_errors + [Fault('check-stopped')] * (not is_whole)


def _form(candidate: Candidate) -> tuple[list[Problem], tuple[str, ...]]:
    """What is wrong with the form, and the types of images that it asks for."""
    manifest, archive = candidate.manifest, candidate.archive
    if manifest is None or archive is None or manifest.ui_file not in archive.files:
        return [], ()
    try:
        text = archive.read(manifest.ui_file, _MAX_UI).decode('utf-8', errors='replace')
    except BadPackage:
        return [], ()
    with dynamic_ui.work_limit(dynamic_ui.REQUEST_SECONDS):
        definition, problems = dynamic_ui.load_and_check(text, fqn=manifest.fqn, package_name=manifest.name)
    types = image_types.in_definition(definition) if definition else ()
    return problems, tuple(kind for kind in types if kind != image_types.ANY)
