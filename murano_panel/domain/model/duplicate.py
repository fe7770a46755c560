"""A component once more in its own environment: what people set in it, under other names.

It goes on using the components that the original uses, except for those that are copied with it.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any
from uuid import uuid4

from murano_panel.domain.model.copying import as_people_set, with_new_ids
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import component_id, entity_owners, header, objects, references
from murano_panel.domain.model.secrets import METADATA_KEY
from murano_panel.domain.model.tree import HEADER, Path, mapped
from murano_panel.domain.records import ObjectModel

# Components that one press copies.
MAX_COPIED = 20
# What people and generators take for host names, and the longest that there may be.
_HOST_NAME = re.compile(r'[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?')
_MAX_HOST_NAME = 63
# The properties that hold them.
_HOST_NAMES_IN = frozenset({'name', 'hostname', 'hostName', 'host_name'})
# Where a form's answers stand.
_ANSWERS: Path = (HEADER, 'metadata', METADATA_KEY, 'answers')
_NUMBERED = re.compile(r'(.*) \((\d{1,6})\)', re.DOTALL)


def proposed_name(name: str, taken: Collection[str]) -> str:
    """``Web (2)``; of ``Web (2)`` it is ``Web (3)``."""
    found = _NUMBERED.fullmatch(name)
    stem, first = (found[1], int(found[2]) + 1) if found else (name, 2)
    return next(text for number in count(first) if (text := f'{stem} ({number})') not in taken)


def used_by(component: ObjectModel, components: Sequence[ObjectModel]) -> list[tuple[str, str]]:
    """(id, name) of the other components that it uses, by name."""
    names = told_apart(components)
    used = references(component, entity_owners(components)) & names.keys()
    return sorted(((own_id, names[own_id]) for own_id in used), key=lambda pair: pair[1].casefold())


def duplicated(
    originals: Sequence[ObjectModel],
    components: Sequence[ObjectModel],
    sent: Mapping[str, ObjectModel],
    new_names: Mapping[str, str],
    first_id: str,
) -> list[ObjectModel]:
    """Copies of the ``originals``, which are among the ``components``; the first one gets ``first_id``.

    new_names: {id of an original: what its copy is called}. sent: as ``copying.as_people_set()`` wants it.
    """
    ids: Iterator[str] = iter((first_id,))
    copies, moved = with_new_ids(as_people_set(originals, sent), lambda: next(ids, '') or uuid4().hex)
    called = {moved[own_id]: name for own_id, name in new_names.items() if own_id in moved}
    host_names = _free_host_names(copies, components)
    return [_with_host_names(_named(copy, called.get(component_id(copy), '')), host_names) for copy in copies]


def _named(component: ObjectModel, name: str) -> ObjectModel:
    return {**component, HEADER: {**header(component), 'name': name}} if name else component


def _free_host_names(copies: Sequence[ObjectModel], components: Sequence[ObjectModel]) -> dict[str, str]:
    """{a host name of the copies: another one that nothing of the environment has}."""
    taken = set(_host_names_in(components))
    free: dict[str, str] = {}
    for name in dict.fromkeys(_host_names_in(copies)):
        if name in taken:
            free[name] = _free(name, taken.__contains__)
            taken.add(free[name])
    return free


def _host_names_in(components: Iterable[ObjectModel]) -> Iterator[str]:
    return (
        value
        for component in components
        for part in objects(component)
        for key, value in part.items()
        if _is_host_name((key,), value)
    )


def _is_host_name(path: Path, value: Any) -> bool:
    is_held = bool(path) and path[-1] in _HOST_NAMES_IN and HEADER not in path
    return is_held and isinstance(value, str) and bool(_HOST_NAME.fullmatch(value))


def _free(name: str, is_taken: Callable[[str], bool]) -> str:
    ends = (f'-{number}' for number in count(2))
    return next(text for end in ends if not is_taken(text := name[: _MAX_HOST_NAME - len(end)].rstrip('-') + end))


def _with_host_names(component: ObjectModel, free: Mapping[str, str]) -> ObjectModel:
    """Other host names, in what its form remembers as well: else that form would no longer fit it."""

    def renamed(path: Path, value: Any) -> Any:
        is_held = path[: len(_ANSWERS)] == _ANSWERS or _is_host_name(path, value)
        return free.get(value, value) if is_held and isinstance(value, str) else value

    return mapped(component, renamed) if free else component
