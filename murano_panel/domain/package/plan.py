"""What an import would do: each package beside the others, and beside what the catalog has."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from murano_panel.domain.model.versions import is_met
from murano_panel.domain.package.archive import Archive
from murano_panel.domain.package.faults import Fault
from murano_panel.domain.package.manifest import Manifest
from murano_panel.domain.records import Package

CREATE = 'create'
REPLACE = 'replace'
SKIP = 'skip'
REFUSED = 'refused'
# Comes with Murano's engine, whether the catalog shows it or not.
CORE = frozenset({'io.murano', 'io.murano.applications'})


@dataclass(frozen=True)
class Candidate:
    """One file that was offered. ``label`` is what the user knows it by, ``digest`` its SHA-256.

    ``refusals`` say why it cannot be imported, ``doubts`` what will not work if it is; ``notes`` are neither.
    ``manifest`` and ``archive`` are None where not even these could be read. image_types: what its form asks for;
    image_names: images that it brings a list of.
    """

    label: str
    digest: str
    archive: Archive | None = None
    manifest: Manifest | None = None
    refusals: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()
    image_types: tuple[str, ...] = ()
    image_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Catalog:
    """What the catalog has of interest: packages by full name, and by the classes that they define.

    versions: {id of a package: its version}, of those that could be read.
    """

    by_fqn: Mapping[str, Sequence[Package]] = field(default_factory=dict)
    by_class: Mapping[str, Sequence[Package]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    def own(self, fqn: str, project_id: str) -> Package | None:
        """The project's own package of that name: there is at most one."""
        return next((found for found in self.by_fqn.get(fqn, ()) if found.owner_id == project_id), None)


@dataclass(frozen=True)
class Need:
    """A package that another one needs. ``state``: plan (comes along), here, disabled, version, missing, refused.

    version: what is asked for, as Murano reads it. found: what there is instead, where that is another one.
    """

    fqn: str
    version: str
    state: str
    found: str = ''


@dataclass(frozen=True)
class Step:
    """What is to be done with a candidate. ``existing`` is what it would replace, or is the same as."""

    candidate: Candidate
    action: str
    existing: Package | None = None
    refusals: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()
    needs: tuple[Need, ...] = ()
    differences: 'Differences | None' = None

    @property
    def fqn(self) -> str:
        return self.candidate.manifest.fqn if self.candidate.manifest else ''

    @property
    def can_be_done(self) -> bool:
        """Whether there is anything to confirm."""
        return self.action in (CREATE, REPLACE)

    @property
    def is_clear(self) -> bool:
        """Nothing speaks against it, and nothing that is here changes."""
        return self.action == CREATE and not self.doubts


@dataclass(frozen=True)
class Differences:
    """Between a package that is here and the one that would take its place. Names of files and classes."""

    same: bool
    old_version: str = ''
    new_version: str = ''
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    classes_added: tuple[str, ...] = ()
    classes_removed: tuple[str, ...] = ()


def make_plan(
    candidates: Sequence[Candidate], catalog: Catalog, *, project_id: str, is_public: bool = False
) -> list[Step]:
    """A step for each candidate, what others need first. What differs from ``existing`` is for others to fill in."""
    offered = _first_of_each_name(candidates)
    steps: list[Step] = []
    taken: dict[str, str] = {}
    for candidate in _ordered(candidates, offered):
        step = _step(candidate, offered, catalog, taken, project_id=project_id, is_public=is_public)
        steps.append(step)
        if step.can_be_done and candidate.manifest:
            taken |= dict.fromkeys(candidate.manifest.class_names, step.fqn)
    # One that cannot come cannot be relied on by those after it.
    refused = {step.fqn for step in steps if step.action == REFUSED}
    return [_without(step, refused, catalog) for step in steps]


def with_differences(step: Step, differences: Differences) -> Step:
    """The step, once both archives were compared: the same twice is left alone."""
    if differences.same:
        return replace(step, action=SKIP, differences=differences, doubts=())
    doubts = [*step.doubts]
    if differences.classes_removed:
        doubts.append(Fault('classes-gone', {'value': ', '.join(differences.classes_removed)}))
    if _numbers(differences.new_version) < _numbers(differences.old_version):
        doubts.append(Fault('older', {'value': differences.old_version}))
    return replace(step, differences=differences, doubts=tuple(doubts))


def _numbers(version: str) -> list[int]:
    """What versions are ordered by; what stands behind the numbers is left out."""
    return [int(number) for number in re.findall(r'\d{1,9}', version)[:3]]


def compare(old: Archive, old_manifest: Manifest | None, new: Archive, new_manifest: Manifest) -> Differences:
    """By the sums that zips keep of their files; a zip packed anew is the same."""
    before = {name: (entry.CRC, entry.file_size) for name, entry in old.files.items()}
    after = {name: (entry.CRC, entry.file_size) for name, entry in new.files.items()}
    had = set(old_manifest.class_names) if old_manifest else set()
    has = set(new_manifest.class_names)
    return Differences(
        same=before == after,
        old_version=old_manifest.version if old_manifest else '',
        new_version=new_manifest.version,
        added=tuple(sorted(after.keys() - before.keys())),
        changed=tuple(sorted(name for name in after.keys() & before.keys() if after[name] != before[name])),
        removed=tuple(sorted(before.keys() - after.keys())),
        classes_added=tuple(sorted(has - had)) if old_manifest else (),
        classes_removed=tuple(sorted(had - has)),
    )


