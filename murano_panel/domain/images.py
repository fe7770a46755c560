"""Marks of images: what the property ``murano_image_info`` of an image in Glance says to Murano's forms.

The property is JSON that anybody may have typed: ``{"type": "linux", "title": "Debian 12"}``, perhaps with more.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

PROPERTY = 'murano_image_info'


@dataclass(frozen=True)
class Mark:
    """``type`` and ``title``, None where they are missing or no text. ``is_broken``: it is no JSON object at all."""

    type: str | None = None
    title: str | None = None
    is_broken: bool = False

    @property
    def is_offered(self) -> bool:
        """Whether forms see it at all; one of the two is enough."""
        return self.type is not None or self.title is not None


@dataclass(frozen=True)
class MarkedImage:
    """An image as whoever looks after marks sees it. ``mark`` is None without the property, ``text`` its own words.

    status, visibility: Glance's own words. is_part: a kernel or a ramdisk, from which nothing starts by itself.
    """

    id: str
    name: str
    status: str
    owner_id: str
    visibility: str
    text: str | None = None
    is_snapshot: bool = False
    is_part: bool = False

    @property
    def mark(self) -> Mark | None:
        return None if self.text is None else read_mark(self.text)

    @property
    def title(self) -> str:
        """What forms call it: the title of the mark, else the image's name, which may be missing."""
        titled = self.mark.title if self.mark else None
        return next((text for text in (titled, self.name) if text and text.strip()), self.id)


def read_mark(text: Any) -> Mark:
    """What the property says. Never raises."""
    found = _loaded(text)
    if found is None:
        return Mark(is_broken=True)
    return Mark(_text(found.get('type')), _text(found.get('title')))


def written_mark(text: str | None, *, type: str, title: str) -> str:
    """The property with these two; whatever else it holds stays, unless nobody can read it."""
    kept = {key: value for key, value in (_loaded(text) or {}).items() if key not in ('type', 'title')}
    return json.dumps({'title': title, 'type': type, **kept})


def is_of_type(own: str | None, wanted: str) -> bool:
    """Whether an image of the type ``own`` is one of the type that a form asks for: ``linux.docker`` is a ``linux``."""
    return own == wanted or str(own).startswith(wanted + '.')


def twins(images: Iterable[MarkedImage]) -> dict[str, list[MarkedImage]]:
    """{id: the other images with the same type and title}: forms show them alike."""
    groups: dict[tuple[str | None, str], list[MarkedImage]] = {}
    for image in images:
        if image.mark and image.mark.is_offered:
            groups.setdefault((image.mark.type, image.title), []).append(image)
    return {
        image.id: [other for other in group if other is not image]
        for group in groups.values()
        if len(group) > 1
        for image in group
    }


def _loaded(text: Any) -> dict[str, Any] | None:
    """None for what is no JSON object; an empty property says nothing, and is not broken."""
    try:
        found = json.loads(text or '{}')
    except (TypeError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _text(value: Any) -> str | None:
    """JSON may hold half a character, which no page can."""
    return value.encode('utf-8', errors='replace').decode() if isinstance(value, str) else None
