"""What a package is worth: its archive, its form by our own engine, and murano-pkg-check."""

import time
from dataclasses import dataclass, replace

from murano_panel.api.packages import largest
from murano_panel.components.package import archived
from murano_panel.domain.package.faults import Fault
from murano_panel.domain.package.plan import Candidate
from murano_panel.domain.package.reading import read_candidate, refused
from murano_panel.dynamic_ui import Problem
from murano_panel.package_check import CheckResult, runner
from murano_panel.packages.imports.files import Offer

# Of one request, for the checks of all its packages: half a second is usual for each. What remains the page asks for,
# one package with each request; web servers give up those that take half a minute.
CHECK_SECONDS = 12.0
UNCHECKED = 'unchecked'


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
        problems, types = archived.form_in(candidate.manifest, candidate.archive)
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
