"""Comparing object models, and applying differences to another one of the same shape."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]


class _Absent:
    """Marks that there is nothing at a path."""

    def __repr__(self) -> str:
        return 'ABSENT'


ABSENT: Any = _Absent()


class PathGone(Exception):
    """The model has no such path."""


@dataclass(frozen=True)
class Change:
    """One change: the path in the component's model, what was there and what comes there; ABSENT for nothing."""

    path: Path
    old: Any
    new: Any

    @property
    def dotted(self) -> str:
        return dotted(self.path)


@dataclass
class Alignment:
    """How a built model and the current one belong together.

    ``ids`` maps the ids of the built model to those of the current one; ``mismatches`` are paths where they differ in
    more than generated values.
    """

    ids: dict[str, str] = field(default_factory=dict)
    mismatches: list[str] = field(default_factory=list)

    def translated(self, value: Any) -> Any:
        """The value with ids of objects that exist already put in."""
        if isinstance(value, dict):
            return {key: self.translated(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.translated(item) for item in value]
        return self.ids.get(value, value) if isinstance(value, str) else value


def dotted(path: Path) -> str:
    """``instance.volumes[0].size``"""
    text = ''
    for part in path:
        text += f'[{part}]' if isinstance(part, int) else f'.{part}'
    return text.lstrip('.')


def difference(before: Any, after: Any, path: Path = ()) -> Iterator[Change]:
    """The changes that make ``after`` of ``before``, as deep in the model as possible.

    An object (a mapping with ``?``) whose id differs is another object and is replaced as a whole.
    """
    if isinstance(before, dict) and isinstance(after, dict) and _identity(before) == _identity(after):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from difference(before.get(key, ABSENT), after.get(key, ABSENT), (*path, key))
    elif isinstance(before, list) and isinstance(after, list):
        for index in range(max(len(before), len(after))):
            old, new = (items[index] if index < len(items) else ABSENT for items in (before, after))
            yield from difference(old, new, (*path, index))
    elif before is not after and (before != after or type(before) is not type(after)):
        yield Change(path, before, after)


def apply_changes(model: Mapping[str, Any], changes: tuple[Change, ...]) -> dict[str, Any]:
    """A copy of the model with the changes applied. Raises ``PathGone``."""
    changed = copy.deepcopy(dict(model))
    # items leave a list from its end, so that the places of the others stay
    removals = [change for change in changes if change.new is ABSENT]
    for change in [*(item for item in changes if item.new is not ABSENT), *reversed(removals)]:
        _apply(changed, change)
    return changed


def value_at(model: Any, path: Path) -> Any:
    """What is at a path, ABSENT when there is nothing."""
    for part in path:
        if isinstance(model, dict):
            model = model.get(part, ABSENT)
        elif isinstance(model, list) and isinstance(part, int) and part < len(model):
            model = model[part]
        else:
            return ABSENT
    return model


def align(built: Any, current: Any, is_generated: Callable[[str], bool]) -> Alignment:
    """Lay a built model over the current one. ``is_generated`` tells texts that may have any value there."""
    alignment = Alignment()
    _collect_ids(built, current, alignment.ids)
    _align(built, current, (), is_generated, alignment)
    return alignment


def _apply(model: dict[str, Any], change: Change) -> None:
    *parents, last = change.path
    target: Any = model
    try:
        for part in parents:
            target = target[part]
        if isinstance(target, list) and isinstance(last, int):
            if change.new is ABSENT:
                del target[last]
            elif last < len(target):
                target[last] = change.new
            elif last == len(target):
                target.append(change.new)
            else:
                raise IndexError
        elif isinstance(target, dict) and change.new is ABSENT:
            target.pop(last, None)
        elif isinstance(target, dict):
            target[last] = change.new
        else:
            raise TypeError
    except (KeyError, IndexError, TypeError):
        raise PathGone(change.dotted) from None


def _identity(value: dict[str, Any]) -> Any:
    header = value.get('?')
    return header.get('id') if isinstance(header, dict) else None


def _collect_ids(built: Any, current: Any, ids: dict[str, str]) -> None:
    if isinstance(built, dict):
        own = _identity(built)
        theirs = current if isinstance(current, str) else _identity(current) if isinstance(current, dict) else None
        if own and theirs:
            ids[own] = theirs
        for key, item in built.items():
            _collect_ids(item, current.get(key) if isinstance(current, dict) else None, ids)
    elif isinstance(built, list):
        for index, item in enumerate(built):
            there = isinstance(current, list) and index < len(current)
            _collect_ids(item, current[index] if there else None, ids)


def _align(built: Any, current: Any, path: Path, is_generated: Callable[[str], bool], alignment: Alignment) -> None:
    if built is None or built in ({}, []):  # what was left open may have been filled in by the engine
        return
    if isinstance(built, dict):
        if isinstance(current, str) and _identity(built):  # the object stands elsewhere, here is its id
            return
        if not isinstance(current, Mapping):
            alignment.mismatches.append(dotted(path))
            return
        for key, item in built.items():
            if key == '?' and isinstance(item, dict):
                _align_header(item, current.get('?'), (*path, '?'), alignment)
            else:
                _align(item, current.get(key), (*path, key), is_generated, alignment)
    elif isinstance(built, list):
        if not isinstance(current, list) or len(current) != len(built):
            alignment.mismatches.append(dotted(path))
            return
        for index, item in enumerate(built):
            _align(item, current[index], (*path, index), is_generated, alignment)
    elif isinstance(built, str) and built in alignment.ids:
        if current != alignment.ids[built]:
            alignment.mismatches.append(dotted(path))
    elif not (isinstance(built, str) and is_generated(built)) and not _same(built, current):
        alignment.mismatches.append(dotted(path))


def _align_header(built: dict[str, Any], current: Any, path: Path, alignment: Alignment) -> None:
    """Versions and packages are written by the engine, names by whoever renames; what has to stay is the class."""
    current = current if isinstance(current, Mapping) else {}
    if _class_name(built.get('type')) != _class_name(current.get('type')):
        alignment.mismatches.append(dotted((*path, 'type')))


def _class_name(value: Any) -> str:
    return str(value).partition('/')[0].partition('@')[0]


def _same(built: Any, current: Any) -> bool:
    """The engine converts between numbers, texts and truth values as a class's contracts want."""
    if isinstance(current, (dict, list)) or current is None:
        return built == '' and current is None
    return built == current or str(built).lower() == str(current).lower()
