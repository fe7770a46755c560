"""Creating an environment."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from horizon import forms, messages

from murano_panel.api import environments, errors
from murano_panel.components.new_environment import NAME_TAKEN, NewEnvironmentForm, default_networks
from murano_panel.domain.records import Environment
from murano_panel.drafts import founding
from murano_panel.web import answers
from murano_panel.web.text import inert


class CreateForm(NewEnvironmentForm):
    """Name, description, network and region."""

    description = forms.CharField(
        label=_('Description'),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={'rows': 4}),
        help_text=_('Can only be given now: Murano does not change it later.'),
    )
    field_order = ('name', 'description')

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> Environment | bool:
        """The new environment; False, with the error in the form, when Murano refuses: what was typed stays."""
        try:
            made = environments.create(
                request,
                name=data['name'],
                description=data.get('description') or '',
                networks=default_networks(data.get('network')),
                region=data.get('region') or '',
            )
        except errors.Conflict:
            self.add_error('name', NAME_TAKEN)
            return False
        except errors.ApiError as error:
            if isinstance(error, errors.Expired):
                raise
            found = founding.looked_for(request, data['name'], error) if error.maybe_done else None
            if found is None:
                self.api_error(answers.sentence(error))
                return False
            text = _('Murano\'s answer got lost. There is an environment "%s" now, and this is it.')
            messages.info(request, text % inert(found.name))
            return found
        messages.success(request, _('The environment "%s" was created.') % inert(made.name))
        return made
