"""Metadata that people give to objects: ``?.metadata``, which Murano keeps beside what forms remember there.

What other tools keep there in shapes of their own stays as it is, and so does ours.
"""

import json
from collections.abc import Mapping
from typing import Any

from murano_panel.domain.model.object_model import header, metadata
from murano_panel.domain.model.secrets import METADATA_KEY
from murano_panel.domain.model.tree import HEADER, Change, Path
from murano_panel.domain.records import ObjectModel

# Of one object; Nova takes no longer keys and values for its servers.
MAX_ENTRIES, MAX_CHARACTERS = 50, 255
# Where an entry stands in a model: {key: value} at this path.
PLACE: Path = (HEADER, 'metadata')
# Keys that mean something else: ours, and the header of an object.
RESERVED = frozenset({METADATA_KEY, HEADER})

Entries = Mapping[str, Any]


def entries(node: ObjectModel) -> dict[str, Any]:
    """{key: plain value} of what people have written."""
    return _entries_in(metadata(node))


def _entries_in(found: Any) -> dict[str, Any]:
    pairs = found.items() if isinstance(found, dict) else ()
    return {key: value for key, value in pairs if key not in RESERVED and _is_plain(value)}


def kept_aside(node: ObjectModel) -> list[str]:
    """The keys of what other tools keep in shapes that are no text."""
    return [key for key, value in metadata(node).items() if key not in RESERVED and not _is_plain(value)]


def with_entries(node: ObjectModel, texts: Mapping[str, str]) -> ObjectModel:
    """A copy with these entries and no others; a value whose text is the same stays what it was, a number for example.

    What is no entry stays.
    """
    before = entries(node)
    aside = {key: value for key, value in metadata(node).items() if key not in before}
    own = {key: before[key] if key in before and text_of(before[key]) == text else text for key, text in texts.items()}
    return {**node, HEADER: {**header(node), 'metadata': {**aside, **own}}}


def text_of(value: Any) -> str:
    """A plain value as people read and write it."""
    return value if isinstance(value, str) else json.dumps(value)


def is_entry(path: Path) -> bool:
    """Whether an entry stands, or may stand, at a path of an object's model."""
    return len(path) == len(PLACE) + 1 and path[:-1] == PLACE and path[-1] not in RESERVED


def is_about_entries(change: Change) -> bool:
    """Whether it changes what people have written; the engine writes null where nobody has written anything."""
    if change.path == PLACE:
        return _entries_in(change.old) != _entries_in(change.new)
    return is_entry(change.path)


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)
