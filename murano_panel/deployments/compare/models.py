"""The models of both sides, compared: kept until something happens in the environment, but for drafts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import HttpRequest

from murano_panel.api import deployments
from murano_panel.components.package import inputs
from murano_panel.deployments import plans
from murano_panel.deployments.compare.sides import DRAFT, NOW, Asked
from murano_panel.domain.model import deployed_details
from murano_panel.domain.model.changes import ComponentChange, changes
from murano_panel.domain.model.deployed_changes import sent_first
from murano_panel.domain.model.deployed_details import Place
from murano_panel.domain.model.environment_object import environment_change
from murano_panel.domain.model.inputs import doubtful
from murano_panel.domain.model.sketch import Sketch, change_sketch
from murano_panel.domain.records import Deployment, Environment
from murano_panel.domain.state.plan import outlined
from murano_panel.domain.state.summary import Summary
from murano_panel.drafts import seen
from murano_panel.drafts.seen import OwnObject
from murano_panel.web import applications, entries, sketches, summaries

# Components whose changes are told, properties of each, and secrets that cannot be compared.
MAX_CHANGES, MAX_PROPERTIES, MAX_UNTOLD = 100, 100, 20


@dataclass(frozen=True)
class Compared:
    """``deployments``: outlines of those among both sides.

    changes: None where a side has no model. number: of all components that changed. left_out: properties not told.
    untold: the secrets of which nobody knows whether they changed, and how many more there are. sketch: of the changes.
    """

    deployments: tuple[Deployment, ...]
    changes: tuple[ComponentChange, ...] | None
    number: int = 0
    left_out: int = 0
    untold: tuple[Place, ...] = ()
    more_untold: int = 0
    sketch: Sketch | None = None

    @property
    def more(self) -> int:
        """Components whose changes are not told."""
        return self.number - len(self.changes or ())


@dataclass(frozen=True)
class Read:
    """What the page needs of Murano's list: the deployments that there are, newest first, and the comparison.

    compared: None where a side is missing.
    """

    asked: Asked
    rows: Sequence[Summary]
    compared: Compared | None


def read(request: HttpRequest, environment: Environment, asked: Asked) -> Read:
    """Of an environment that the user has read. One call, and one with a draft; none where nothing has happened since.

    And one for each class of which it is not known what it gives out, once in ten minutes. Raises NotFound.
    """
    known = summaries.recall([environment])
    if not known.unread:
        rows = known.rows.get(environment.id, ())
        completed = asked.completed(rows)
        compared = _recalled(environment, completed)
        if compared or not all(completed.sides):
            return Read(completed, rows, compared)
    newest_first = deployments.list_for(request, environment.id)
    rows = summaries.keep(request, environment, newest_first)
    completed = asked.completed(rows)
    if not all(completed.sides):
        return Read(completed, rows, None)
    compared = _compared(request, environment, newest_first, completed)
    if compared and not completed.has_draft:
        entries.keep(request, environment, compared, newest_first, _pair(completed))
    return Read(completed, rows, compared)


def _recalled(environment: Environment, asked: Asked) -> Compared | None:
    if asked.has_draft:
        return None
    entry = entries.recall(Compared, [environment], _pair(asked)).get(environment.id)
    return entry.content if entry and entry.is_current else None


def _pair(asked: Asked) -> str:
    return ':'.join(asked.sides)


def _compared(
    request: HttpRequest, environment: Environment, newest_first: Sequence[Deployment], asked: Asked
) -> Compared | None:
    """None for a draft that there is not."""
    drafted = seen.read_beside(request, environment) if asked.has_draft else None
    if drafted and not drafted.draft:
        return None
    chosen = [plans.find(newest_first, side) for side in asked.sides if side not in (NOW, DRAFT)]
    found = Compared(tuple(map(outlined, chosen)), None)
    if any(item.is_deletion for item in chosen):
        return found
    models = {NOW: environment.components, **({DRAFT: drafted.environment.components} if drafted else {})}
    models |= {item.id: item.components for item in chosen}
    before, after = (models[side] for side in asked.sides)
    catalog = applications.names(request, [*before, *after])
    backwards = _age(asked.before, newest_first) > _age(asked.after, newest_first)
    if chosen:
        older, newer = (after, before) if backwards else (before, after)
        sent = sent_first(newest_first)
        known = inputs.of(request, doubtful(older, newer, sent))
        told = deployed_details.between(older, newer, sent, catalog, inputs=known, backwards=backwards)
        untold = deployed_details.untold(older, newer, catalog)
    else:
        told, untold = changes(before, after, catalog), []
    if drafted and drafted.own and {NOW, *(item.id for item in newest_first[:1])}.intersection(asked.sides):
        told = [*_own_change(environment, drafted.own, is_backwards=asked.before == DRAFT), *told]
    cut = [replace(change, properties=change.properties[:MAX_PROPERTIES]) for change in told[:MAX_CHANGES]]
    left_out = sum(max(0, len(change.properties) - MAX_PROPERTIES) for change in told[:MAX_CHANGES])
    return replace(
        found,
        changes=tuple(cut),
        number=len(told),
        left_out=left_out,
        untold=tuple(untold[:MAX_UNTOLD]),
        more_untold=max(0, len(untold) - MAX_UNTOLD),
        sketch=change_sketch(before, after, sketches.kinds(told), catalog),
    )


def _own_change(environment: Environment, own: OwnObject, *, is_backwards: bool) -> list[ComponentChange]:
    """Of the environment itself, between what is deployed and the draft."""
    before, after = (own.drafted, own.deployed) if is_backwards else (own.deployed, own.drafted)
    found = environment_change(before, after, environment.name)
    return [found] if found else []


def _age(side: str, newest_first: Sequence[Deployment]) -> tuple[int, int]:
    """The older, the less: a draft is what comes next."""
    if side in (NOW, DRAFT):
        return 1, (NOW, DRAFT).index(side)
    return 0, -newest_first.index(plans.find(newest_first, side))
