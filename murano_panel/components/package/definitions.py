"""What a package's form is made of, read once for all users of a project."""

import functools
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest

from murano_panel import dynamic_ui
from murano_panel.api import errors, key_manager, schemas
from murano_panel.api import packages as package_api
from murano_panel.components.package.form import PackageForm, SchemaForm, UiForm
from murano_panel.domain.records import Package
from murano_panel.dynamic_ui import Schema, Schemas
from murano_panel.dynamic_ui.definition.heat import with_secrets

CACHE_SECONDS = 3600


def text(request: HttpRequest, package: Package) -> str:
    """The ui.yaml, '' when there is none. One call, none when the cache has it."""
    return _once(request, package, 'ui', lambda: package_api.ui(request, package.id))


def schema(request: HttpRequest, package: Package, class_name: str = '') -> dict[str, Any]:
    """The schema of a class, the package's main one unless named.

    One call, which may take seconds; none when the cache has it.

    Raises NotFound when the package has no such class.
    """
    return _once(
        request,
        package,
        f'schema:{class_name}' if class_name else 'schema',
        lambda: schemas.class_schema(request, class_name or package.fqn, package_name=package.fqn),
    )


def parts_of(request: HttpRequest, package: Package) -> Schemas:
    """What gives the schemas of the classes that a package's objects are made of, wherever these are defined."""

    @functools.cache
    def schema_of(class_name: str) -> Schema | None:
        return _once(request, package, f'part:{class_name}', lambda: _schema_or_none(request, class_name)) or None

    return schema_of


def _schema_or_none(request: HttpRequest, class_name: str) -> Schema | None:
    """{} for a class that is not there; None, which is asked for again, where Murano fails over it."""
    try:
        return schemas.class_schema(request, class_name)
    except errors.NotFound:
        return {}
    except errors.Unavailable as error:
        if error.code is None:
            raise
        return None


def form_of(request: HttpRequest, package: Package) -> PackageForm:
    """The form. Raises dynamic_ui.DefinitionError, which lists all problems, and NotFound where there is nothing."""
    source = text(request, package)
    if not source.strip():
        return SchemaForm(package, schema(request, package), parts_of(request, package))
    definition = dynamic_ui.load_definition(source, fqn=package.fqn, package_name=package.name)
    return UiForm(with_secrets(definition), key_manager.encryptor())


def _once(request: HttpRequest, package: Package, part: str, read: Callable[[], Any]) -> Any:
    """``package`` was read with the user's own token, which is the check of access; ``updated`` makes changes show."""
    key = f'murano_panel:{part}:{request.user.project_id}:{package.id}:{package.updated.timestamp()}'
    found = cache.get(key)
    if found is None:
        found = read()
        cache.set(key, found, CACHE_SECONDS)
    return found
