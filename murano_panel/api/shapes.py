"""What Murano's answers look like, and the records that are made of them: known here, and nowhere else.

An answer is checked once, while it is decoded. Lenient where Murano is known to leave out or null things, strict
elsewhere. Object models are the package authors' and have no shape; they are bounded instead.
"""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

import msgspec

from murano_panel.domain import records
from murano_panel.domain.cloud import Thing
from murano_panel.domain.images import MarkedImage
from murano_panel.domain.links import web_address
from murano_panel.domain.model.tree import MAX_NESTING
from murano_panel.domain.stacks import Stack, StackResource

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
# Python cannot tell the first and the last ones in every time zone.
_FIRST_YEAR, _LAST_YEAR = 1970, 9000

# Ids that stand in our addresses.
Id = Annotated[str, msgspec.Meta(pattern=f'^{records.ID}$')]
Record = TypeVar('Record')


class Mismatch(Exception):
    """An answer is not what it should be. ``str()`` says what was expected, and nothing of the answer itself."""


class NoJson(Mismatch):
    """It is no JSON at all, or cut off."""


class Rows(list[Record], Generic[Record]):
    """The readable entries of a list; ``faults`` says of each other one what is wrong with it.

    ``next_marker`` asks for those after them, None at the end.
    """

    def __init__(self, found: Iterable[Record], faults: list[str], next_marker: str | None) -> None:
        super().__init__(found)
        self.faults, self.next_marker = faults, next_marker


class Shape(Generic[Record]):
    """Reads answers of one kind: ``kind`` is what msgspec decodes, ``make`` makes the record of it."""

    def __init__(self, kind: Any, make: Callable[[Any], Record]) -> None:
        self._decoder, self._make = msgspec.json.Decoder(kind), make
        self._all = msgspec.json.Decoder(list[kind])

    def read_all(self, content: bytes | msgspec.Raw) -> list[Record]:
        """The records of a list, at once. Raises Mismatch where any entry cannot be read."""
        return list(map(self._make, _decoded(self._all, content)))

    def read(self, content: bytes | msgspec.Raw) -> Record:
        """The record. Raises Mismatch."""
        return self._make(_decoded(self._decoder, content))


def read_rows(content: bytes, key: str, shape: Shape[Record]) -> Rows[Record]:
    """The entries of the list ``key``. Raises Mismatch where there is none, or where no entry can be read."""
    try:
        envelope = _decoded(_ENVELOPE, content)
        marker = _decoded(_MARKER, envelope.get('next_marker', b'null'))
        with suppress(Mismatch):
            # Four thousand one by one take half as long again.
            return Rows(shape.read_all(envelope.get(key, b'null')), [], marker)
        entries = _decoded(_LIST, envelope.get(key, b'null'))
    except NoJson:
        entries, marker = _from_python(content, key), None
    found, faults = [], []
    for number, entry in enumerate(entries):
        try:
            found.append(shape.read(entry))
        except Mismatch as error:
            faults.append(f'{key}[{number}]: {error}')
    if faults and not found:
        raise Mismatch(faults[0])
    return Rows(found, faults, marker)


def require_nothing(content: bytes, content_type: str, expected: str = 'application/json') -> None:
    """Murano gives even an empty answer its proper type, which a proxy does not. Raises Mismatch."""
    if content or not content_type.startswith(expected):
        raise Mismatch(f'Expected an empty answer of the type {expected}')


def require_file(content_type: str) -> None:
    """Murano's files are text or bytes: JSON is somebody's answer, not what a package holds. Raises Mismatch."""
    if content_type.startswith('application/json'):
        raise Mismatch('Expected a file')


_ENVELOPE = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_MARKER = msgspec.json.Decoder(Id | None)


def _decoded(decoder: msgspec.json.Decoder, content: bytes | msgspec.Raw) -> Any:
    try:
        return decoder.decode(content)
    except msgspec.ValidationError as error:
        raise Mismatch(str(error)) from error
    except (msgspec.DecodeError, UnicodeError) as error:
        raise NoJson(f'Expected JSON: {error}') from error
    except RecursionError as error:
        raise Mismatch(_TOO_DEEP) from error


