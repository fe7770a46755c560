"""What a package's form tells about it before anybody fills it in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from murano_panel import dynamic_ui
from murano_panel.components import refusals
from murano_panel.components.package import definitions
from murano_panel.components.page import step_title
from murano_panel.domain.records import Package
from murano_panel.domain.refusal import Refusal
from murano_panel.dynamic_ui import Definition, FieldDefinition, Problem

_BOUNDS = {
    'min_vcpus': _('At least %s VCPUs'),
    'max_vcpus': _('At most %s VCPUs'),
    'min_memory_mb': _('At least %s MB of memory'),
    'max_memory_mb': _('At most %s MB of memory'),
    'min_disk': _('At least %s GB of disk'),
    'max_disk': _('At most %s GB of disk'),
}


@dataclass(frozen=True)
class About:
    """``needs`` are sentences about flavors; ``requires`` names of classes; ``problems`` keep the form from working.

    refusal: why it can never be added, None where nothing is known against it.
    """

    has_form: bool = True
    needs: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    license: str = ''
    steps: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    refusal: Refusal | None = None


def from_form(request: HttpRequest, package: Package) -> About:
    """One call, none when the cache has the form's text."""
    try:
        definition = definitions.load(request, package)
        problems = dynamic_ui.certain_faults(definition) if definition else []
    except dynamic_ui.DefinitionError as error:
        definition, problems = None, error.problems
    if problems:
        return About(problems=tuple(problems), refusal=refusals.faulty_form(package, ()).refusal)
    if definition is None:
        return About(has_form=False, refusal=definitions.known_refusal(request, package))
    return About(
        needs=tuple(
            dict.fromkeys(
                sentence for field in definition.fields() if field.kind == 'flavor' for sentence in _needs(field)
            )
        ),
        requires=tuple(
            dict.fromkeys(
                name for field in definition.fields() if not field.may_stay_empty for name in field.class_names
            )
        ),
        license=_license(definition),
        steps=tuple(step_title(step) for step in definition.steps),
    )


def _needs(field: FieldDefinition) -> list[str]:
    requirements: Any = field.attributes.get('requirements')
    if not isinstance(requirements, dict):
        return []
    return [
        str(_BOUNDS[name]) % value
        for name, value in requirements.items()
        if name in _BOUNDS and isinstance(value, int | float)
    ]


def _license(definition: Definition) -> str:
    """By custom, the description of a field of this name."""
    texts = (field.attributes.get('description') for field in definition.fields() if field.name == 'license')
    return next((text for text in texts if isinstance(text, str)), '')
