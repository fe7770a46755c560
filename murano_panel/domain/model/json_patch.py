"""A draft as a JSON patch (RFC 6902) of the components: what `openstack environment apps edit` takes.

Not of the whole model: Murano's own patch of that refuses environments on an existing network.
Secrets are left out: a placeholder stands where one is set.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from murano_panel.domain.model.object_model import component_id, header, metadata, without_status
from murano_panel.domain.model.secrets import is_secret_path, recorded
from murano_panel.domain.model.tree import ABSENT, HEADER, Change, Path, difference, mapped
from murano_panel.domain.records import ObjectModel

# One operation: ``{'op': 'add' | 'replace' | 'remove', 'path': '/0/port', 'value': …}``.
Operation = dict[str, Any]

# Ends each placeholder.
HERE = 'put the secret here'


def placeholder(path: Path) -> str:
    """What stands for the secret at a path of a component."""
    return f'<{"/".join(map(str, path))}: {HERE}>'


def operations(before: Sequence[ObjectModel], after: Sequence[ObjectModel]) -> list[Operation]:
    """What makes the components ``after`` of those ``before``, to be applied in this order."""
    wanted = {component_id(item): item for item in after}
    present = {component_id(item) for item in before}
    found = [
        each
        for place, item in enumerate(before)
        if component_id(item) in wanted
        for each in _of_component(item, wanted[component_id(item)], f'/{place}')
    ]
    gone = [place for place, item in enumerate(before) if component_id(item) not in wanted]
    found += [{'op': 'remove', 'path': f'/{place}'} for place in reversed(gone)]
    added = [item for item in after if component_id(item) not in present]
    return found + [{'op': 'add', 'path': '/-', 'value': _shown(item)} for item in added]


def of_environment(before: ObjectModel, after: ObjectModel) -> list[Operation]:
    """What makes the environment's own object ``after`` of the one before, of what can be changed in it.

    To be applied to the whole model, by Murano, which wants a value even where something is removed, and cannot read
    pointers to keys with ``/`` or ``~`` in them: these come with the metadata as a whole.
    """
    found = []
    if before.get('name') != after.get('name'):
        found.append({'op': 'replace', 'path': '/name', 'value': after.get('name')})
    old, new, whole = metadata(before), metadata(after), (HEADER, 'metadata')
    changed = [key for key in [*old, *(key for key in new if key not in old)] if old.get(key) != new.get(key)]
    is_there = isinstance(header(before).get('metadata'), dict)
    if changed and not (is_there and all(set(key).isdisjoint('/~') for key in changed)):
        return [*found, {'op': 'add', 'path': _pointer(whole), 'value': _shown(new, after, whole)}]
    for key in changed:
        path = (*whole, key)
        if key not in new:
            found.append({'op': 'remove', 'path': _pointer(path), 'value': ''})
        else:
            kind = 'replace' if key in old else 'add'
            found.append({'op': kind, 'path': _pointer(path), 'value': _shown(new[key], after, path)})
    return found


def _of_component(before: ObjectModel, after: ObjectModel, root: str) -> Iterator[Operation]:
    changes = list(difference(without_status(before), without_status(after)))
    # What leaves a list leaves it from the end, so that the places of the others stay.
    for change in [each for each in changes if each.new is not ABSENT] + _removals(changes):
        path = root + _pointer(change.path)
        if change.new is ABSENT:
            yield {'op': 'remove', 'path': path}
        else:
            kind = 'add' if change.old is ABSENT else 'replace'
            yield {'op': kind, 'path': path, 'value': _shown(change.new, after, change.path)}


def _removals(changes: Sequence[Change]) -> list[Change]:
    return [each for each in reversed(changes) if each.new is ABSENT]


def _shown(value: Any, component: ObjectModel | None = None, path: Path = ()) -> Any:
    """A copy with placeholders for secrets; ``path`` is where in the component it stands."""
    names = recorded(value if component is None else component)

    def plain(inner: Path, text: Any) -> Any:
        after_header = inner[len(inner) - inner[::-1].index(HEADER) :] if HEADER in inner else inner
        is_secret = text not in (None, '') and is_secret_path(after_header, names, text)
        return placeholder(inner) if is_secret else text

    return mapped(without_status(value) if component is None else value, plain, path)


def _pointer(path: Path) -> str:
    return ''.join(f'/{str(part).replace("~", "~0").replace("/", "~1")}' for part in path)
