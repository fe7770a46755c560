"""A plan as its page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from murano_panel.domain.model.versions import NONE
from murano_panel.domain.package import plan
from murano_panel.domain.package.heat import About
from murano_panel.dynamic_ui import Problem
from murano_panel.package_check import CheckResult
from murano_panel.packages.imports.doing import Outcome
from murano_panel.packages.imports.examining import UNCHECKED, Examined
from murano_panel.packages.imports.planning import Plan
from murano_panel.packages.imports.words import sentence
from murano_panel.web.package_findings import PackageFindings, by_file

# What is to happen: word, icon, colour role.
_ACTIONS = {
    plan.CREATE: (gettext_lazy('New'), 'fa-plus', 'success'),
    plan.REPLACE: (gettext_lazy('Replaces the one here'), 'fa-right-left', 'warning'),
    plan.SKIP: (gettext_lazy('Nothing to do'), 'fa-equals', 'muted'),
    plan.REFUSED: (gettext_lazy('Cannot be imported'), 'fa-ban', 'danger'),
}
_MAX_NAMES = 8
# Nothing about the package, but about what Murano answered: told on top.
UNCOMPARED = 'uncompared'


@dataclass(frozen=True)
class Row:
    """One package of the plan; ``number`` is its place there. ``outcome``: what came of it, once something did."""

    number: int
    step: plan.Step
    examined: Examined
    outcome: Outcome | None = None

    @property
    def title(self) -> str:
        """What the package calls itself, else what the user knows it by."""
        manifest = self.step.candidate.manifest
        return manifest.name if manifest else self.step.candidate.label

    @property
    def version(self) -> str:
        """'' where its author gives none."""
        manifest = self.step.candidate.manifest
        return manifest.own_version if manifest else ''

    @property
    def label(self) -> str:
        """The file or address that it comes from, where that is not its title anyhow."""
        label = self.step.candidate.label
        return '' if label == self.title else label

    @property
    def word(self) -> str:
        return _ACTIONS[self.step.action][0]

    @property
    def icon(self) -> str:
        return _ACTIONS[self.step.action][1]

    @property
    def role(self) -> str:
        return _ACTIONS[self.step.action][2]

    @property
    def positions(self) -> str:
        """The files that the browser has to send again."""
        return ' '.join(map(str, self.examined.offer.positions))

    @cached_property
    def refusals(self) -> list[str]:
        return list(map(sentence, self.step.refusals))

    @cached_property
    def doubts(self) -> list[str]:
        return [sentence(fault) for fault in self.step.doubts if fault.code not in (UNCOMPARED, UNCHECKED)]

    @property
    def unchecked(self) -> str:
        """That murano-pkg-check has not looked at it yet, '' where it has: the script of the page asks it to."""
        return next((sentence(fault) for fault in self.step.doubts if fault.code == UNCHECKED), '')

    @property
    def along(self) -> list[str]:
        """Full names of what it needs and what comes along."""
        return [need.fqn for need in self.step.needs if need.state == 'plan']

    @cached_property
    def differences(self) -> list[str]:
        """How it differs from what is here, in sentences."""
        found = self.step.differences
        return list(_differences(found)) if found else []

    @cached_property
    def findings(self) -> PackageFindings | None:
        return findings_of(self.examined.check)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.examined.problems

    @property
    def remarks(self) -> int:
        """How much more there is to read about it."""
        check = self.examined.check
        return len(self.problems) + (len(check.findings) if check else 0)


def findings_of(check: CheckResult | None) -> PackageFindings | None:
    """None where there is nothing to tell."""
    return by_file(check) if check and (check.findings or check.stopped) else None


def _differences(found: plan.Differences) -> Iterator[str]:
    if found.same:
        yield _('The same package is here already, file by file.')
        return
    if found.old_version and found.old_version != found.new_version:
        old, new = (version if version != NONE else _('none') for version in (found.old_version, found.new_version))
        yield _('Version %(old)s here, %(new)s in its place.') % {'old': old, 'new': new}
    elif found.old_version == NONE:
        yield _('Neither gives a version, and the files differ.')
    elif found.old_version:
        yield _('The same version, %s, but other files.') % found.new_version
    for words, names in (
        (_('Files changed: %s'), found.changed),
        (_('Files added: %s'), found.added),
        (_('Files removed: %s'), found.removed),
        (_('Classes added: %s'), found.classes_added),
    ):
        if names:
            shown = ', '.join(names[:_MAX_NAMES])
            beyond = len(names) - _MAX_NAMES
            more = ngettext(' and %d more', ' and %d more', beyond) % beyond if beyond > 0 else ''
            yield words % (shown + more)


@dataclass(frozen=True)
class PlanPage:
    """All rows, and how many of each kind there are."""

    rows: list[Row]
    missing: list[tuple[str, list[str]]]
    is_public: bool
    categories: tuple[str, ...]
    about: About | None

    @property
    def to_do(self) -> list[Row]:
        return [row for row in self.rows if row.step.can_be_done and not row.outcome]

    @property
    def notes(self) -> list[str]:
        """What could not be found out."""
        return [
            f'{row.title}: {sentence(fault)}'
            for row in self.rows
            for fault in row.step.doubts
            if fault.code == UNCOMPARED
        ]

    @property
    def needs_files(self) -> bool:
        """Whether something has to be sent again."""
        return any(row.examined.offer.positions for row in self.to_do)

    @property
    def counts(self) -> list[str]:
        """In words: 3 new, 1 to be replaced, …"""
        actions = [row.step.action for row in self.rows]
        told = (
            (actions.count(plan.CREATE), _('%d new')),
            (actions.count(plan.REPLACE), _('%d to be replaced')),
            (actions.count(plan.SKIP), _('%d the same as here')),
            (actions.count(plan.REFUSED), _('%d that cannot be imported')),
            (len(self.missing), _('%d missing')),
        )
        return [words % count for count, words in told if count]


def page_of(made: Plan, outcomes: dict[int, Outcome]) -> PlanPage:
    """``outcomes`` by the numbers of their steps."""
    rows = [
        Row(number, step, examined, outcomes.get(number))
        for number, (step, examined) in enumerate(zip(made.steps, made.examined, strict=True))
    ]
    wanted = made.wanted
    return PlanPage(rows, _missing(rows), wanted.is_public, tuple(wanted.categories), wanted.about)


def _missing(rows: list[Row]) -> list[tuple[str, list[str]]]:
    """What is nowhere, and who needs it."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for need in row.step.needs:
            if need.state == 'missing' and row.step.can_be_done:
                found.setdefault(need.fqn, []).append(row.title)
    return list(found.items())
