"""Packages as zip archives. The same content makes the same bytes."""

import io
import zipfile
from collections.abc import Mapping

# Zips date their files; a fixed date makes them comparable.
_DATE = (1980, 1, 1, 0, 0, 0)


def zipped(content: Mapping[str, bytes]) -> bytes:
    """The zip of these files, by their paths."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, own in sorted(content.items()):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, own)
    return packed.getvalue()
