"""What was found in a package's archive, in short: kept for a week, as an archive never changes without its date.

Of thousands of packages: so sheets lie together in BUCKETS entries of the cache, however many there are. A cache in a
worker's memory holds three hundred entries, sessions among them.
"""

import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

import msgspec
from django.http import HttpRequest

from murano_panel import cache
from murano_panel.api import client, errors
from murano_panel.api import packages as package_api
from murano_panel.components.package import archived, manifests
from murano_panel.domain.model.versions import NONE
from murano_panel.domain.package.archive import open_archive
from murano_panel.domain.package.faults import BadPackage, Fault
from murano_panel.domain.package.manifest import as_manifest, load_manifest
from murano_panel.domain.records import Package
from murano_panel.package_check import runner

BUCKETS = 64
SECONDS = 7 * 24 * 3600
# What may be Murano's fault is looked at again soon.
DOUBTFUL_SECONDS = 300
# Of one package; real ones have one or two.
_MOST_KEPT = 30


@dataclass(frozen=True)
class Sheet:
    """``version`` as in the manifest; ``requires``: {full name of a package: version specification}.

    image_types: those that its form asks for. form_errors, check_errors: how many; remarks: how many lesser findings.
    is_partly: murano-pkg-check did not come to its end. fault: (code, values) of why nothing can be read, or None.
    """

    version: str = NONE
    requires: dict[str, str] = field(default_factory=dict)
    image_types: tuple[str, ...] = ()
    form_errors: int = 0
    check_errors: int = 0
    remarks: int = 0
    is_partly: bool = False
    fault: tuple[str, dict[str, str | int]] | None = None

    @property
    def own_version(self) -> str:
        """What people are told: '' where the author gives none."""
        return '' if self.version == NONE else self.version


@dataclass(frozen=True)
class _Entry:
    """``stamp``: when the package was changed; ``until``: how long this is believed."""

    stamp: float
    until: float
    sheet: Sheet


# Nobody changes one that was opened.
_Bucket = Mapping[str, _Entry]


def known(request: HttpRequest, packages: Iterable[Package]) -> dict[str, Sheet]:
    """{id: sheet}, of those that somebody of the project had checked. No call."""
    packages = list(packages)
    place = _place(request)
    keys = {place + _bucket(package) for package in packages}
    entries = {own_id: entry for packed in cache.get_many(keys).values() for own_id, entry in _unpacked(packed).items()}
    now = time.time()
    return {
        package.id: entry.sheet
        for package in packages
        if (entry := entries.get(package.id)) and entry.stamp == package.updated.timestamp() and now < entry.until
    }


def requirements(request: HttpRequest, packages: Iterable[Package]) -> dict[str, Mapping[str, str]]:
    """{id: what it requires}, of those whose archive somebody of the project has read. No call."""
    packages = list(packages)
    found: dict[str, Mapping[str, str]] = {own_id: sheet.requires for own_id, sheet in known(request, packages).items()}
    rest = [package for package in packages if package.id not in found]
    return found | {own_id: manifest.requires for own_id, manifest in manifests.known(request, rest).items()}


def read(request: HttpRequest, package: Package) -> Sheet | None:
    """Fetches and checks a package: one call, and half a second of computing in another process, seconds at most.

    None where nothing can be said now, as others are being checked. Raises Expired, and Unavailable where Murano does
    not answer at all.
    """
    seconds = SECONDS
    try:
        sheet = _checked(request, package)
    except BadPackage as error:
        sheet = _faulty(error.fault)
    except errors.TooLarge:
        sheet = _faulty(Fault('large', {'megabytes': package_api.largest() // client.MEGABYTE}))
    except errors.ApiError as error:
        if isinstance(error, errors.Expired) or error.code is None:
            raise
        sheet, seconds = _faulty(Fault('not-given')), DOUBTFUL_SECONDS
    if sheet:
        _keep(request, package, sheet, seconds)
    return sheet


def fault_of(sheet: Sheet) -> Fault | None:
    """Why nothing of the archive can be read, None where it can."""
    return Fault(sheet.fault[0], dict(sheet.fault[1])) if sheet.fault else None


def _checked(request: HttpRequest, package: Package) -> Sheet | None:
    content = package_api.download(request, package.id)
    archive = open_archive(content)
    manifest = as_manifest(load_manifest(archive))
    problems, image_types = archived.form_in(manifest, archive)
    check = runner.check_package(content)
    if check.stopped == 'busy':
        return None
    form_errors = sum(problem.severity == 'error' for problem in problems)
    check_errors = sum(finding.severity == 'error' for finding in check.findings)
    return Sheet(
        version=manifest.version[:100],
        requires={fqn[:200]: asked[:200] for fqn, asked in [*manifest.requires.items()][:_MOST_KEPT]},
        image_types=tuple(kind[:200] for kind in image_types[:_MOST_KEPT]),
        form_errors=form_errors,
        check_errors=check_errors,
        remarks=len(problems) + len(check.findings) - form_errors - check_errors,
        is_partly=check.stopped not in ('', 'findings'),
    )


def _faulty(fault: Fault) -> Sheet:
    values = {name: value if isinstance(value, int) else str(value)[:200] for name, value in fault.values.items()}
    return Sheet(fault=(fault.code, values))


def _keep(request: HttpRequest, package: Package, sheet: Sheet, seconds: int) -> None:
    """Beside the others of its bucket; what two write at once is checked again."""
    key, now = _place(request) + _bucket(package), time.time()
    kept = {own_id: entry for own_id, entry in _unpacked(cache.get(key)).items() if now < entry.until}
    kept[package.id] = _Entry(package.updated.timestamp(), now + seconds, sheet)
    cache.set(key, zlib.compress(msgspec.json.encode(kept), 1), SECONDS)


# A worker opens once what each look at the packages of two projects needs.
@lru_cache(maxsize=2 * BUCKETS)
def _unpacked(packed: bytes | None) -> _Bucket:
    try:
        return msgspec.json.decode(zlib.decompress(packed), type=dict[str, _Entry]) if packed else {}
    except (zlib.error, msgspec.MsgspecError):
        # Of another release.
        return {}


def _bucket(package: Package) -> str:
    return str(zlib.crc32(package.id.encode()) % BUCKETS)


def _place(request: HttpRequest) -> str:
    """Whoever reads has read the package with the own token, which is the check of access."""
    region = quote(client.region(request), safe='')
    return f'murano_panel:sheets:1:{region}:{request.user.project_id}:'
