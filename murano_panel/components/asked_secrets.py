"""Secrets that nobody has kept: typed once more, and checked by the fields of their applications' forms.

What is to be asked says ``domain/model/withheld.py``; ``environments/_asked_secrets.html`` asks it within a form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
from murano_panel.api import errors
from murano_panel.api import packages as package_api
from murano_panel.components.package import definitions
from murano_panel.domain.model import object_model
from murano_panel.domain.model.component_conflicts import ComponentConflict
from murano_panel.domain.model.conflicts import Conflict
from murano_panel.domain.model.tree import value_at
from murano_panel.domain.model.withheld import Withheld, fits
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.refusal import Refused

# What the names of their inputs begin with; the rest is the place.
SECRET = 'secret:'


@dataclass(frozen=True)
class AskedSecret:
    """A secret to be typed again. ``is_checked``: the form of its application is known, whose field checks it."""

    number: int
    secret: Withheld
    is_checked: bool = False
    help_text: str = ''
    complaints: list[str] = field(default_factory=list)

    def belongs_to(self, conflict: Conflict | ComponentConflict) -> bool:
        """Whether it is needed only if the user's own value is chosen there."""
        secret, place = self.secret, conflict.place
        return secret.component_id == conflict.component_id and secret.path[: len(place)] == place


def sent(request: HttpRequest, beginning: str) -> dict[str, str]:
    """{the rest of the name: what was sent}, of the inputs whose names begin so."""
    found = request.POST.items()
    return {name.removeprefix(beginning): str(value) for name, value in found if name.startswith(beginning)}


def typed(request: HttpRequest) -> dict[str, str]:
    """{``Withheld.key``: what was typed}, empty inputs included."""
    return sent(request, SECRET)


def asked(
    request: HttpRequest, withheld: Sequence[Withheld], components: Sequence[ObjectModel], typed: Mapping[str, str]
) -> list[AskedSecret]:
    """The secrets as the page asks for them, with what is wrong with what was ``typed``.

    Up to two calls for each application that secrets belong to.
    """
    found: dict[str, dynamic_ui.Definition | None] = {}
    secrets = []
    for number, secret in enumerate(withheld, 1):
        component = object_model.find(components, secret.component_id) or {}
        class_name = object_model.class_name(component)
        if class_name not in found:
            found[class_name] = _definition(request, component)
        definition = found[class_name]
        form_field = dynamic_ui.secret_field(definition, component, secret.path) if definition else None
        text = typed.get(secret.key, '')
        misfits = [_('A number is needed.')] if text and not fits(text, value_at(component, secret.path)) else []
        if form_field is None:
            secrets.append(AskedSecret(number, secret, complaints=misfits))
            continue
        complaints = (dynamic_ui.complaints(form_field, text) if text else []) or misfits
        secrets.append(AskedSecret(number, secret, True, form_field.help_text or form_field.description, complaints))
    return secrets


def are_complete(secrets: Sequence[AskedSecret], typed: Mapping[str, str]) -> bool:
    """Whether all were typed, and none is complained about."""
    return all(typed.get(item.secret.key) and not item.complaints for item in secrets)


def _definition(request: HttpRequest, component: ObjectModel) -> dynamic_ui.Definition | None:
    """The form of the component's application; None where there is none that can be read now."""
    try:
        named = object_model.package_name(component) or object_model.class_name(component)
        found = package_api.by_class_name(request, object_model.class_name(component))
        package = next((item for item in found if item.fqn == named), found[0] if found else None)
        return definitions.definition_of(request, package) if package else None
    except errors.Expired:
        raise
    except (errors.ApiError, Refused):
        return None
