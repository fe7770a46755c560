"""Where Horizon's own panels show what components have in the cloud. Nothing is asked of the cloud for it."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch

from murano_panel.api import cloud
from murano_panel.domain.model.resources import Resources, Server, Volume
from murano_panel.domain.model.secrets import without_secrets
from murano_panel.domain.stacks import StackResource
from murano_panel.domain.state.failure import innermost
from murano_panel.domain.translation import gettext_noop
from murano_panel.web.addresses import address


@dataclass(frozen=True)
class Linked:
    """What a component has: servers, volumes and stacks with the address of their page each, '' without one."""

    found: Resources
    servers: tuple[tuple[Server, str], ...]
    volumes: tuple[tuple[Volume, str], ...]
    stacks: tuple[tuple[str, str], ...]


def linked(request: HttpRequest, found: Resources) -> Linked:
    """For those in view: of many components few are. No call."""

    def in_nova(item: Server) -> str:
        return _page(request, item.region, 'compute', 'instances', item.id)

    def in_cinder(item: Volume) -> str:
        return _page(request, item.region, 'volumev3', 'volumes', item.id)

    def in_heat(name: str) -> str:
        return _page(request, '', 'orchestration', 'stacks', name)

    return Linked(
        found,
        servers=tuple((item, in_nova(item)) for item in found.servers),
        volumes=tuple((item, in_cinder(item)) for item in found.volumes),
        stacks=tuple((name, in_heat(name)) for name in found.stacks),
    )


# Of what Heat calls a type: its word, the service, the panel that shows one.
_KINDS = {
    'OS::Nova::Server': (gettext_noop('Server'), 'compute', 'instances'),
    'OS::Cinder::Volume': (gettext_noop('Volume'), 'volumev3', 'volumes'),
    'OS::Neutron::Net': (gettext_noop('Network'), 'network', 'networks'),
    'OS::Neutron::Router': (gettext_noop('Router'), 'network', 'routers'),
    'OS::Neutron::FloatingIP': (gettext_noop('Floating address'), '', ''),
    'OS::Neutron::Port': (gettext_noop('Port'), '', ''),
    'OS::Neutron::SecurityGroup': (gettext_noop('Security group'), 'network', 'security_groups'),
}


@dataclass(frozen=True)
class LeftResource:
    """A part of a stack, as people read it. url: Horizon's page of it, '' without one. reason: '' where all is well."""

    found: StackResource
    kind: str
    url: str
    reason: str


def stack_page(request: HttpRequest, name: str) -> str:
    """Horizon's page of a stack, '' where there is none. No call."""
    return _page(request, '', 'orchestration', 'stacks', name)


def left_resource(request: HttpRequest, found: StackResource) -> LeftResource:
    """A part of a stack with its page, as far as it was made. No call."""
    kind, service, panel = _KINDS.get(found.type, (found.type, '', ''))
    url = _page(request, '', service, panel, found.id) if service and found.id else ''
    reason = without_secrets(innermost(found.reason)) if found.is_bad else ''
    return LeftResource(found, kind, url, reason)


def _page(request: HttpRequest, region: str, service: str, panel: str, wanted: str) -> str:
    """'' without the service or the plugin that has this page, and in another region than Horizon's user is in."""
    if region not in ('', request.user.services_region) or not cloud.offers(request, service):
        return ''
    try:
        return address(f'horizon:project:{panel}:detail', wanted)
    except NoReverseMatch:
        return ''
