"""A file that was offered, as a candidate for the plan: what it is, and why it can be no package."""

from hashlib import sha256

from murano_panel.domain.package import acceptance
from murano_panel.domain.package.archive import MEGABYTE, name_faults, open_archive, require_sound
from murano_panel.domain.package.faults import BadPackage, Fault
from murano_panel.domain.package.image_list import image_names
from murano_panel.domain.package.manifest import as_manifest, load_manifest
from murano_panel.domain.package.plan import Candidate

# Of a kind: of names that lead outside there may be thousands.
_MAX_FAULTS = 5


def digest(content: bytes) -> str:
    """What tells a file from all others: its SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def read_candidate(label: str, content: bytes, *, most_bytes: int) -> Candidate:
    """Never raises. ``most_bytes`` is the largest package that Murano takes."""
    own_digest = digest(content)
    archive = manifest = None
    refusals: list[Fault] = []
    doubts: tuple[Fault, ...] = ()
    images: tuple[str, ...] = ()
    try:
        if len(content) > most_bytes:
            raise BadPackage('large', megabytes=most_bytes // MEGABYTE)
        archive = open_archive(content)
        refusals += list(name_faults(archive))[:_MAX_FAULTS]
        given = load_manifest(archive)
        manifest = as_manifest(given)
        refusals += list(acceptance.refusals(archive, given, manifest))[:_MAX_FAULTS]
        doubts = tuple(acceptance.gaps(archive, manifest))[:_MAX_FAULTS]
        require_sound(archive)
        images = image_names(archive)
    except BadPackage as error:
        refusals.append(error.fault)
    return Candidate(label, own_digest, archive, manifest, tuple(refusals), doubts, image_names=images)


def refused(label: str, fault: Fault) -> Candidate:
    """For what never became a file: an address that cannot be fetched, a line that is no name."""
    return Candidate(label, '', refusals=(fault,))
