"""Zip archives of strangers, read in memory and within bounds. Nothing is unpacked to disk."""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from murano_panel.domain.package.faults import BadPackage, Fault

MAX_FILES = 2000
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
MEGABYTE = 1024 * 1024
_WITH_PASSWORD = 0x1
_UTF8 = 0x800
_CHUNK = 64 * 1024
# The last two: unknown compression, an offset that leads nowhere.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
# The last: a file that turns out to be protected by a password.
_DAMAGED_FILE = (*DAMAGE, ValueError, RuntimeError)
_OUTSIDE = re.compile(r'^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)')
_UNPRINTABLE = re.compile(r'[\x00-\x1f\x7f]')
_ARCHIVE = re.compile(r'\.(zip|tar|tgz|gz|bz2|xz|7z)$', re.IGNORECASE)


@dataclass(frozen=True)
class Archive:
    """A zip whose claims are within the bounds. ``entries`` are as they stand in its directory."""

    content: bytes
    entries: tuple[zipfile.ZipInfo, ...]

    @cached_property
    def files(self) -> dict[str, zipfile.ZipInfo]:
        """By name, without folders."""
        return {entry.filename: entry for entry in self.entries if not entry.is_dir()}

    def read(self, name: str, most: int) -> bytes:
        """A file's content, at most ``most`` bytes of it. Raises KeyError, and BadPackage where it is damaged."""
        entry = self.files[name]
        try:
            with zipfile.ZipFile(io.BytesIO(self.content)) as archive, archive.open(entry) as stream:
                return stream.read(most)
        except _DAMAGED_FILE as error:
            raise BadPackage('damaged', file=name) from error


def open_archive(content: bytes) -> Archive:
    """Reads the directory alone. Raises BadPackage for what is no zip, and for one that claims to hold too much.

    zipfile reads no more of a file than what the directory claims.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (*DAMAGE, ValueError) as error:
        # A name need not be of the encoding that it claims.
        raise _no_zip(content) from error
    if len(entries) > MAX_FILES:
        raise BadPackage('files', files=MAX_FILES)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise BadPackage('unpacked', megabytes=MAX_UNPACKED_BYTES // MEGABYTE)
    if any(entry.flag_bits & _WITH_PASSWORD for entry in entries):
        raise BadPackage('password')
    return Archive(content, tuple(entries))


def _no_zip(content: bytes) -> BadPackage:
    start = content[:1024].lstrip().lower()
    if not content:
        return BadPackage('empty')
    if start.startswith((b'<!doctype', b'<html', b'<?xml')):
        return BadPackage('html')
    return BadPackage('damaged' if start.startswith(b'pk') else 'no-zip')


def name_faults(archive: Archive) -> Iterator[Fault]:
    """Names that would lead a careless reader astray, each file once."""
    seen: set[str] = set()
    for entry in archive.entries:
        # As it stands in the archive: zipfile cleans some of it.
        name = entry.orig_filename
        kind = entry.external_attr >> 16
        if _OUTSIDE.search(name):
            yield Fault('outside', file=name)
        elif stat.S_IFMT(kind) not in (0, stat.S_IFREG, stat.S_IFDIR):
            yield Fault('link', file=name)
        elif _UNPRINTABLE.search(name) or not (name.isascii() or entry.flag_bits & _UTF8) or len(name) > 1000:
            yield Fault('name', file=name)
        elif name in seen:
            yield Fault('twice', file=name)
        seen.add(name)


def require_sound(archive: Archive) -> None:
    """Reads everything once, which is at most MAX_UNPACKED_BYTES. Raises BadPackage where something is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(archive.content)) as zipped:
            for entry in archive.files.values():
                with zipped.open(entry) as stream:
                    while stream.read(_CHUNK):
                        pass
    except _DAMAGED_FILE as error:
        raise BadPackage('damaged') from error


def without_manifest(archive: Archive) -> BadPackage:
    """What to say about an archive that has no manifest.yaml where one belongs."""
    names = list(archive.files)
    folder = next((name.rpartition('/')[0] for name in names if name.endswith('/manifest.yaml')), '')
    if folder:
        return BadPackage('folder', folder=folder[:200])
    if any(_ARCHIVE.search(name) for name in names):
        return BadPackage('nested')
    return BadPackage('no-manifest')