def _first_of_each_name(candidates: Iterable[Candidate]) -> dict[str, Candidate]:
    offered: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate.manifest and not candidate.refusals:
            offered.setdefault(candidate.manifest.fqn, candidate)
    return offered


def _ordered(candidates: Sequence[Candidate], offered: Mapping[str, Candidate]) -> list[Candidate]:
    """What is needed first; a circle in the order in which it was met."""
    found: dict[int, Candidate] = {}
    entered: set[int] = set()
    stack = [(candidate, False) for candidate in reversed(candidates)]
    while stack:
        candidate, is_left = stack.pop()
        if is_left:
            found[id(candidate)] = candidate
        elif id(candidate) not in entered:
            entered.add(id(candidate))
            stack.append((candidate, True))
            needed = candidate.manifest.requires if candidate.manifest else ()
            stack += [(offered[fqn], False) for fqn in needed if fqn in offered]
    return list(found.values())


def _step(
    candidate: Candidate,
    offered: Mapping[str, Candidate],
    catalog: Catalog,
    taken: Mapping[str, str],
    *,
    project_id: str,
    is_public: bool,
) -> Step:
    manifest = candidate.manifest
    if manifest is None:
        return Step(candidate, REFUSED, refusals=candidate.refusals)
    existing = catalog.own(manifest.fqn, project_id)
    first = offered.get(manifest.fqn, candidate)
    refusals = [*candidate.refusals]
    if first is not candidate:
        if first.digest == candidate.digest:
            return Step(candidate, SKIP, doubts=(Fault('same-file'),))
        return Step(candidate, REFUSED, refusals=(*refusals, Fault('same-name', {'value': manifest.fqn})))
    refusals += _clashes(manifest, catalog, taken, project_id=project_id, is_public=is_public)
    needs = tuple(_need(fqn, version, offered, catalog) for fqn, version in manifest.requires.items())
    doubts = [*candidate.doubts]
    if not existing and any(found.is_public for found in catalog.by_fqn.get(manifest.fqn, ())):
        doubts.append(Fault('shadows'))
    action = REFUSED if refusals else REPLACE if existing else CREATE
    return Step(candidate, action, existing, tuple(refusals), tuple(doubts), needs)


def _clashes(
    manifest: Manifest,
    catalog: Catalog,
    taken: Mapping[str, str],
    *,
    project_id: str,
    is_public: bool,
) -> Iterator[Fault]:
    """As Murano decides: classes of the project's other packages, and of all public ones where it would be public.

    ``taken`` are classes of those that come before it here, with the full names of their packages.
    """
    for name in manifest.class_names:
        if name in taken:
            yield Fault('class-in-plan', {'value': name, 'other': taken[name]})
        for found in catalog.by_class.get(name, ()):
            theirs = found.owner_id == project_id or (is_public and found.is_public)
            if theirs and found.fqn != manifest.fqn:
                yield Fault('class-taken', {'value': name, 'other': found.name})
                break
    if is_public and any(
        found.is_public and found.owner_id != project_id for found in catalog.by_fqn.get(manifest.fqn, ())
    ):
        yield Fault('public-taken')


def _need(fqn: str, version: str, offered: Mapping[str, Candidate], catalog: Catalog) -> Need:
    here = catalog.by_fqn.get(fqn, ())
    offer = offered[fqn].manifest if fqn in offered else None
    if offer:
        return _of_version(Need(fqn, version, 'plan'), [offer.version])
    if fqn in CORE:
        return Need(fqn, version, 'here')
    usable = [found for found in here if found.enabled]
    if usable:
        return _of_version(Need(fqn, version, 'here'), [catalog.versions.get(found.id) for found in usable])
    return Need(fqn, version, 'disabled' if here else 'missing')


def _of_version(need: Need, versions: Sequence[str | None]) -> Need:
    """The same, unless each version is known and none is what is asked for."""
    known = [version for version in versions if version is not None]
    if len(known) < len(versions) or any(is_met(need.version, version) for version in known):
        return need
    return replace(need, state='version', found=known[0])


def _without_offer(need: Need, catalog: Catalog) -> Need:
    found = _need(need.fqn, need.version, {}, catalog)
    return replace(found, state='refused') if found.state == 'missing' else found


def _without(step: Step, refused: set[str], catalog: Catalog) -> Step:
    """With what the fate of the others means for it."""
    needs = tuple(
        _without_offer(need, catalog) if need.state in ('plan', 'version') and need.fqn in refused else need
        for need in step.needs
    )
    if step.action not in (CREATE, REPLACE):
        return replace(step, needs=needs)
    words = {'missing': 'missing', 'disabled': 'disabled', 'refused': 'needs-refused', 'version': 'needs-version'}
    doubts = [
        Fault(words[need.state], {'value': need.fqn, 'asked': need.version or '0', 'found': need.found})
        for need in needs
        if need.state in words
    ]
    return replace(step, needs=needs, doubts=(*step.doubts, *doubts))
