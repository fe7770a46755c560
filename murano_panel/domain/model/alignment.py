"""Laying a model that answers make over the one that is deployed: which objects are the same, and what does not fit.

Unlike a difference this knows what the engine does to a model: it gives ids, fills in what was left open, converts
plain values and writes versions into types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from murano_panel.domain.model.tree import HEADER, Path, mapped, object_id, value_at, walk, without_version


@dataclass
class Alignment:
    """How a built model and the current one belong together.

    ``ids`` maps the ids of the built model to those of the current one; ``mismatches`` are paths where they differ in
    more than generated values.
    """

    ids: dict[str, str] = field(default_factory=dict)
    mismatches: list[Path] = field(default_factory=list)

    def translated(self, value: Any) -> Any:
        """The value with ids of objects that exist already put in."""
        return mapped(value, lambda _path, plain: self.ids.get(plain, plain) if isinstance(plain, str) else plain)


def align(built: Any, current: Any, is_generated: Callable[[str], bool]) -> Alignment:
    """Lay a built model over the current one. ``is_generated`` tells texts that may have any value there."""
    alignment = Alignment()
    for path, node in walk(built, plain=False):
        own = object_id(node)
        if own:
            there = value_at(current, path)
            theirs = there if isinstance(there, str) else object_id(there)
            if theirs:
                alignment.ids[own] = theirs
    _align(built, current, (), is_generated, alignment)
    return alignment


def _align(built: Any, current: Any, path: Path, is_generated: Callable[[str], bool], alignment: Alignment) -> None:
    if built is None or built in ({}, []):  # what was left open may have been filled in by the engine
        return
    if isinstance(current, str) and object_id(built):  # the object stands elsewhere, here is its id
        return
    if isinstance(built, dict) and isinstance(current, Mapping):
        for key, item in built.items():
            if key == HEADER and isinstance(item, dict):
                _align_header(item, current.get(HEADER), (*path, HEADER), alignment)
            else:
                _align(item, current.get(key), (*path, key), is_generated, alignment)
    elif isinstance(built, list) and isinstance(current, list) and len(current) == len(built):
        for place, item in enumerate(built):
            _align(item, current[place], (*path, place), is_generated, alignment)
    elif isinstance(built, dict | list) or not _fits(built, current, is_generated, alignment.ids):
        alignment.mismatches.append(path)


def _fits(built: Any, current: Any, is_generated: Callable[[str], bool], ids: Mapping[str, str]) -> bool:
    """Whether a plain value may have become the current one; ``ids`` of built objects to those that stand there."""
    if isinstance(built, str) and built in ids:
        return current == ids[built]
    return (isinstance(built, str) and is_generated(built)) or _is_as_good_as(built, current)


def _align_header(built: dict[str, Any], current: Any, path: Path, alignment: Alignment) -> None:
    """Versions and packages are written by the engine, names by whoever renames; what has to stay is the class."""
    current = current if isinstance(current, Mapping) else {}
    if without_version(built.get('type')) != without_version(current.get('type')):
        alignment.mismatches.append(path[:-1])


def _is_as_good_as(built: Any, current: Any) -> bool:
    """The engine converts between numbers, texts and truth values as a class's contracts want."""
    if isinstance(current, (dict, list)) or current is None:
        return built == '' and current is None
    return built == current or str(built).lower() == str(current).lower()
