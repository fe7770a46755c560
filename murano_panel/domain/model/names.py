"""Names of components: those who share one are told apart, and a new one gets a name that nobody has yet."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from itertools import count

from murano_panel.domain.model.object_model import (
    application_name,
    component_id,
    component_name,
    entity_owners,
    references,
)
from murano_panel.domain.records import ObjectModel

# What goes before the number of a further one, the first that its field accepts.
_SEPARATORS = (' ', '-', '_', '')


def told_apart(components: Sequence[ObjectModel]) -> dict[str, str]:
    """{id: name}. Twins get behind it what tells them apart: their application, what they use, or their id.

    ``host (Bare metal)``, ``site → web 2``, ``host (1f0c5b7a)``
    """
    twins = defaultdict(list)
    for component in components:
        twins[component_name(component)].append(component)
    owners = entity_owners(components)
    plain = {component_id(component): component_name(component) for component in components}

    def used(component: ObjectModel) -> str:
        return ', '.join(sorted(plain[other] for other in references(component, owners) if other in plain))

    return {
        component_id(component): text
        for name, same in twins.items()
        for component, text in zip(same, _apart(name, same, used), strict=True)
    }


def _apart(name: str, twins: Sequence[ObjectModel], used: Callable[[ObjectModel], str]) -> list[str]:
    ways: tuple[Callable[[ObjectModel], str], ...] = (
        lambda _twin: name,
        lambda twin: f'{name} ({application_name(twin)})',
        lambda twin: f'{name} → {used(twin)}' if used(twin) else name,
        lambda twin: f'{name} ({component_id(twin)[:8]})',
    )
    for way in ways:
        texts = list(map(way, twins))
        if len(set(texts)) == len(twins):
            return texts
    return [f'{name} ({component_id(twin)})' for twin in twins]


def unused(name: str, taken: Collection[str], is_accepted: Callable[[str], bool]) -> str:
    """The name, with a number behind it where it is taken: ``host 2``; as it is where no number is accepted."""
    if name not in taken:
        return name
    for separator in _SEPARATORS:
        if is_accepted(f'{name}{separator}2'):
            return next(text for number in count(2) if (text := f'{name}{separator}{number}') not in taken)
    return name
