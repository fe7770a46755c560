"""Secrets that nobody has kept: typed once more, and checked by the fields of their applications' forms.

What is to be asked says ``domain/model/withheld.py``; ``environments/_asked_secrets.html`` asks it within a form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import dynamic_ui
from murano_panel.api import errors
from murano_panel.components.package import definitions
from murano_panel.components.package.providers import Providers, name_of
from murano_panel.domain.conflicts.component_conflicts import ComponentConflict
from murano_panel.domain.conflicts.property_conflicts import Conflict
from murano_panel.domain.model import object_model
from murano_panel.domain.model.tree import value_at
from murano_panel.domain.model.versions import Typed
from murano_panel.domain.model.versions import typed as typed_as
from murano_panel.domain.model.withheld import Withheld, fits
from murano_panel.domain.records import ObjectModel
from murano_panel.domain.refusal import Refusal, Refused
from murano_panel.web import failures

# What the names of their inputs begin with; the rest is the place.
SECRET = 'secret:'
# Inputs of a page, and applications whose forms are looked for.
MAX_SECRETS, MAX_FORMS = 500, 10


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
    request: HttpRequest,
    withheld: Sequence[Withheld],
    components: Sequence[ObjectModel],
    typed: Mapping[str, str],
    providers: Providers | None = None,
) -> list[AskedSecret]:
    """The secrets as the page asks for them, with what is wrong with what was ``typed``.

    Up to two calls for each application that secrets belong to, of MAX_FORMS; none to find those out that
    ``providers`` has found already. What authors want to be computed takes no longer than in their forms; what was not
    looked at is not checked. Raises Refused for more than MAX_SECRETS.
    """
    if len(withheld) > MAX_SECRETS:
        raise Refused(_too_many(len(withheld)))
    forms = _Forms(request, providers or Providers(request))
    by_id = {object_model.component_id(component): component for component in components}
    with dynamic_ui.work_limit(dynamic_ui.REQUEST_SECONDS):
        return [
            _asked(number, secret, by_id.get(secret.component_id) or {}, forms, typed.get(secret.key, ''))
            for number, secret in enumerate(withheld, 1)
        ]


def _asked(number: int, secret: Withheld, component: ObjectModel, forms: '_Forms', text: str) -> AskedSecret:
    definition = forms.of(component)
    form_field = dynamic_ui.secret_field(definition, component, secret.path) if definition else None
    misfits = [_('A number is needed.')] if text and not fits(text, value_at(component, secret.path)) else []
    if form_field is None:
        return AskedSecret(number, secret, complaints=misfits)
    complaints = (dynamic_ui.complaints(form_field, text) if text else []) or misfits
    return AskedSecret(number, secret, True, form_field.help_text or form_field.description, complaints)


def are_complete(secrets: Sequence[AskedSecret], typed: Mapping[str, str]) -> bool:
    """Whether all were typed, and none is complained about."""
    return all(typed.get(item.secret.key) and not item.complaints for item in secrets)


class _Forms:
    """The forms of applications, for one request."""

    def __init__(self, request: HttpRequest, providers: Providers):
        self._request = request
        self._providers = providers
        self._found: dict[str, dynamic_ui.Definition | None] = {}

    def of(self, component: ObjectModel) -> dynamic_ui.Definition | None:
        """The form of the component's application; None where there is none that can be read now."""
        wanted = typed_as(object_model.header(component))
        if wanted is None:
            return None
        name = name_of(wanted)
        if name not in self._found:
            self._found[name] = self._read(wanted) if len(self._found) < MAX_FORMS else None
        return self._found[name]

    def _read(self, wanted: Typed) -> dynamic_ui.Definition | None:
        try:
            package = self._providers.package_of(wanted)
            return definitions.definition_of(self._request, package) if package else None
        except errors.Expired:
            raise
        except (errors.ApiError, Refused):
            return None


def _too_many(number: int) -> Refusal:
    return failures.refusal(
        errors.Invalid,
        _('Together the components have %(number)d secrets; %(most)d can be typed at once.')
        % {'number': number, 'most': MAX_SECRETS},
        title=_('Too many secrets'),
        advice=_('Take some of the components at a time. Nothing was changed.'),
    )
