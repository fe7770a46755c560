"""What a package's form is made of, read once for all users of a project."""

import functools
from typing import Any

from django.http import HttpRequest

from murano_panel import dynamic_ui
from murano_panel.api import errors, key_manager, schemas, static_actions
from murano_panel.api import packages as package_api
from murano_panel.components import refusals
from murano_panel.components.package import cached, field_types, manifests
from murano_panel.components.package.form import PackageForm, SchemaForm, UiForm
from murano_panel.domain.records import Package
from murano_panel.domain.refusal import Refusal
from murano_panel.dynamic_ui import Definition, Schema, Schemas, as_in_heat, is_generated

# What Murano said of a class that it cannot read; a package that this one requires may be imported at any time.
_UNREADABLE = 'unreadable'
UNREADABLE_SECONDS = 300


def text(request: HttpRequest, package: Package) -> str:
    """The ui.yaml, '' when there is none. One call, none once somebody has kept it."""
    known = cached.known_texts(request, package, 'ui')
    return package_api.ui(request, package.id) if known is None else known


def keep_text(request: HttpRequest, package: Package, source: str) -> None:
    """Keeps a ui.yaml that has been loaded: a damaged answer must not outlast the damage."""
    cached.keep_texts(request, package, 'ui', source)


def load(request: HttpRequest, package: Package) -> Definition | None:
    """The form that the package brings, None when it brings none. Calls as ``text()``. Raises DefinitionError."""
    known = cached.known_texts(request, package, 'ui')
    source = package_api.ui(request, package.id) if known is None else known
    is_there = bool(source.strip())
    definition = (
        dynamic_ui.load_definition(
            source, fqn=package.fqn, package_name=package.name, own_types=field_types.registered()
        )
        if is_there
        else None
    )
    if known is None:
        keep_text(request, package, source)
    return definition


def schema(request: HttpRequest, package: Package, class_name: str = '') -> dict[str, Any]:
    """The schema of a class, the package's main one unless named.

    One call, which may take seconds; none when the cache has it.

    Raises NotFound when the package has no such class, Invalid for one that Murano cannot read.
    """
    return cached.once(
        request,
        package,
        f'schema:{class_name}' if class_name else 'schema',
        lambda: schemas.class_schema(request, class_name or package.fqn, package_name=package.fqn),
        is_good=bool,
    )


def parts_of(request: HttpRequest, package: Package) -> Schemas:
    """What gives the schemas of the classes that a package's objects are made of, wherever these are defined."""

    @functools.cache
    def schema_of(class_name: str) -> Schema | None:
        return cached.once(
            request, package, f'part:{class_name}', lambda: _schema_or_none(request, class_name), is_good=bool
        )

    return schema_of


def _schema_or_none(request: HttpRequest, class_name: str) -> Schema | None:
    """None for a class that is not there, and where Murano fails over it."""
    try:
        return schemas.class_schema(request, class_name)
    except (errors.NotFound, errors.Invalid):
        return None
    except errors.Unavailable as error:
        # No answer is an outage; an error that Murano answers with is about this class, which is then written as JSON.
        if error.code is None:
            raise
        return None


def form_of(request: HttpRequest, package: Package) -> PackageForm:
    """The package's form for a new component. Raises Refused where there is no usable one."""
    definition = definition_of(request, package)
    if definition:
        return UiForm(definition, key_manager.encryptor())
    return SchemaForm(package, schema_or_refuse(request, package), parts_of(request, package))


def schema_or_refuse(request: HttpRequest, package: Package, class_name: str = '') -> dict[str, Any]:
    """As ``schema()``. Raises Refused where the package has no such class, or one that Murano cannot read."""
    if not package.class_names:
        raise refusals.no_form(package)
    try:
        return schema(request, package, class_name)
    except (errors.NotFound, errors.Invalid) as error:
        # For the pages that may not ask, until somebody asks again.
        cached.keep_texts(request, package, _UNREADABLE, str(error), UNREADABLE_SECONDS)
        raise refusals.no_form(package, error) from error


def known_refusal(request: HttpRequest, package: Package) -> Refusal | None:
    """Why no form can be made from the class of a package that brings none, as far as is known. No call."""
    if not package.class_names:
        return refusals.no_form(package).refusal
    said = cached.known_texts(request, package, _UNREADABLE)
    return None if said is None else refusals.no_form(package, errors.Invalid(said)).refusal


def definition_of(request: HttpRequest, package: Package) -> Definition | None:
    """The form that the package brings, None when it brings none. Raises Refused for one that can never work."""
    try:
        definition = load(request, package)
    except dynamic_ui.DefinitionError as error:
        raise refusals.faulty_form(package, error.problems) from error
    faults = dynamic_ui.certain_faults(definition) if definition else []
    if faults:
        raise refusals.faulty_form(package, faults)
    if definition is None or not is_generated(definition):
        return definition
    return as_in_heat(definition, manifests.constraints(request, package))


def parameters_of(request: HttpRequest, package: Package, form: PackageForm) -> dict[str, Any] | None:
    """What the package's own code contributes to its form, None when it has no such code, or this gives no mapping.

    One call. Raises Refused.

    Asked once per form and kept with its answers: it may take seconds, and need not be the same again.
    """
    if form.parameters_source is None:
        return None
    class_name, method = form.parameters_source
    try:
        found = static_actions.call(request, class_name, method, package_name=package.fqn)
    except errors.Expired:
        raise
    except errors.ApiError as error:
        raise refusals.failed_preparation(package, error) from error
    return found if isinstance(found, dict) else None
