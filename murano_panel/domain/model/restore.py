"""Going back: a draft that makes of what is deployed what an earlier deployment was given.

What runs must go on running, so the draft is what is deployed, and of that only what people send is set back: ids,
addresses and all else that classes give out stay. Murano's records of deployments have no passwords: those that are
deployed stay, and those of components that come back are asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from murano_panel.domain.model.changes import ComponentChange, changes, names_of
from murano_panel.domain.model.deployed_changes import (
    is_answered,
    is_in_list,
    is_left_open,
    is_same_to_the_engine,
    is_sent,
)
from murano_panel.domain.model.deployed_details import Place
from murano_panel.domain.model.inputs import Inputs, giver_of, with_defaults, with_inputs
from murano_panel.domain.model.object_model import (
    Catalog,
    class_name,
    component_id,
    header,
    metadata,
    objects,
    package_name,
    without_status,
)
from murano_panel.domain.model.secrets import SANITIZED
from murano_panel.domain.model.tree import (
    ABSENT,
    BY_ID,
    HEADER,
    ORDER,
    Change,
    PathGone,
    apply_changes,
    difference,
    leaves,
    mapped,
    object_id,
    value_at,
    without_version,
)
from murano_panel.domain.model.versions import ANY, typed
from murano_panel.domain.model.withheld import Withheld, masked, with_typed
from murano_panel.domain.model.words import words_of
from murano_panel.domain.records import ObjectModel


@dataclass(frozen=True)
class Restored:
    """components: those of the draft. changes: what it changes in what is deployed, secrets masked.

    withheld: the secrets that have to be typed. secrets: those that stay as they are deployed. kept: what is another
    value now and keeps it, as a class may have given it out: what was left open then, and what nobody sent at first.
    """

    components: list[ObjectModel]
    changes: list[ComponentChange]
    withheld: list[Withheld]
    secrets: list[Place]
    kept: list[Place]


def restore(
    then: Sequence[ObjectModel],
    live: Sequence[ObjectModel],
    sent: Mapping[str, ObjectModel],
    secrets: Mapping[str, str] | None = None,
    catalog: Catalog | None = None,
    inputs: Inputs | None = None,
) -> Restored:
    """``then``: what the deployment was given; ``live``: what is deployed; ``sent`` as sent_first() gives it.

    ``secrets``: what was typed by ``Withheld.key``. inputs: of those classes of doubtful() of which they are known.
    """
    sent = with_inputs(sent, [*then, *live], inputs or {})
    wanted = {component_id(item): item for item in with_defaults(then, live, inputs or {})}
    present = {component_id(item): item for item in live}
    back = _Back(sent, inputs or {}, live, [item for item in live if component_id(item) in wanted])
    draft = [back.component(item, wanted[component_id(item)]) for item in live if component_id(item) in wanted]
    draft += [back.anew(item, item) for own_id, item in wanted.items() if own_id not in present]
    draft = back.with_what_moves(draft, then)
    names = names_of(live, draft, catalog)
    withheld = masked(draft, names.components)
    complete = with_typed(draft, withheld, secrets or {})
    places = {kind: [_place(item, names.components) for item in found] for kind, found in back.stays.items()}
    return Restored(
        components=complete,
        changes=changes(live, complete, catalog),
        withheld=withheld,
        secrets=places[True],
        kept=places[False],
    )


@dataclass(frozen=True)
class RestoredOwn:
    """The environment's own object as it was.

    secrets: names of metadata that Murano has masked, and that stay as they are deployed; lost: of which nothing is
    deployed, either. Networks and region stay as well: the engine has
    made what is there by them.
    """

    own: ObjectModel
    secrets: list[str]
    lost: list[str]


def restore_own(then: ObjectModel, live: ObjectModel) -> RestoredOwn:
    """``then``: what a deployment was given of it; where that does not tell anything it stays as it is."""
    if not header(then):
        return RestoredOwn(live, [], [])
    was, now = metadata(then), metadata(live)
    known = _without_masks(was, now)
    masked_keys = [key for key, value in was.items() if value == SANITIZED]
    name = then.get('name')
    return RestoredOwn(
        own={
            **live,
            **({'name': name} if isinstance(name, str) and name else {}),
            HEADER: {**header(live), 'metadata': known},
        },
        secrets=[key for key in masked_keys if key in known],
        lost=[key for key in masked_keys if key not in known],
    )


Stays = tuple[ObjectModel, Change]


@dataclass
class _Back:
    """The way back of one environment. ``staying``: the components that are deployed and wanted.

    stays: {whether it is a secret: (component, change) of what is not set back}.
    """

    sent: Mapping[str, ObjectModel]
    inputs: Inputs
    live: Sequence[ObjectModel]
    staying: Sequence[ObjectModel]
    stays: dict[bool, list[Stays]] = field(default_factory=lambda: {True: [], False: []})

    def __post_init__(self) -> None:
        self._live = {component_id(part): part for part in objects(self.live)}
        self._standing = {component_id(part) for part in objects(self.staying)}

    def component(self, now: ObjectModel, then: ObjectModel) -> ObjectModel:
        """One that is deployed, with its name and what its form remembers as they were."""
        changed = self._object(now, then)
        head = {key: value for key, value in header(changed).items() if key not in ('name', 'metadata')}
        kept = {key: header(then)[key] for key in ('name',) if key in header(then)}
        known = _without_masks(metadata(then), metadata(now))
        return {**changed, HEADER: {**head, **kept, **({'metadata': known} if known else {})}}

    def anew(self, then: ObjectModel, component: ObjectModel) -> ObjectModel:
        """One of a component, or it itself, that is not deployed any more.

        Nothing of what its class once gave out is true: neither what was never sent, nor what was sent open.
        """
        head = {key: value for key, value in header(then).items() if key in ('id', 'name')}
        head['type'] = without_version(header(then).get('type') or '')
        asked = typed(header(then))
        more = {
            'package': package_name(then),
            'classVersion': asked.asked if asked and asked.asked != ANY else None,
            'metadata': _without_masks(metadata(then), {}),
        }
        first = self.sent.get(component_id(then), then)
        own = {}
        for key, value in then.items():
            if key != HEADER and key in first:
                is_open = first[key] is not ABSENT and is_left_open(first[key])
                is_open = is_open and not is_answered(value, component, {})
                own[key] = self._value(first[key] if is_open else value, component)
        return {HEADER: {**head, **{key: value for key, value in more.items() if value}}, **own}

    def with_what_moves(self, draft: Sequence[ObjectModel], then: Sequence[ObjectModel]) -> list[ObjectModel]:
        """An object that stood in a component that goes stands where it is needed first."""
        recorded = {component_id(part): part for part in objects(then)}
        there = {component_id(part) for part in objects(draft)}
        moved = []
        for component in draft:
            changed = component
            for path, value in list(leaves(component)):
                if isinstance(value, str) and value in self._live and value in recorded and value not in there:
                    own = self._object(self._live[value], recorded[value])
                    changed = apply_changes(changed, [Change(path, value, own)])
                    there |= {component_id(part) for part in objects(own)}
            moved.append(changed)
        return moved

    def _object(self, now: ObjectModel, then: ObjectModel) -> ObjectModel:
        found = [
            replace(change, new=self._value(change.new, then))
            for change in difference(now, then, lists=BY_ID)
            if self._is_set_back(change, now, then)
        ]
        try:
            changed: ObjectModel = apply_changes(without_status(now), found)
        except PathGone:
            return without_status(now)
        return changed

    def _is_set_back(self, change: Change, now: ObjectModel, then: ObjectModel) -> bool:
        if HEADER in change.path:
            return False
        if not is_sent(_of_its_list(change), now, self.sent):
            giver = giver_of(change, now, self.sent)
            if giver and class_name(giver) not in self.inputs and not is_same_to_the_engine(change):
                self.stays[False].append((now, change))
            return False
        if ORDER in change.path:
            return True
        if is_same_to_the_engine(change):
            return False
        is_filled = not is_left_open(change.old)
        if change.new == SANITIZED and is_filled:
            self.stays[True].append((now, change))
            return False
        if is_left_open(change.new) and is_filled and not is_in_list(change):
            is_plain = change.new is ABSENT and not object_id(value_at(now, change.path[:-1]))
            if not is_plain and not is_answered(change.old, now, then):
                self.stays[False].append((now, change))
                return False
        return True

    def _value(self, then: Any, component: ObjectModel) -> Any:
        """What comes back of a component, wherever its objects stand by now."""
        if isinstance(then, list | tuple):
            return [self._value(item, component) for item in then]
        if not isinstance(then, dict):
            return then
        own_id = object_id(then)
        if own_id in self._standing:
            return own_id
        if own_id in self._live:
            return self._object(self._live[own_id], then)
        if HEADER in then:
            return self.anew(then, component)
        return {key: self._value(value, component) for key, value in then.items()}


def _of_its_list(change: Change) -> Change:
    return replace(change, path=change.path[:-1]) if ORDER in change.path else change


def _without_masks(then: Any, now: Any) -> Any:
    """What a form remembers; what Murano has masked of it is taken from what is deployed, or left out."""

    def is_lost(path: tuple[Any, ...]) -> bool:
        return value_at(then, path) == SANITIZED and not isinstance(value_at(now, path), str)

    def value(path: tuple[Any, ...], plain: Any) -> Any:
        return value_at(now, path) if plain == SANITIZED else plain

    return mapped(then, value, leave_out=is_lost)


def _place(stays: Stays, names: Mapping[str, str]) -> Place:
    component, change = stays
    return Place(names.get(component_id(component), ''), words_of(component).label(change.path))
