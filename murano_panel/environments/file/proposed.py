"""What a file proposes for a new environment: its name, description, network and region."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.components.new_environment import default_networks
from murano_panel.domain.environment_file.reading import Document
from murano_panel.domain.model import networks
from murano_panel.domain.model.networks import Joined
from murano_panel.environments.create import CreateForm
from murano_panel.environments.file.networks import choice_of
from murano_panel.environments.file.staying import in_words


def new_form(request: HttpRequest, document: Document) -> CreateForm:
    """The form of a new environment, as the file has it as far as that is here."""
    form, around = CreateForm(request), document.around
    form.initial = {'name': document.name, 'description': document.description, 'region': around.region}
    if around.networks and 'network' in form.fields:
        form.initial['network'] = choice_of(request, form.fields['network'].choices, around.networks)
    return form


def networks_of(form: CreateForm, document: Document) -> dict[str, Any] | None:
    """Murano's ``defaultNetworks`` for a new environment: what was chosen, or the file's where nothing is asked."""
    if 'network' in form.fields:
        return default_networks(form.cleaned_data['network'])
    return networks.NONE if document.around.networks == Joined() else None


def not_here(form: CreateForm, document: Document) -> Sequence[str]:
    """Where the environment of the file was, and a new one cannot be; of a form that was just proposed."""
    around, told = document.around, []
    if form.is_bound:
        return ()
    if around.networks and around.networks.network and form.initial.get('network') is None:
        can_choose = _('The network of the file, "%s", is not here, or several are called so: choose one.')
        text = can_choose if 'network' in form.fields else _('The network of the file, "%s", is not here.')
        told.append(text % in_words(around.networks))
    region = form.fields.get('region')
    offered = {value for value, _label in region.choices} if region else {form.request.user.services_region}
    if around.region and around.region not in offered:
        told.append(_('The region of the file, "%s", is not here.') % around.region)
    return told
