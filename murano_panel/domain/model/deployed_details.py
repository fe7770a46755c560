"""What stands between two models of an environment, property by property, in people's words.

Either may be what a deployment was given, what is deployed, or a draft. What the engine filled in is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from murano_panel.domain.model.changes import ComponentChange, Names, component_change, names_of, words_of_both
from murano_panel.domain.model.deployed_changes import asked_for, is_left_open, sent_first
from murano_panel.domain.model.inputs import Inputs, with_defaults, with_inputs
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import Catalog, component_id, header
from murano_panel.domain.model.secrets import SANITIZED
from murano_panel.domain.model.tree import HEADER, PathGone, apply_changes, leaves, value_at
from murano_panel.domain.records import Deployment, ObjectModel

Pair = tuple[ObjectModel | None, ObjectModel | None]


@dataclass(frozen=True)
class Place:
    """A property of a component, as people call both."""

    component: str
    label: str


def deployed_before(newest_first: Sequence[Deployment], deployment: Deployment) -> Sequence[ObjectModel]:
    """What the environment consisted of when the deployment began, () for the first one."""
    older = newest_first[newest_first.index(deployment) + 1 :]
    return next((item.components for item in older if item.is_deploy), ())


def details(
    newest_first: Sequence[Deployment], deployment: Deployment, catalog: Catalog | None = None
) -> list[ComponentChange]:
    """The changes of a deployment, in the order of its model, then what it removes.

    ``newest_first``: the deployments of its environment, this one among them. A changed password is not told, as Murano
    masks both.
    """
    before = deployed_before(newest_first, deployment)
    sent = sent_first(newest_first[newest_first.index(deployment) :])
    return between(before, deployment.components, sent, catalog)


def between(
    older: Sequence[ObjectModel],
    newer: Sequence[ObjectModel],
    sent: Mapping[str, ObjectModel],
    catalog: Catalog | None = None,
    *,
    inputs: Inputs | None = None,
    backwards: bool = False,
) -> list[ComponentChange]:
    """What makes the newer model of the older one; ``backwards`` the other way round.

    The engine writes into what is newer, so which one that is has to be known. ``sent`` as sent_first() gives it.
    inputs: of those classes of doubtful() of which they are known.
    """
    older, sent = with_defaults(older, newer, inputs or {}), with_inputs(sent, [*older, *newer], inputs or {})
    pairs = [(old, _as_asked_for(old, new, sent) if old and new else new) for old, new in _pairs(older, newer)]
    if backwards:
        pairs = [(new, old) for old, new in pairs]
    names = _names(older, newer, catalog)
    found = [component_change(*pair, names) for pair in pairs]
    return [change for change in found if change.properties or not change.is_changed]


def untold(older: Sequence[ObjectModel], newer: Sequence[ObjectModel], catalog: Catalog | None = None) -> list[Place]:
    """The secrets that both have and nobody can compare, as Murano has masked them in one at least."""
    names = told_apart([*older, *newer], catalog)
    return [
        Place(names[component_id(new)], words_of_both(old, new).label(path))
        for old, new in _pairs(older, newer)
        if old and new
        for path in dict.fromkeys(path for model in (old, new) for path, value in leaves(model) if value == SANITIZED)
        if not any(is_left_open(value_at(model, path)) for model in (old, new))
    ]


def _names(older: Sequence[ObjectModel], newer: Sequence[ObjectModel], catalog: Catalog | None) -> Names:
    names = names_of(older, newer, catalog)
    # All of it has been deployed: nothing is to be called new.
    return replace(names, known=names.objects.keys())


def _pairs(older: Sequence[ObjectModel], newer: Sequence[ObjectModel]) -> list[Pair]:
    """Those of the newer model in their order, then those that it has not."""
    old = {component_id(item): item for item in older}
    new = {component_id(item): item for item in newer}
    kept: list[Pair] = [(old.get(own_id), item) for own_id, item in new.items()]
    return kept + [(item, None) for own_id, item in old.items() if own_id not in new]


def _as_asked_for(old: ObjectModel, new: ObjectModel, sent: Mapping[str, ObjectModel]) -> ObjectModel:
    """The old component with what somebody changed in it, and nothing that the engine wrote."""
    try:
        changed = apply_changes(old, list(asked_for(old, new, sent)))
    except PathGone:
        return new
    # The header holds the words of its form, as they are now.
    return {**changed, HEADER: header(new)}
