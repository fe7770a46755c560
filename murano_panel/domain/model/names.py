"""Names of components: those who share one are told apart, and a new one gets a name that nobody has yet."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from itertools import count

from murano_panel.domain.model.object_model import (
    Catalog,
    application_name,
    component_id,
    component_name,
    entity_owners,
    references,
)
from murano_panel.domain.records import ObjectModel

# What goes before the number of a further one, the first that its field accepts.
_SEPARATORS = (' ', '-', '_', '')
# What stands between words, and what names leave out: ``LoadBalancedSite`` is a "Load-balanced Site".
_BETWEEN_WORDS = str.maketrans('', '', ' -_')


def told_apart(components: Iterable[ObjectModel], catalog: Catalog | None = None) -> dict[str, str]:
    """{id: name}. Twins get behind it what tells them apart: their application, what they use, or their id.

    ``host (Bare metal)``, ``site → web 2``, ``host (1f0c5b7a)``. Of several with one id the last one counts.
    """
    by_id = {component_id(component): component for component in components}
    twins = defaultdict(list)
    for component in by_id.values():
        twins[component_name(component)].append(component)

    @cache
    def owners() -> dict[str, str]:
        """Found out only where there are twins: a model may be large."""
        return entity_owners(by_id.values())

    def used(component: ObjectModel) -> str:
        others = (by_id[other] for other in references(component, owners()) if other in by_id)
        return ', '.join(sorted(map(component_name, others)))

    return {
        component_id(component): text
        for name, same in twins.items()
        for component, text in zip(same, _apart(name, same, used, catalog), strict=True)
    }


def is_said_by(name: str, application: str) -> bool:
    """Whether a component's name tells its application already: forms propose the one as the other."""
    plain, said = (text.translate(_BETWEEN_WORDS).lower() for text in (name, application))
    return plain == said or plain.endswith(f'({said})')


def _apart(
    name: str, twins: Sequence[ObjectModel], used: Callable[[ObjectModel], str], catalog: Catalog | None
) -> list[str]:
    ways: tuple[Callable[[ObjectModel], str], ...] = (
        lambda _twin: name,
        lambda twin: f'{name} ({application_name(twin, catalog)})',
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
