"""Why the buttons of a blueprint are disabled, in the list and on its page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from murano_panel.api import errors
from murano_panel.domain.records import Blueprint
from murano_panel.domain.refusal import Refusal
from murano_panel.web import failures, rights

FOREIGN = failures.refusal(
    errors.Forbidden,
    _('It belongs to another project, which alone may change it.'),
    advice=_('Clone it: the copy belongs to this project.'),
)


@dataclass(frozen=True)
class Refusals:
    """What stands against each button; None where nothing does. ``create``: an environment, from the blueprint."""

    create: Refusal | None = None
    clone: Refusal | None = None
    edit: Refusal | None = None
    delete: Refusal | None = None

    def words(self, button: str) -> str:
        """What stands against a button, '' for nothing."""
        found = getattr(self, button)
        return str(found) if found else ''

    @property
    def of_header(self) -> list[str]:
        """The reasons against the buttons of its page, each once."""
        found = (self.create, self.clone, self.edit, self.delete)
        return list(dict.fromkeys(str(refusal) for refusal in found if refusal))


def against(request: HttpRequest, blueprint: Blueprint) -> Refusals:
    """Murano itself lets everybody change and delete what is public. No call."""
    foreign = None if blueprint.project_id == request.user.project_id else FOREIGN
    return Refusals(
        create=rights.why_not(request, 'create_environment') or rights.why_not(request, 'update_environment'),
        clone=rights.why_not(request, 'create_env_template'),
        edit=rights.why_not(request, 'update_env_template') or foreign,
        delete=rights.why_not(request, 'delete_env_template') or foreign,
    )