def _from_python(content: bytes, key: str) -> list[bytes]:
    """Murano is written in Python, whose JSON knows NaN: what one row has of it must not hide the others."""
    try:
        entries = json.loads(content)[key]
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        raise Mismatch(f'Expected JSON: {error}') from error
    if not isinstance(entries, list):
        raise Mismatch(f'Expected `array` - at `$.{key}`')
    return [_as_json(entry) for entry in entries]


def _as_json(entry: Any) -> bytes:
    """With null for NaN; b'' for what is no text, such as half a character."""
    try:
        return msgspec.json.encode(entry)
    except (ValueError, OverflowError, RecursionError):
        return b''


def _bounded(value: Any) -> Any:
    """The same. Raises Mismatch where it is nested too deeply."""
    level = [value]
    for _depth in range(MAX_NESTING):
        level = [
            part
            for node in level
            for part in (node.values() if isinstance(node, dict) else node)
            if isinstance(part, dict | list)
        ]
        if not level:
            return value
    raise Mismatch(_TOO_DEEP)


_TOO_DEEP = f'Expected at most {MAX_NESTING} levels'

# Environments and drafts ---------------------------------------------------------------------------------------------


def _time(value: datetime | None) -> datetime:
    """Aware, from Murano's naive UTC; the epoch for none."""
    return _optional_time(value) or _NEVER


