"""What is asked for a new environment, wherever one is made: its name, network and region."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from horizon import forms

from murano_panel import conf
from murano_panel.api import cloud
from murano_panel.domain.cloud import Found, Network
from murano_panel.domain.model import networks
from murano_panel.web.dialogs import LiteralInput
from murano_panel.web.fields import NameField
from murano_panel.web.inputs import LITERAL

AUTOMATIC, NONE = '', 'none'
NAME_TAKEN = _('Another environment of this project has this name.')


def name_field(**options: Any) -> NameField:
    """The name of an environment; Murano takes no name twice in a project."""
    return NameField(**{'label': _('Name'), 'widget': LiteralInput(attrs={'autofocus': True}), **options})


class NewEnvironmentForm(forms.SelfHandlingForm):
    """Name, network and region. One call to Neutron to show it, where there is a Neutron."""

    default_renderer = LITERAL

    name = name_field(
        # The renderer shows it as it was typed.
        widget=forms.TextInput(attrs={'autofocus': True}),
        help_text=_('Up to 255 characters, unique in the project.'),
    )
    network = forms.ChoiceField(
        label=_('Network'), required=False, help_text=_('Where the servers of this environment are plugged in.')
    )
    region = forms.ChoiceField(
        label=_('Region'),
        required=False,
        help_text=_(
            'Where applications make their servers, unless they choose another one. Murano must have been set up for '
            'it. Can only be given now.'
        ),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        regions = list(request.user.available_services_regions or ())
        self.fields['region'].choices = [('', _("Murano's own")), *((name, name) for name in regions)]
        if len(regions) < 2:
            del self.fields['region']
        # Asked when the form is sent, too: a choice that is no longer there must not reach Murano.
        found = cloud.networks_to_join(request)
        if found is None:
            del self.fields['network']
            return
        self.fields['network'].choices = network_choices(found)
        self.fields['network'].help_text = found.unavailable or self.fields['network'].help_text

    def handle(self, request: HttpRequest, data: dict[str, Any]) -> Any:
        """What is made of it is up to who asks."""
        raise NotImplementedError

    def clean_network(self) -> str:
        """The first choice is what a link means that names none: also where the operator has settled it."""
        chosen: str = self.cleaned_data['network'] or self.fields['network'].choices[0][0]
        return chosen

    def clean(self) -> dict[str, Any]:
        """The networks that are offered are those of the region that is chosen in Horizon's menu."""
        data = super().clean()
        here = self.request.user.services_region
        elsewhere = data.get('region') not in (None, '', here)
        if elsewhere and data.get('network') not in (None, AUTOMATIC, NONE):
            text = _('The network is in the region %s: choose that one, or no network.') % here
            self.add_error('region', text)
        return data


def network_choices(found: Found[Network]) -> list[tuple[str, Any]]:
    """[(value, label)]: a value is AUTOMATIC, NONE, ``network`` or ``network/subnet``; see ``default_networks()``."""
    if conf.get('FIXED_NETWORK_PROPERTY'):
        return [(network.id, network.name) for network in found.items if network.is_fixed] or [(NONE, _('None'))]
    choices: list[tuple[str, Any]] = [(AUTOMATIC, _('Made by Murano when it is needed')), (NONE, _('None'))]
    for network in found.items:
        if network.external:
            continue
        if len(network.subnets) != 1:
            choices.append((network.id, _('%s: any subnet') % network.name if network.subnets else network.name))
        choices += [
            (f'{network.id}/{subnet.id}', f'{network.name}: {subnet.cidr} {subnet.name}'.rstrip())
            for subnet in network.subnets
        ]
    return choices


def default_networks(choice: str | None) -> dict[str, Any] | None:
    """Murano's ``defaultNetworks`` for a choice of the form; None lets Murano decide."""
    if not choice:
        return None
    if choice == NONE:
        return networks.NONE
    network_id, _slash, subnet_id = choice.partition('/')
    return networks.existing(network_id, subnet_id or None)
