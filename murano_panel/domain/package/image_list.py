"""``images.lst``, by which a package tells which images have to be there: YAML with a list of Images, each with a Name.

Older tools fetched them from a repository. Here they are looked for; bringing them is the operator's affair.
"""

from murano_panel.domain.package.archive import Archive
from murano_panel.domain.package.faults import BadPackage
from murano_panel.domain.package.manifest import MAX_BYTES, load_bounded

FILE = 'images.lst'
MAX_IMAGES = 10
_MAX_CHARACTERS = 255


def image_names(archive: Archive) -> tuple[str, ...]:
    """The names in Glance, each once; nothing where the list is missing or cannot be read, as it is not vital."""
    if FILE not in archive.files:
        return ()
    try:
        found = load_bounded(archive.read(FILE, MAX_BYTES + 1)).get('Images')
    except BadPackage:
        return ()
    entries = found if isinstance(found, list) else []
    names = [entry.get('Name') for entry in entries if isinstance(entry, dict)]
    texts = [name.strip()[:_MAX_CHARACTERS] for name in names if isinstance(name, str) and name.strip()]
    return tuple(dict.fromkeys(texts))[:MAX_IMAGES]
