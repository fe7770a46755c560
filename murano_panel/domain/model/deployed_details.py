"""What one deployment changed against the one before it, property by property, in people's words."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from murano_panel.domain.model.changes import ComponentChange, component_change, names_of
from murano_panel.domain.model.deployed_changes import asked_for
from murano_panel.domain.model.object_model import Catalog, component_id, header, objects
from murano_panel.domain.model.tree import HEADER, PathGone, apply_changes
from murano_panel.domain.records import Deployment, ObjectModel


def deployed_before(newest_first: Sequence[Deployment], deployment: Deployment) -> Sequence[ObjectModel]:
    """What the environment consisted of when the deployment began, () for the first one."""
    older = newest_first[newest_first.index(deployment) + 1 :]
    return next((item.components for item in older if item.is_deploy), ())


def details(
    newest_first: Sequence[Deployment], deployment: Deployment, catalog: Catalog | None = None
) -> list[ComponentChange]:
    """The changes of a deployment, in the order of its model, then what it removes.

    ``newest_first``: the deployments of its environment, this one among them. What the engine filled in is left out; a
    changed password is not told, as Murano masks both.
    """
    before = deployed_before(newest_first, deployment)
    sent: dict[str, Collection[str]] = {}
    for item in reversed(newest_first[newest_first.index(deployment) :]):
        for part in objects(item.components):
            sent.setdefault(component_id(part), part.keys())
    names = names_of(before, deployment.components, catalog)
    # All of it has been deployed: nothing is to be called new.
    names = replace(names, known=names.objects.keys())
    old = {component_id(item): item for item in before}
    new = {component_id(item): item for item in deployment.components}
    pairs: list[tuple[ObjectModel | None, ObjectModel | None]] = [
        (old.get(own_id), _as_asked_for(old[own_id], item, sent) if own_id in old else item)
        for own_id, item in new.items()
    ]
    pairs += [(item, None) for own_id, item in old.items() if own_id not in new]
    found = [component_change(*pair, names) for pair in pairs]
    return [change for change in found if change.properties or not change.is_changed]


def _as_asked_for(old: ObjectModel, new: ObjectModel, sent: dict[str, Collection[str]]) -> ObjectModel:
    """The old component with what somebody changed in it, and nothing that the engine wrote."""
    try:
        changed = apply_changes(old, list(asked_for(old, new, sent)))
    except PathGone:
        return new
    # The header holds the words of its form, as they are now.
    return {**changed, HEADER: header(new)}
