"""What a deployment is about: all that its progress needs beside its reports, small and free of secrets."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from murano_panel.domain.model.actions import action_title
from murano_panel.domain.model.names import told_apart
from murano_panel.domain.model.object_model import (
    Catalog,
    application_name,
    class_name,
    component_id,
    component_name,
    objects,
    outlines,
    references,
)
from murano_panel.domain.records import Deployment, ObjectModel
from murano_panel.domain.state import deployment as deployment_status
from murano_panel.domain.state.deployment import ACTION, DELETE

# Characters of the name of an object inside a component.
MAX_NAME = 80


@dataclass(frozen=True)
class Part:
    """A component as a deployment knows it; ``removed`` marks one that the deployment destroys.

    name: twins are told apart. application: as the catalog calls it.
    """

    id: str
    name: str
    class_name: str
    removed: bool = False
    application: str = ''


@dataclass(frozen=True)
class Plan:
    """What a deployment is about. Free of secrets and plain, so that it can be cached.

    owners: {id of an object: id of its component}. classes: {class name: the one component that has it, or ''}.
    inside: {id of an object inside a component: what it is called}. uses: {id of a component: those it refers to}.
    action: what people call the ``method`` of an action.
    """

    deployment_id: str
    environment_id: str
    environment_name: str
    kind: str
    method: str
    target: str
    started: datetime
    action: str = ''
    parts: tuple[Part, ...] = ()
    owners: dict[str, str] = field(default_factory=dict)
    classes: dict[str, str] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)
    uses: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def second_of(self, moment: datetime) -> int:
        """Whole seconds from its start, by Murano's clocks, which may disagree: never less than 0."""
        return max(0, int((moment - self.started).total_seconds()))

    @property
    def is_action(self) -> bool:
        """It runs a method of one of the objects."""
        return self.kind == ACTION

    @property
    def is_deletion(self) -> bool:
        """It deletes the environment."""
        return self.kind == DELETE


def plan_of(
    deployment: Deployment, current: Sequence[ObjectModel], environment_name: str, catalog: Catalog | None = None
) -> Plan:
    """The plan of a deployment. ``current`` are the environment's components: the deployment may be removing some."""
    submitted = {component_id(item) for item in deployment.components}
    gone = [item for item in current if component_id(item) not in submitted]
    everything = [*deployment.components, *gone]
    names = told_apart(everything, catalog)
    owners, classes = _owners_and_classes(everything)
    sort = deployment_status.kind(deployment)
    return Plan(
        deployment_id=deployment.id,
        environment_id=deployment.environment_id,
        environment_name=environment_name,
        kind=sort,
        method=deployment.action.method if deployment.action else '',
        target=deployment.action.object_id if deployment.action and sort == ACTION else '',
        started=deployment.started,
        action=action_title(deployment),
        parts=tuple(
            Part(
                own_id,
                names[own_id],
                class_name(item),
                removed=own_id not in submitted,
                application=application_name(item, catalog),
            )
            for item in everything
            for own_id in [component_id(item)]
        ),
        owners=owners,
        classes=classes,
        inside={
            component_id(part): component_name(part)[:MAX_NAME]
            for item in everything
            for part in objects(item)
            if component_id(part) != component_id(item)
        },
        uses={component_id(item): tuple(sorted(used)) for item in everything if (used := references(item, owners))},
    )


def outlined(deployment: Deployment) -> Deployment:
    """With no more of its components than plan_of() needs; an action's object tells what it is called."""
    return replace(deployment, components=outlines(deployment.components)) if deployment.is_deploy else deployment


def _owners_and_classes(components: Sequence[ObjectModel]) -> tuple[dict[str, str], dict[str, str]]:
    owners: dict[str, str] = {}
    classes: dict[str, str] = {}
    for component in components:
        own = component_id(component)
        for part in objects(component):
            owners[component_id(part)] = own
            name = class_name(part)
            classes[name] = own if classes.get(name, own) == own else ''
    return owners, classes
