"""The forms of the dialogs on environments."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from horizon import forms, messages

from murano_panel.api import environments, errors
from murano_panel.domain.records import Environment
from murano_panel.web import answers
from murano_panel.web.dialogs import LiteralInput
from murano_panel.web.fields import NameField
from murano_panel.web.text import inert

NAME_TAKEN = _('Another environment of this project has this name.')


def name_field(**options: Any) -> NameField:
    """The name of an environment; Murano takes no name twice in a project."""
    return NameField(label=_('Name'), widget=LiteralInput(attrs={'autofocus': True}), **options)


class RenameForm(forms.SelfHandlingForm):
    """A new name for the environment; the object model inside keeps the old one."""

    name = name_field()

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
        return self.is_valid()


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