def _optional_time(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if not _FIRST_YEAR <= value.year <= _LAST_YEAR:
        raise Mismatch('Expected a time of our days')
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value


def _is_component(value: Any) -> bool:
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
        if not all(map(_is_component, self.services or ())):
            raise Mismatch('Expected components with an id in `?` - at `$.services`')
        return records.Environment(
            id=self.id,
            name=self.name,
            project_id=self.tenant_id,
            status=self.status,
            version=self.version,
            created=_time(self.created),
            updated=_time(self.updated),
            description=self.description_text or '',
            acquired_by=self.acquired_by or None,
            components=tuple(_bounded(self.services or [])),
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
        if not all(map(_is_component, self.services or ())):
            raise Mismatch('Expected components with an id in `?` - at `$.services`')
        return records.Blueprint(
            id=self.id,
            name=self.name,
            project_id=self.tenant_id,
            is_public=bool(self.is_public),
            created=_time(self.created),
            updated=_time(self.updated),
            description=self.description_text or '',
            components=tuple(_bounded(self.services or [])),
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
        return Session(self.id, self.version, _time(self.created))


ENVIRONMENT = Shape(_Environment, _Environment.record)
BLUEPRINT = Shape(_Blueprint, _Blueprint.record)
SESSION = Shape(_Session, _Session.record)


def _environment_model(found: Any) -> records.EnvironmentModel:
    components = found.get('services') or () if _is_component(found) else None
    if not isinstance(components, list | tuple) or not all(map(_is_component, components)):
        raise Mismatch('Expected an object, and its components')
    own = {key: value for key, value in found.items() if key != 'services'}
    return records.EnvironmentModel(own, tuple(components))


ENVIRONMENT_MODEL: Shape[records.EnvironmentModel] = Shape(Any, lambda found: _environment_model(_bounded([found])[0]))


def echo(sent: records.ObjectModel | list[records.ObjectModel]) -> Shape[None]:
    """Components that were sent come back."""

    def check(found: Any) -> None:
        if isinstance(found, list) is not isinstance(sent, list) or _ids(found) != _ids(sent):
            raise Mismatch('Expected the components that were sent')

    return Shape(Any, check)


def _ids(components: Any) -> list[str]:
    found = components if isinstance(components, list) else [components]
    return [item['?']['id'] if _is_component(item) else '' for item in found]


# Deployments ---------------------------------------------------------------------------------------------------------


class _Result(msgspec.Struct, rename={'is_exception': 'isException'}):
    """{} while the deployment runs; ``result`` is an exception's {'message', 'details'}, or whatever was returned."""

    is_exception: bool | None = None
    result: Any = None

    def record(self) -> records.Result | None:
        if self.is_exception is None:
            return None
        if not self.is_exception:
            return records.Result(is_exception=False, value=_bounded([self.result])[0])
        value = self.result if isinstance(self.result, dict) else {'message': self.result}
        return records.Result(
            is_exception=True, message=str(value.get('message') or ''), details=str(value.get('details') or '')
        )


class _Action(msgspec.Struct):
    object_id: str | None = None
    method: str | None = None
    args: dict[str, Any] | None = None

    def record(self) -> records.Action:
        return records.Action(self.object_id or '', self.method or '', _bounded(self.args or {}))


class _Model(msgspec.Struct):
    """What was sent to the engine. The engine calls its components applications."""

    name: Any = None
    services: Any = None
    applications: Any = None

    def components(self) -> tuple[records.ObjectModel, ...]:
        """Entries without ``?`` come after a bad upload."""
        found = self.services or self.applications
        return tuple(filter(_is_component, _bounded(found))) if isinstance(found, list) else ()


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
            started=_time(self.started or self.created),
            finished=_optional_time(self.finished),
            state=self.state,
            result=self.result.record() if self.result else None,
            components=model.components(),
            environment_name=str(model.name or ''),
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
            self.id, self.entity_id or None, self.level or 'info', self.text or '', _time(self.created)
        )


class _Task(msgspec.Struct):
    task_id: Id

    def record(self) -> str:
        return self.task_id


DEPLOYMENT = Shape(_Deployment, _Deployment.record)
TASK = Shape(_Task, _Task.record)
RESULT = Shape(_Result, _Result.record)
REPORT = Shape(_Report, _Report.record)

# The catalog ---------------------------------------------------------------------------------------------------------


def _supplier(data: Any) -> records.Supplier | None:
    """From the package's manifest, as its author wrote it."""
    if not isinstance(data, dict) or not any(data.values()):
        return None
    link = data.get('CompanyUrl')
    link = link if isinstance(link, dict) else {'Link': link}
    url = web_address(str(link.get('Link') or '').strip())
    return records.Supplier(
        name=str(data.get('Name') or ''),
        summary=str(data.get('Summary') or ''),
        description=str(data.get('Description') or ''),
        link_text=str(link.get('Text') or url),
        link_url=url,
    )


class _Package(msgspec.Struct):
    id: Id
    name: str
    fully_qualified_name: str
    type: str
    owner_id: str
    is_public: bool
    enabled: bool = True
    description: str | None = None
    author: str | None = None
    supplier: Any = None
    tags: list[str] | None = None
    categories: list[str] | None = None
    class_definitions: list[str] | None = None
    created: datetime | None = None
    updated: datetime | None = None

    def record(self) -> records.Package:
        return records.Package(
            id=self.id,
            name=self.name,
            fqn=self.fully_qualified_name,
            type=self.type,
            description=self.description or '',
            author=self.author or '',
            owner_id=self.owner_id,
            is_public=self.is_public,
            enabled=self.enabled,
            tags=tuple(self.tags or ()),
            categories=tuple(self.categories or ()),
            class_names=tuple(self.class_definitions or ()),
            supplier=_supplier(_bounded([self.supplier])[0]),
            created=_time(self.created),
            updated=_time(self.updated),
        )


class _Category(msgspec.Struct):
    id: Id
    name: str
    package_count: int | None = None

    def record(self) -> records.Category:
        return records.Category(self.id, self.name, self.package_count or 0)


def _class_schema(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return _schema(found.get('', {}), '')


def _schema(found: dict[str, Any], key: str) -> dict[str, Any]:
    own: dict[str, Any] = _bounded(found)
    properties = own.get('properties')
    if not isinstance(properties, dict) or not all(isinstance(item, dict) for item in properties.values()):
        raise Mismatch(f'Expected a schema with `properties` - at `$["{key}"]`')
    return own


def schema_of(method: str) -> Shape[dict[str, Any] | None]:
    """That of a method which builds a model; None where there is none."""
    return Shape(dict[str, dict[str, Any]], lambda found: _schema(found[method], method) if method in found else None)


PACKAGE = Shape(_Package, _Package.record)
CATEGORY = Shape(_Category, _Category.record)
# {model builder: schema}; the class's own stands under ''.
SCHEMA = Shape(dict[str, dict[str, Any]], _class_schema)
# What a static method returns.
ANYTHING = Shape(Any, lambda found: _bounded([found])[0])


# Statistics -----------------------------------------------------------------------------------------------------------


class _Load(msgspec.Struct):
    """An entry of ``GET /stats``; ``requests_per_tenant`` is JSON in a string."""

    host: str
    request_count: int = 0
    error_count: int = 0
    average_response_time: float = 0
    requests_per_second: float = 0
    errors_per_second: float = 0
    cpu_count: int = 0
    cpu_percent: float = 0
    requests_per_tenant: str | None = None

    def record(self) -> records.ApiLoad:
        return records.ApiLoad(
            host=self.host,
            requests=self.request_count,
            errors=self.error_count,
            average_time=self.average_response_time,
            requests_per_second=self.requests_per_second,
            errors_per_second=self.errors_per_second,
            cpu_count=self.cpu_count,
            cpu_percent=self.cpu_percent,
            requests_of=_counts(self.requests_per_tenant or '{}'),
        )


def _counts(text: str) -> dict[str, int]:
    """{} for what is nothing of the kind: the rest is of use without."""
    try:
        return msgspec.json.decode(text, type=dict[str, int])
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return {}


STATISTICS = Shape(list[_Load], lambda found: [each.record() for each in found])

# Other services ------------------------------------------------------------------------------------------------------


class _Image(msgspec.Struct):
    """Of Glance, whose properties stand beside the rest."""

    id: Id
    status: str
    name: str | None = None
    owner: str | None = None
    visibility: str | None = None
    container_format: str | None = None
    image_type: str | None = None
    murano_image_info: str | None = None

    def record(self) -> MarkedImage:
        return MarkedImage(
            id=self.id,
            name=self.name or '',
            status=self.status,
            owner_id=self.owner or '',
            visibility=self.visibility or '',
            text=self.murano_image_info,
            is_snapshot=self.image_type == 'snapshot',
            is_part=self.container_format in ('aki', 'ari'),
        )


class _Next(msgspec.Struct):
    """Where the next page of a list is, if there is one."""

    next: Any = None


IMAGE = Shape(_Image, _Image.record)
GOES_ON = Shape(_Next, lambda found: bool(found.next))


class _Zone(msgspec.Struct):
    """Of Designate."""

    name: str


ZONE = Shape(_Zone, lambda found: found.name)


class _Stack(msgspec.Struct):
    """Of Heat."""

    id: Id
    stack_name: str
    stack_status: str = ''
    stack_status_reason: str | None = None
    description: str | None = None

    def record(self) -> Stack:
        reason, description = self.stack_status_reason or '', self.description or ''
        return Stack(self.id, self.stack_name, self.stack_status, reason, description)


class _OneStack(msgspec.Struct):
    stack: _Stack


class _StackResource(msgspec.Struct):
    """Of Heat."""

    resource_name: str
    resource_type: str = ''
    physical_resource_id: str | None = None
    resource_status: str = ''
    resource_status_reason: str | None = None

    def record(self) -> StackResource:
        own_id, reason = self.physical_resource_id or '', self.resource_status_reason or ''
        return StackResource(self.resource_name, self.resource_type, own_id, self.resource_status, reason)


STACK = Shape(_Stack, _Stack.record)
ONE_STACK = Shape(_OneStack, lambda found: found.stack.record())
STACK_RESOURCE = Shape(_StackResource, _StackResource.record)


class _Thing(msgspec.Struct):
    """Of Cinder and Neutron."""

    id: Id
    name: str | None = None
    status: str | None = None

    def record(self) -> Thing:
        return Thing(self.id, self.name or '', self.status or '')


class _IpAddress(msgspec.Struct):
    addr: str


class _Server(msgspec.Struct):
    """Of Nova. addresses: {network: its addresses there}."""

    id: Id
    name: str | None = None
    status: str | None = None
    addresses: dict[str, list[_IpAddress]] | None = None

    def record(self) -> Thing:
        addresses = [item.addr for of_network in (self.addresses or {}).values() for item in of_network]
        return Thing(self.id, self.name or '', self.status or '', tuple(dict.fromkeys(addresses)))


def links_on(content: bytes, key: str) -> bool:
    """Whether a list says by its links that it goes on behind what it tells."""
    links = _decoded(_ENVELOPE, content).get(key)
    return bool(links) and any(link.rel == 'next' for link in _decoded(_LINKS, links) or ())


class _Link(msgspec.Struct):
    rel: str = ''


_LINKS = msgspec.json.Decoder(list[_Link] | None)
THING = Shape(_Thing, _Thing.record)
SERVER = Shape(_Server, _Server.record)
STACK_THING = Shape(_Stack, lambda found: Thing(found.id, found.stack_name, found.stack_status))
