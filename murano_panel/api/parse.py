"""Murano's JSON → records. Murano leaves out or nulls nearly everything now and then."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from murano_panel.domain import records

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def time(text: str | None) -> datetime:
    """An aware time from Murano's naive UTC; the epoch when it is missing or unreadable."""
    return optional_time(text) or _NEVER


def optional_time(text: str | None) -> datetime | None:
    """As time(), but None when it is missing or unreadable."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None


def components(value: Any) -> tuple[records.ObjectModel, ...]:
    """The objects of a ``services`` list: null after a failed deletion, entries without ``?`` after a bad upload."""
    return tuple(item for item in value or () if isinstance(item, dict) and isinstance(item.get('?'), dict))


def environment(data: Mapping[str, Any]) -> records.Environment:
    """An entry of ``GET /environments``, or ``GET /environments/{id}`` with its components."""
    return records.Environment(
        id=data['id'],
        name=data.get('name') or '',
        project_id=data.get('tenant_id') or '',
        status=data.get('status') or 'ready',
        version=data.get('version') or 0,
        created=time(data.get('created')),
        updated=time(data.get('updated')),
        description=data.get('description_text') or '',
        acquired_by=data.get('acquired_by') or None,
        components=components(data.get('services')),
    )


def task_result(data: Mapping[str, Any] | None) -> records.Result | None:
    """None while the deployment runs ({} or null)."""
    if not data or 'isException' not in data:
        return None
    value = data.get('result')
    if not data['isException']:
        return records.Result(is_exception=False, value=value)
    value = value if isinstance(value, dict) else {'message': str(value or '')}
    return records.Result(
        is_exception=True, message=str(value.get('message') or ''), details=str(value.get('details') or '')
    )


def _action(data: Mapping[str, Any] | None) -> records.Action | None:
    if not data:
        return None
    return records.Action(
        object_id=str(data.get('object_id') or ''),
        method=str(data.get('method') or ''),
        arguments=dict(data.get('args') or {}),
    )


def deployment(data: Mapping[str, Any]) -> records.Deployment:
    """An entry of a list of deployments. Its ``description`` is the whole model that was sent to the engine."""
    model = data.get('description') or {}
    return records.Deployment(
        id=data['id'],
        environment_id=data['environment_id'],
        action=_action(data.get('action')),
        started=time(data.get('started') or data.get('created')),
        finished=optional_time(data.get('finished')),
        state=data.get('state') or '',
        result=task_result(data.get('result')),
        components=components(model.get('services') or model.get('applications')),
        environment_name=str(model.get('name') or ''),
    )


def report(data: Mapping[str, Any]) -> records.Report:
    """An entry of ``GET /environments/{id}/deployments/{id}`` (statuses)."""
    return records.Report(
        id=str(data['id']),
        entity_id=data.get('entity_id') or None,
        level=data.get('level') or 'info',
        text=data.get('text') or '',
        created=time(data.get('created')),
    )


def _web_address(value: Any) -> str:
    text = str(value or '').strip()
    try:
        return text if urlsplit(text).scheme in ('http', 'https') else ''
    except ValueError:
        return ''


def _supplier(data: Any) -> records.Supplier | None:
    if not isinstance(data, dict) or not any(data.values()):
        return None
    link = data.get('CompanyUrl')
    link = link if isinstance(link, dict) else {'Link': link}
    url = _web_address(link.get('Link'))
    return records.Supplier(
        name=str(data.get('Name') or ''),
        summary=str(data.get('Summary') or ''),
        description=str(data.get('Description') or ''),
        link_text=str(link.get('Text') or url),
        link_url=url,
    )


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in value or ())


def package(data: Mapping[str, Any]) -> records.Package:
    """An entry of ``GET /catalog/packages``, or one package."""
    return records.Package(
        id=data['id'],
        name=data.get('name') or '',
        fqn=data.get('fully_qualified_name') or '',
        type=data.get('type') or '',
        description=data.get('description') or '',
        author=data.get('author') or '',
        owner_id=data.get('owner_id') or '',
        is_public=bool(data.get('is_public')),
        enabled=bool(data.get('enabled', True)),
        tags=_texts(data.get('tags')),
        categories=_texts(data.get('categories')),
        class_names=_texts(data.get('class_definitions')),
        supplier=_supplier(data.get('supplier')),
        created=time(data.get('created')),
        updated=time(data.get('updated')),
    )


def category(data: Mapping[str, Any]) -> records.Category:
    """An entry of ``GET /catalog/categories``."""
    return records.Category(id=data['id'], name=data.get('name') or '', package_count=data.get('package_count') or 0)
