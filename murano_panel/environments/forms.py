"""The forms of the dialogs on environments."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from horizon import forms, messages

from murano_panel.api import environments, errors
from murano_panel.components.new_environment import NAME_TAKEN, name_field
from murano_panel.domain.records import Environment
from murano_panel.domain.refusal import Refused
from murano_panel.environments.own_name import rename_in_draft
from murano_panel.web import answers
from murano_panel.web.dialogs import LiteralInput
from murano_panel.web.text import inert


class RenameForm(forms.SelfHandlingForm):
    """A new name for the environment, at once; if wanted, the draft gives it to the object model, too."""

    name = name_field()
    in_model = forms.BooleanField(
        label=_('Tell its applications, too, with the next deployment'),
        required=False,
        help_text=_(
            'They may call what they make after the environment. What is deployed already may then be made anew: '
            'that is up to them.'
        ),
    )

    def __init__(self, request: HttpRequest, *args: Any, environment: Environment, **kwargs: Any) -> None:
        self.environment = environment
        super().__init__(request, *args, **kwargs)

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> bool:
        """False, with the error beside the field or on top, when Murano refuses; what was typed stays."""
        try:
            environments.rename(request, self.environment.id, data['name'])
        except errors.Busy as error:
            self.api_error(answers.sentence(error))
        except errors.Conflict:
            self.add_error('name', NAME_TAKEN)
        except (errors.Invalid, errors.Unavailable, errors.Forbidden) as error:
            self.api_error(answers.sentence(error))
        else:
            messages.success(request, _('The environment is now called "%s".') % inert(data['name']))
            if data['in_model']:
                self._tell_applications(request, data['name'])
        return self.is_valid()

    def _tell_applications(self, request: HttpRequest, name: str) -> None:
        """Up to five calls. What stands against it is told: the new name is there already."""
        try:
            changed = rename_in_draft(request, self.environment.id, name)
        except errors.Expired:
            raise
        except (errors.ApiError, Refused) as error:
            answers.message(request, error, doing=_('Its applications were not told'))
        else:
            told = _('Your draft tells its applications the new name.') if changed else _('They knew the name already.')
            messages.success(request, told)


class GoodbyeForm(forms.SelfHandlingForm):
    """Deletes or abandons; asks for the name when something was deployed that goes or stays behind."""

    confirm_name = forms.CharField(
        label=_('Type the name of the environment to confirm'), widget=LiteralInput(attrs={'autocomplete': 'off'})
    )

    def __init__(
        self, request: HttpRequest, *args: Any, environment: Environment, abandon: bool, **kwargs: Any
    ) -> None:
        self.environment, self.abandon = environment, abandon
        super().__init__(request, *args, **kwargs)
        if not (environment.version or environment.busy):
            del self.fields['confirm_name']

    def clean_confirm_name(self) -> str:
        """Django strips what is typed, so a name with blanks around it could never be confirmed as it is."""
        if self.cleaned_data['confirm_name'] != self.environment.name.strip():
            raise forms.ValidationError(_('This is not its name.'))
        return self.cleaned_data['confirm_name']

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> bool:
        """False, with the error on top, when Murano refuses."""
        action, done = (
            (environments.abandon, _('"%s" is abandoned.'))
            if self.abandon
            else (environments.delete, _('The deletion of "%s" has started.'))
        )
        try:
            action(request, self.environment.id)
        except (errors.Conflict, errors.Invalid, errors.Unavailable, errors.Forbidden) as error:
            self.api_error(answers.sentence(error))
            return False
        messages.success(request, done % inert(self.environment.name))
        return True
