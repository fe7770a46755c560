"""Carrying the changes of a lost draft over to a new one: shown, asked for what is missing, then written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel import dynamic_ui
from murano_panel.api import drafts, errors
from murano_panel.api import packages as package_api
from murano_panel.components.package import definitions
from murano_panel.domain.model import object_model, reapply
from murano_panel.domain.model.changes import ADDED
from murano_panel.domain.model.conflicts import Conflict, Entry
from murano_panel.domain.model.reapply import Reapplied, Withheld
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.domain.refusal import Refused
from murano_panel.drafts import kept, seen, store
from murano_panel.drafts.views import DraftView
from murano_panel.web import applications, busy
from murano_panel.web.text import literal

# What the names of inputs begin with in which secrets are asked for again, and values chosen; the rest is the place.
SECRET, CHOICE = 'secret:', 'choice:'


@dataclass(frozen=True)
class AskedSecret:
    """A secret to be typed again. ``is_checked``: the form of its application is known, whose field checks it."""

    number: int
    secret: Withheld
    is_checked: bool = False
    help_text: str = ''
    complaints: list[str] = field(default_factory=list)

    def belongs_to(self, conflict: Conflict) -> bool:
        """Whether it is needed only if the user's own value is chosen there."""
        secret, place = self.secret, conflict.place
        return secret.component_id == conflict.component_id and secret.path[: len(place)] == place


class ReapplyView(DraftView):
    """Shows what would be carried over, asks for secrets and which value counts; then it is reviewed as always.

    ``saved`` is what the browser kept, ``secret:<key>`` what was typed, ``choice:<key>`` whose value is taken,
    ``confirmed`` comes from the second page. One call, and up to two for each application that secrets belong to.
    """

    def change(self, request: HttpRequest, environment_id: str) -> HttpResponse:
        mine = seen.read(request, environment_id)
        busy.require_idle(mine.environment)
        typed, choices = self._sent(SECRET), self._sent(CHOICE)
        try:
            saved = kept.from_browser(request, environment_id, request.POST.get('saved', ''))
            present = mine.environment.components
            catalog = applications.names(request, [*present, *_added(saved)])
            answer = reapply.reapply(saved, present, typed, choices, catalog)
        except ValueError:
            messages.error(request, _('What this browser kept of your changes, or a secret, cannot be used.'))
            return redirect(self.environment_url())
        if not answer.done and not answer.conflicts:
            messages.info(request, _('Nothing to carry over: the environment is like this already.'))
            return redirect(self.environment_url() + '#reapplied')
        asked = self._asked(answer, typed)
        # The first page asks; only what it asked, answered and confirmed, is written.
        is_complete = all(typed.get(item.secret.key) and not item.complaints for item in asked) and all(
            conflict.choice for conflict in answer.conflicts
        )
        if not self.is_confirmed or not is_complete:
            return self._page(mine.environment, answer, asked)
        if answer.done:
            with store.writing(request, mine) as draft:
                drafts.replace_components(request, draft, answer.components)
            messages.success(request, _('Your changes are in a new draft. Review and deploy them.'))
        else:
            messages.info(request, _('Nothing was carried over: what others set stays.'))
        return redirect(self.environment_url() + '#reapplied')

    def _sent(self, beginning: str) -> dict[str, str]:
        sent = self.request.POST.items()
        return {name.removeprefix(beginning): str(value) for name, value in sent if name.startswith(beginning)}

    def _asked(self, answer: Reapplied, typed: dict[str, str]) -> list[AskedSecret]:
        found: dict[str, dynamic_ui.Definition | None] = {}
        asked = []
        for number, secret in enumerate(answer.withheld, 1):
            component = object_model.find(answer.components, secret.component_id) or {}
            class_name = object_model.class_name(component)
            if class_name not in found:
                found[class_name] = self._definition(component)
            definition = found[class_name]
            form_field = dynamic_ui.secret_field(definition, component, secret.path) if definition else None
            if form_field is None:
                asked.append(AskedSecret(number, secret))
                continue
            text = typed.get(secret.key, '')
            complaints = dynamic_ui.complaints(form_field, text) if text else []
            asked.append(AskedSecret(number, secret, True, form_field.help_text or form_field.description, complaints))
        return asked

    def _definition(self, component: ObjectModel) -> dynamic_ui.Definition | None:
        """The form of the component's application; None where there is none that can be read now."""
        try:
            named = object_model.package_name(component) or object_model.class_name(component)
            found = package_api.by_class_name(self.request, object_model.class_name(component))
            package = next((item for item in found if item.fqn == named), found[0] if found else None)
            return definitions.definition_of(self.request, package) if package else None
        except errors.Expired:
            raise
        except (errors.ApiError, Refused):
            return None

    def _page(self, environment: Environment, answer: Reapplied, asked: list[AskedSecret]) -> HttpResponse:
        conflicts = answer.conflicts
        context: dict[str, Any] = {
            'page_title': _('Re-apply changes'),
            'environment': environment,
            'answer': answer,
            'conflicts': [(conflict, [item for item in asked if item.belongs_to(conflict)]) for conflict in conflicts],
            'asked': [item for item in asked if not any(map(item.belongs_to, conflicts))],
            'saved': literal(self.request.POST['saved']),
            'tried': self.is_confirmed,
            'custom_breadcrumb': [(literal(environment.name), self.environment_url())],
        }
        return render(self.request, 'murano_panel/environments/reapply.html', context)


def _added(saved: Sequence[Entry]) -> list[ObjectModel]:
    return [entry['component'] for entry in saved if entry['kind'] == ADDED]
