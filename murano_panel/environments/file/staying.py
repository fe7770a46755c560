"""What a file says of an environment that is there, and nobody can change of it by now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel.domain.environment_file.reading import Document
from murano_panel.domain.model.networks import Joined, joined
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.environments.file.networks import named


@dataclass(frozen=True)
class Stays:
    """What it is called, and as what the file and the environment have it."""

    label: Any
    of_file: str
    here: str


def of(request: HttpRequest, document: Document, environment: Environment, own: ObjectModel) -> Sequence[Stays]:
    """One call to Neutron where the file names another network, else none."""
    about, region = document.around, str(own.get('region') or '')
    here = joined(own.get('defaultNetworks'))
    if about.networks and about.networks != here:
        here = named(request, here)
    told = [
        Stays(_('Name'), document.name, environment.name),
        Stays(_('Description'), document.description, environment.description),
        Stays(_('Network'), in_words(about.networks or here), in_words(here)),
        Stays(_('Region'), about.region or region, region),
    ]
    return [item for item in told if item.of_file != item.here]


def in_words(networks: Joined) -> str:
    """As people call it."""
    if networks.is_made:
        return str(_('Made by Murano when it is needed'))
    return ': '.join(filter(None, (networks.network, networks.subnet))) or str(_('None'))
