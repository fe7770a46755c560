"""What an action returned: a structure to read, or a file to take away."""

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import Any

from murano_panel.domain.model import object_model, secrets

FILE_CLASS = 'io.murano.File'
# Characters of a structure that a page shows, and of one that stands in a line; the download has all of it.
MAX_SHOWN = 20_000
MAX_BRIEF = 80


@dataclass(frozen=True)
class ReturnedFile:
    """A file that a package made: name and content are untrusted."""

    name: str
    content: bytes = field(repr=False)


def as_file(value: Any) -> ReturnedFile | None:
    """The file when ``value`` is an ``io.murano.File``, None otherwise and when its content is damaged."""
    if object_model.class_name(value) != FILE_CLASS:
        return None
    try:
        content = base64.b64decode(str(value.get('base64Content') or ''))
    except (binascii.Error, ValueError):
        return None
    name = str(value.get('filename') or '').replace('\\', '/').rpartition('/')[2]
    return ReturnedFile(''.join(char for char in name if char.isprintable())[:200] or 'result', content)


def as_text(value: Any) -> str:
    """The value for a download: a text as it is, everything else as indented JSON."""
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)


def in_brief(value: Any) -> str:
    """The value for a line of a page: as_text() in one line where that stays short."""
    line = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return line if len(line) <= MAX_BRIEF else shown(value)[0]


def shown(value: Any) -> tuple[str, bool]:
    """(the value for a page, with secrets masked and bounded; whether something was left out)."""
    safe = secrets.masked(value)
    text = as_text(safe)
    return text[:MAX_SHOWN], safe != value or len(text) > MAX_SHOWN
