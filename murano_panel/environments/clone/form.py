"""What a clone is called, and which network it joins."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from murano_panel import conf
from murano_panel.components.new_environment import default_networks
from murano_panel.domain.model import networks
from murano_panel.environments.create import CreateForm

ORIGINAL = 'original'


class CloneForm(CreateForm):
    """As for a new environment; the network of the original is proposed. One call to Neutron, where there is one."""

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        self.fields['name'].widget.attrs.pop('autofocus', None)
        if self.asks_network and not conf.get('FIXED_NETWORK_PROPERTY'):
            network = self.fields['network']
            network.choices = [(ORIGINAL, _('As in the original')), *network.choices]

    @property
    def asks_network(self) -> bool:
        """Not in a cloud without Neutron."""
        return 'network' in self.fields

    def networks(self, original: Mapping[str, Any]) -> dict[str, Any] | None:
        """Murano's ``defaultNetworks``, None to let it choose; ``original``: those of what is cloned."""
        choice = self.cleaned_data.get('network')
        is_original = choice == ORIGINAL or not self.asks_network
        return networks.another(original) if is_original else default_networks(choice)
