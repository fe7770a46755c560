"""What a deployment changed, against the one before it: from the models that the list of deployments brings anyway."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from murano_panel.domain.model import annotations
from murano_panel.domain.model.actions import action_title
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import Catalog, application_name, component_id, objects
from murano_panel.domain.model.secrets import METADATA_KEY, SANITIZED
from murano_panel.domain.model.tree import (
    ABSENT,
    BY_ID,
    HEADER,
    ORDER,
    Change,
    ObjectKey,
    difference,
    leaves,
    object_id,
    value_at,
)
from murano_panel.domain.records import Deployment, ObjectModel
from murano_panel.domain.translation import gettext_noop

# What a form remembers of a component: an answer that is another one is a change, whatever the model then says.
_ANSWERS = (HEADER, 'metadata', METADATA_KEY, 'answers')
# What was left open when it was sent is filled in by the engine.
_LEFT_OPEN: tuple[Any, ...] = (ABSENT, None, '', [], {})


# Names that are told, and characters of each: what is kept of a deployment stays small.
MAX_NAMES = 3
MAX_APPLICATIONS = 5
MAX_NAME = 80


@dataclass(frozen=True)
class Named:
    """How many components, and what the first of them are called."""

    count: int = 0
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, names: Sequence[str]) -> 'Named':
        """Those with all of these names."""
        first = names[:MAX_NAMES]
        return cls(len(names), tuple(name if len(name) <= MAX_NAME else name[: MAX_NAME - 1] + '…' for name in first))

    def __bool__(self) -> bool:
        return self.count > 0

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.names)


@dataclass(frozen=True)
class DeployedChanges:
    """The components that came, were changed, and went; twins told apart."""

    added: Named = Named()
    changed: Named = Named()
    removed: Named = Named()

    @property
    def kinds(self) -> tuple[Named, Named, Named]:
        """Those that came, were changed, and went."""
        return self.added, self.changed, self.removed

    def __bool__(self) -> bool:
        return any(self.kinds)

    @property
    def by_kind(self) -> list[tuple[Named, str]]:
        """The components, and what became of those, for what there is."""
        words = gettext_noop('added'), gettext_noop('changed'), gettext_noop('removed')
        return [(named, word) for named, word in zip(self.kinds, words, strict=True) if named]


@dataclass(frozen=True)
class Run:
    """A deployment among those of its environment: ``number`` counts from 1, the oldest.

    changes: None for actions and deletions, which are not about what the environment consists of.
    action: what an action is called, '' for others. applications: of the first components that came or were changed.
    """

    number: int
    changes: DeployedChanges | None = None
    action: str = ''
    applications: tuple[str, ...] = ()


def runs(newest_first: Sequence[Deployment], wanted: Collection[str], catalog: Catalog | None = None) -> dict[str, Run]:
    """{id: its number and its changes} of the ``wanted`` ones among all deployments, of whatever environments.

    Murano masks secrets in these models, so a password that is another one is not told.
    """
    found: dict[str, Run] = {}
    counts: dict[str, int] = {}
    before: dict[str, Deployment] = {}
    sent: dict[str, ObjectModel] = {}
    for deployment in reversed(newest_first):
        environment_id = deployment.environment_id
        counts[environment_id] = counts.get(environment_id, 0) + 1
        note_sent(deployment, sent)
        if deployment.id in wanted:
            earlier = before.get(environment_id)
            changes = None
            applications: tuple[str, ...] = ()
            if deployment.is_deploy:
                before_it = earlier.components if earlier else ()
                changes, applications = _changes(before_it, deployment.components, sent, catalog)
            found[deployment.id] = Run(counts[environment_id], changes, action_title(deployment), applications)
        if deployment.is_deploy:
            before[environment_id] = deployment
    return found


def _changes(
    before: Sequence[ObjectModel],
    after: Sequence[ObjectModel],
    sent: Mapping[str, ObjectModel],
    catalog: Catalog | None,
) -> tuple[DeployedChanges, tuple[str, ...]]:
    """With the names of the applications of what came or was changed."""
    old, new = ({component_id(item): item for item in components} for components in (before, after))
    names = told_apart([*before, *after], catalog)
    changed = [own_id for own_id in new if own_id in old and _differ(old[own_id], new[own_id], sent)]
    added = [own_id for own_id in new if own_id not in old]
    applications = sorted({application_name(new[own_id], catalog)[:MAX_NAME] for own_id in (*added, *changed)})
    changes = DeployedChanges(
        added=Named.of([names[own_id] for own_id in added]),
        changed=Named.of([names[own_id] for own_id in changed]),
        removed=Named.of([names[own_id] for own_id in old if own_id not in new]),
    )
    return changes, tuple(applications[:MAX_APPLICATIONS])


def _differ(old: ObjectModel, new: ObjectModel, sent: Mapping[str, ObjectModel]) -> bool:
    answers = value_at(old, _ANSWERS), value_at(new, _ANSWERS)
    if ABSENT not in answers and answers[0] != answers[1]:
        return True
    return any(asked_for(old, new, sent))


def sent_first(newest_first: Sequence[Deployment]) -> dict[str, ObjectModel]:
    """{id of an object: it as it was first sent}: later the engine has added what its class gives out."""
    sent: dict[str, ObjectModel] = {}
    for deployment in reversed(newest_first):
        note_sent(deployment, sent)
    return sent


def note_sent(deployment: Deployment, sent: dict[str, ObjectModel]) -> None:
    """Adds the objects that were not there before it."""
    for part in objects(deployment.components):
        sent.setdefault(component_id(part), part)


def asked_for(old: ObjectModel, new: ObjectModel, sent: Mapping[str, ObjectModel]) -> Iterator[Change]:
    """What somebody changed in a component, as far as it can be told from what the engine writes.

    ``sent``: as sent_first() gives it.
    """
    return (change for change in difference(old, new, lists=BY_ID) if _is_asked_for(change, old, new, sent))


def _is_asked_for(change: Change, old: ObjectModel, new: ObjectModel, sent: Mapping[str, ObjectModel]) -> bool:
    """Whether somebody wanted it, not the engine: that fills in, converts, and writes what a class gives out."""
    if HEADER in change.path:
        return change.path == (HEADER, 'name') or annotations.is_about_entries(change)
    if ORDER in change.path or is_unknown(change) or is_same_to_the_engine(change):
        return False
    if is_left_open(change.old) and not is_in_list(change) and not is_answered(change.new, new, old):
        return False
    return is_sent(change, old, sent)


def is_left_open(value: object) -> bool:
    """Whether it says nothing, so that the engine may fill it in."""
    return value in _LEFT_OPEN


def is_in_list(change: Change) -> bool:
    """Whether it is about an entry of a list, of which the engine adds none."""
    return isinstance(change.path[-1], int | ObjectKey)


def is_sent(change: Change, old: ObjectModel, sent: Mapping[str, ObjectModel]) -> bool:
    """Whether it is about what people send, not about what a class gives out."""
    node: object = old
    for part in change.path:
        own_id = object_id(node)
        if own_id and part not in sent.get(own_id, ()):
            return False
        node = value_at(node, (part,))
    return True


def is_unknown(change: Change) -> bool:
    """Whether Murano has masked one of both, so that nobody knows if it is another one."""
    return SANITIZED in (change.old, change.new) and not (is_left_open(change.old) or is_left_open(change.new))


def is_answered(value: object, component: ObjectModel, other: ObjectModel) -> bool:
    """Whether its form was answered with the value in the one, and not in the other: so somebody wanted it."""
    texts = {str(plain).lower() for _path, plain in leaves(value)}
    return bool(texts) and texts <= _answers_in(component) and not texts <= _answers_in(other)


def _answers_in(component: ObjectModel) -> set[str]:
    answers = value_at(component, _ANSWERS)
    return set() if answers is ABSENT else {str(plain).lower() for _path, plain in leaves(answers)}


def is_same_to_the_engine(change: Change) -> bool:
    """An object may stand in one place and its id in another; contracts convert numbers, texts and truth values."""
    old, new = object_id(change.old) or change.old, object_id(change.new) or change.new
    return not isinstance(old, dict | list) and str(old).lower() == str(new).lower()
