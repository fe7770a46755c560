"""The types of images that a package's form asks for."""

from django.http import HttpRequest

from murano_panel import dynamic_ui
from murano_panel.api import errors
from murano_panel.components.package import cached, definitions
from murano_panel.domain.records import Package
from murano_panel.dynamic_ui import Definition

# In place of a type, for a field that offers every marked image, or types that only an answer decides on.
ANY = ''


def in_definition(definition: Definition) -> tuple[str, ...]:
    """Each once; ANY among them."""
    found = [item.attributes.get('image_type') for item in definition.fields() if item.kind == 'image']
    return tuple(dict.fromkeys(kind if isinstance(kind, str) else ANY for kind in found))


def of_package(request: HttpRequest, package: Package) -> tuple[str, ...]:
    """The same of a package of the catalog, nothing for one whose form cannot be read.

    One call, none once somebody of the project has read it. Raises as any call, but for what concerns this one alone.
    """

    def read() -> list[str]:
        try:
            definition = definitions.load(request, package)
        except (dynamic_ui.DefinitionError, errors.NotFound, errors.TooLarge):
            return []
        return list(in_definition(definition)) if definition else []

    return tuple(cached.once(request, package, 'image_types', read, is_good=lambda _found: True))
