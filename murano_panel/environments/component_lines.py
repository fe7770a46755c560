"""The components on the page of an environment: state, what they use, what they have in the cloud."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from murano_panel.domain.model import object_model
from murano_panel.domain.model.changes import REMOVED, ComponentChange
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import component_id
from murano_panel.domain.model.resources import Resources, resources_of
from murano_panel.domain.records import Deployment, Environment, ObjectModel
from murano_panel.domain.state.environment import component_state
from murano_panel.domain.state.state import State
from murano_panel.domain.state.verdict import Verdict
from murano_panel.environments.past import Past
from murano_panel.web import now
from murano_panel.web.applications import Application, names_in


@dataclass(frozen=True)
class ComponentLine:
    """``name``, and those of others: twins are told apart.

    ``points_to``: (id, name) of the components it refers to; ``missing`` is how many references lead nowhere.
    ``resources``: what it has in the cloud, None for nothing. ``application``: None where it is not known.
    ``used_by`` names who points to it. ``change``: the draft's.
    ``model`` is it itself, ``submitted`` as it was first sent for deployment, None for not yet.
    """

    id: str
    name: str
    class_name: str
    state: State
    points_to: tuple[tuple[str, str], ...] = ()
    missing: int = 0
    resources: Resources | None = None
    application: Application | None = None
    used_by: tuple[str, ...] = ()
    change: ComponentChange | None = None
    model: ObjectModel = field(default_factory=dict, repr=False)
    submitted: ObjectModel | None = field(default=None, repr=False)

    @property
    def application_name(self) -> str:
        """As the catalog has it, else as it was called when the component was made, else its class."""
        return self.application.name if self.application else object_model.application_name(self.model)

    @property
    def is_in_cloud(self) -> bool:
        """Whether it has anything there that could have gone."""
        return bool(self.resources and (self.resources.servers or self.resources.volumes or self.resources.stacks))


def component_lines(
    committed: Environment,
    shown: Environment,
    changed: Sequence[ComponentChange],
    past: Past,
    latest: Verdict | None,
    applications: Mapping[str, Application],
) -> list[ComponentLine]:
    """Those that are shown and, behind them, those that the draft removes. No call.

    committed, shown: as deployed, and as the draft or what runs sees it. latest: the verdict on the newest deployment.
    applications: by class.
    """
    by_id = {change.component_id: change for change in changed}
    kinds = {own_id: change.kind for own_id, change in by_id.items()}
    present = {component_id(item) for item in shown.components}
    removed = [item for item in committed.components if kinds.get(component_id(item)) == REMOVED]
    listed = [(component_id(item), item) for item in [*shown.components, *removed]]
    names = told_apart([item for _own_id, item in listed], names_in(applications))
    # What refers to a part of a component refers to the component.
    is_same = shown.components is committed.components
    owners = object_model.entity_owners(shown.components if is_same else [*committed.components, *shown.components])
    in_cloud = _in_cloud(committed, past.submitted)
    judged = _judged(past.whole, latest, present)
    targets = {own_id: object_model.references(item, owners) for own_id, item in listed}
    used_by: dict[str, list[str]] = {}
    for own_id, _component in listed[: len(shown.components)]:
        for target in targets[own_id]:
            used_by.setdefault(target, []).append(names[own_id])
    lines = []
    for own_id, component in listed:
        state = component_state(own_id, change=kinds.get(own_id), environment=committed, latest=latest, deployed=judged)
        used = sorted(targets[own_id])
        class_name = object_model.class_name(component)
        lines.append(
            ComponentLine(
                id=own_id,
                name=names[own_id],
                class_name=class_name,
                state=state,
                points_to=tuple((target, names[target]) for target in used if target in present),
                # What goes as well may refer to whatever it likes.
                missing=0 if state.is_removed else sum(target not in present for target in used),
                resources=in_cloud.get(own_id),
                application=applications.get(class_name),
                used_by=tuple(used_by.get(own_id, ())),
                change=by_id.get(own_id),
                model=component,
                submitted=past.submitted.get(own_id),
            )
        )
    return lines


def _judged(newest_first: Sequence[Deployment], latest: Verdict | None, ids: Collection[str]) -> list[Verdict]:
    """The verdicts on the newest deployments that have ended: as many as it takes to know of each component."""
    found, missing = [], set(ids)
    for item in [item for item in newest_first if item.finished and item.is_deploy]:
        if missing:
            found.append(latest if latest and item is latest.deployment else now.verdict(item))
            # One that failed elsewhere says nothing of a component: then an earlier one tells when it was deployed.
            missing -= {own_id for own_id, part in found[-1].components.items() if part.state.code != 'unclear'}
    return found


def _in_cloud(committed: Environment, submitted: Mapping[str, ObjectModel]) -> dict[str, Resources]:
    """{id of a component: what it has}, from what is deployed: drafts have nothing in the cloud yet."""
    found = {}
    for component in committed.components:
        own_id = component_id(component)
        has = resources_of(component, submitted.get(own_id)) if own_id else None
        if has:
            found[own_id] = has
    return found
