"""What Murano tells of packages, categories, and the schemas of classes."""

from datetime import datetime
from typing import Any

import msgspec

from murano_panel.api.shapes.reading import Id, Mismatch, Shape, bounded, time_of
from murano_panel.domain import records
from murano_panel.domain.links import web_address


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
            supplier=_supplier(bounded([self.supplier])[0]),
            created=time_of(self.created),
            updated=time_of(self.updated),
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
    own: dict[str, Any] = bounded(found)
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
ANYTHING = Shape(Any, lambda found: bounded([found])[0])
