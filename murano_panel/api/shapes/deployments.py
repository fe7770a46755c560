"""What Murano tells of deployments, their reports and results."""

from datetime import datetime
from typing import Any

import msgspec

from murano_panel.api.shapes.environments import is_component
from murano_panel.api.shapes.reading import Id, Mismatch, Shape, bounded, optional_time, time_of
from murano_panel.domain import records


class _Result(msgspec.Struct, rename={'is_exception': 'isException'}):
    """{} while the deployment runs; ``result`` is an exception's {'message', 'details'}, or whatever was returned."""

    is_exception: bool | None = None
    result: Any = None

    def record(self) -> records.Result | None:
        if self.is_exception is None:
            return None
        if not self.is_exception:
            return records.Result(is_exception=False, value=bounded([self.result])[0])
        value = self.result if isinstance(self.result, dict) else {'message': self.result}
        return records.Result(
            is_exception=True, message=str(value.get('message') or ''), details=str(value.get('details') or '')
        )


class _Action(msgspec.Struct):
    object_id: str | None = None
    method: str | None = None
    args: dict[str, Any] | None = None

    def record(self) -> records.Action:
        return records.Action(self.object_id or '', self.method or '', bounded(self.args or {}))


class _Model(msgspec.Struct):
    """What was sent to the engine. The engine calls its components applications."""

    header: Any = msgspec.field(default=None, name='?')
    name: Any = None
    region: Any = None
    networks: Any = msgspec.field(default=None, name='defaultNetworks')
    services: Any = None
    applications: Any = None

    def components(self) -> tuple[records.ObjectModel, ...]:
        """Entries without ``?`` come after a bad upload."""
        found = self.services or self.applications
        return tuple(filter(is_component, bounded(found))) if isinstance(found, list) else ()

    def own(self) -> records.ObjectModel:
        """The environment's own object, without what the engine has made for it."""
        found = {'?': self.header, 'name': self.name, 'region': self.region, 'defaultNetworks': self.networks}
        own: records.ObjectModel = bounded([{key: value for key, value in found.items() if value is not None}])[0]
        return own


class _Deployment(msgspec.Struct):
    """``action`` is null for a deletion, ``result`` {} or null for what runs."""

    id: Id
    environment_id: Id
    state: str
    action: _Action | None = None
    started: datetime | None = None
    finished: datetime | None = None
    created: datetime | None = None
    description: _Model | None = None
    result: _Result | None = None

    def record(self) -> records.Deployment:
        if self.action and self.description is None:
            raise Mismatch('Expected `object` - at `$.description`')
        model = self.description or _Model()
        return records.Deployment(
            id=self.id,
            environment_id=self.environment_id,
            action=self.action.record() if self.action and self.action.method else None,
            started=time_of(self.started or self.created),
            finished=optional_time(self.finished),
            state=self.state,
            result=self.result.record() if self.result else None,
            components=model.components(),
            environment_name=str(model.name or ''),
            own=model.own(),
        )


class _Report(msgspec.Struct):
    id: str
    entity_id: str | None = None
    level: str | None = None
    text: str | None = None
    created: datetime | None = None

    def record(self) -> records.Report:
        # Without names: there are thousands of them at a time.
        return records.Report(
            self.id, self.entity_id or None, self.level or 'info', self.text or '', time_of(self.created)
        )


class _Task(msgspec.Struct):
    task_id: Id

    def record(self) -> str:
        return self.task_id


DEPLOYMENT = Shape(_Deployment, _Deployment.record)
TASK = Shape(_Task, _Task.record)
RESULT = Shape(_Result, _Result.record)
REPORT = Shape(_Report, _Report.record)
