"""The form of the dialog that abandons an environment of any project."""

import logging
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from horizon import forms, messages

from murano_panel.api import environments, errors
from murano_panel.domain.records import Environment
from murano_panel.web import answers
from murano_panel.web.inputs import LITERAL
from murano_panel.web.text import inert

LOG = logging.getLogger(__name__)

MAX_REASON = 500


class AbandonForm(forms.SelfHandlingForm):
    """Asks for the reason, which Murano has no place for, and for the name."""

    default_renderer = LITERAL
    reason = forms.CharField(
        label=_('Reason'),
        max_length=MAX_REASON,
        widget=forms.Textarea(attrs={'rows': 2}),
        help_text=_('It goes into the log of this dashboard, with your name. Murano keeps none, and tells nobody.'),
    )
    confirm_name = forms.CharField(
        label=_('Type the name of the environment to confirm'), widget=forms.TextInput(attrs={'autocomplete': 'off'})
    )

    def __init__(self, request: HttpRequest, *args: Any, environment: Environment, **kwargs: Any) -> None:
        self.environment = environment
        super().__init__(request, *args, **kwargs)

    def clean_confirm_name(self) -> str:
        """Django strips what is typed, so a name with blanks around it could never be confirmed as it is."""
        if self.cleaned_data['confirm_name'] != self.environment.name.strip():
            raise forms.ValidationError(_('This is not its name.'))
        return self.cleaned_data['confirm_name']

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> bool:
        """False, with the error on top, when Murano refuses."""
        try:
            environments.abandon_of_any_project(request, self.environment.id)
        except (errors.Conflict, errors.Invalid, errors.Unavailable, errors.Forbidden) as error:
            self._log(request, 'was perhaps' if error.maybe_done else 'was not', data['reason'])
            self.api_error(answers.sentence(error))
            return False
        self._log(request, 'was', data['reason'])
        messages.success(request, _('"%s" is abandoned.') % inert(self.environment.name))
        return True

    def _log(self, request: HttpRequest, outcome: str, reason: str) -> None:
        """Names and reasons as Python writes them: none can pretend to be a line of its own."""
        LOG.warning(
            'Environment %s (%r) of project %s %s abandoned by %s (%r): %r',
            self.environment.id,
            self.environment.name,
            self.environment.project_id,
            outcome,
            request.user.id,
            request.user.username,
            reason,
        )
