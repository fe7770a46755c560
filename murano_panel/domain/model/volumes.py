"""The volumes that components stand for: those that Murano makes, and others that it only attaches."""

from collections.abc import Iterable, Iterator
from typing import Any

from murano_panel.domain.model.object_model import class_name, component_id, objects
from murano_panel.domain.model.servers import ANYWHERE, templates_of
from murano_panel.domain.model.tree import inside
from murano_panel.domain.records import ObjectModel

# Made and deleted by Murano.
OWN_VOLUME = 'io.murano.resources.CinderVolume'
# There before, and afterwards.
EXISTING_VOLUME = 'io.murano.resources.ExistingCinderVolume'
# Cinder cannot change these, so that Heat makes another one, and only then deletes the old one.
FIXED_IN_CINDER = ('sourceImage', 'availabilityZone')


def volumes_of(component: ObjectModel) -> Iterator[ObjectModel]:
    """Its objects that are volumes of either kind, without those of templates."""
    left_out = {id(part) for template in templates_of(component) for part in inside(template)}
    for part in objects(component):
        if id(part) not in left_out and class_name(part) in (OWN_VOLUME, EXISTING_VOLUME):
            yield part


def own_volumes(components: Iterable[ObjectModel], region: str | object | None = ANYWHERE) -> dict[str, ObjectModel]:
    """{id of the object: volume}, of those that Murano makes, without those of other regions."""
    return {
        component_id(part): part
        for component in components
        for part in volumes_of(component)
        if class_name(part) == OWN_VOLUME and (region is ANYWHERE or part.get('regionName') in (None, '', region))
    }


def size_of(volume: ObjectModel) -> int:
    """In GB, 0 where that is not known. The engine takes numbers in texts, too."""
    return number(volume.get('size')) or 0


def is_replaced(old: ObjectModel, new: ObjectModel) -> bool:
    """Whether a new volume takes the place of the one that there is."""
    return any((old.get(key) or '') != (new.get(key) or '') for key in FIXED_IN_CINDER)


def number(value: Any) -> int | None:
    """A whole number, None for anything else."""
    try:
        return int(value) if isinstance(value, int | str) and not isinstance(value, bool) else None
    except ValueError:
        return None
