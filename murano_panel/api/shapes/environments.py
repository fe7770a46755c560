"""What Murano tells of environments, blueprints and drafts."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from murano_panel.api.shapes.reading import Id, Mismatch, Shape, bounded, time_of
from murano_panel.domain import records


def is_component(value: Any) -> bool:
    """Whether it is an object with an id, which Murano's models have of each component."""
    header = value.get('?') if isinstance(value, dict) else None
    return isinstance(header, dict) and isinstance(header.get('id'), str) and bool(header['id'])


class _Environment(msgspec.Struct):
    """An entry of ``GET /environments``, without ``services``, or ``GET /environments/{id}``.

    ``status`` is left out where one has just been created or renamed; ``services`` is null after a failed deletion.
    """

    id: Id
    name: str
    tenant_id: str
    version: int
    created: datetime | None = None
    updated: datetime | None = None
    status: str = 'ready'
    description_text: str | None = None
    acquired_by: str | None = None
    services: list[dict[str, Any]] | None = None

    def record(self) -> records.Environment:
        # What a list of components lacks would be lost when it is written back.
        if not all(map(is_component, self.services or ())):
            raise Mismatch('Expected components with an id in `?` - at `$.services`')
        return records.Environment(
            id=self.id,
            name=self.name,
            project_id=self.tenant_id,
            status=self.status,
            version=self.version,
            created=time_of(self.created),
            updated=time_of(self.updated),
            description=self.description_text or '',
            acquired_by=self.acquired_by or None,
            components=tuple(bounded(self.services or [])),
        )


class _Blueprint(msgspec.Struct):
    """An entry of ``GET /templates``, without ``services``, or ``GET /templates/{id}``."""

    id: Id
    name: str
    tenant_id: str
    is_public: bool | None = None
    created: datetime | None = None
    updated: datetime | None = None
    description_text: str | None = None
    services: list[dict[str, Any]] | None = None

    def record(self) -> records.Blueprint:
        # As with environments: the components are written back as a whole.
        if not all(map(is_component, self.services or ())):
            raise Mismatch('Expected components with an id in `?` - at `$.services`')
        return records.Blueprint(
            id=self.id,
            name=self.name,
            project_id=self.tenant_id,
            is_public=bool(self.is_public),
            created=time_of(self.created),
            updated=time_of(self.updated),
            description=self.description_text or '',
            components=tuple(bounded(self.services or [])),
        )


@dataclass(frozen=True)
class Session:
    """What ``POST /environments/{id}/configure`` tells; its environment and user are known."""

    id: str = field(repr=False)
    version: int
    created: datetime


class _Session(msgspec.Struct):
    id: Id
    version: int
    created: datetime | None = None

    def record(self) -> Session:
        return Session(self.id, self.version, time_of(self.created))


ENVIRONMENT = Shape(_Environment, _Environment.record)
BLUEPRINT = Shape(_Blueprint, _Blueprint.record)
SESSION = Shape(_Session, _Session.record)


def _environment_model(found: Any) -> records.EnvironmentModel:
    components = found.get('services') or () if is_component(found) else None
    if not isinstance(components, list | tuple) or not all(map(is_component, components)):
        raise Mismatch('Expected an object, and its components')
    own = {key: value for key, value in found.items() if key != 'services'}
    return records.EnvironmentModel(own, tuple(components))


ENVIRONMENT_MODEL: Shape[records.EnvironmentModel] = Shape(Any, lambda found: _environment_model(bounded([found])[0]))


def echo(sent: records.ObjectModel | list[records.ObjectModel]) -> Shape[None]:
    """Components that were sent come back."""

    def check(found: Any) -> None:
        if isinstance(found, list) is not isinstance(sent, list) or _ids(found) != _ids(sent):
            raise Mismatch('Expected the components that were sent')

    return Shape(Any, check)


def _ids(components: Any) -> list[str]:
    found = components if isinstance(components, list) else [components]
    return [item['?']['id'] if is_component(item) else '' for item in found]
