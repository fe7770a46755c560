"""A small cloud's furniture: flavors, images, keypairs, networks, zones, quotas. Made where it is missing, by name."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import time
from collections.abc import Callable
from typing import Any

from ..errors import DemoError
from ..keystone import PASSWORD
from ..rest import Rest, log_in
from .part import Site

# name → virtual CPUs, MB of memory, GB of disk. The largest is known to Nova and fits on none of its hosts.
FLAVORS = {
    'm1.tiny': (1, 512, 1),
    'm1.small': (1, 2048, 20),
    'm1.medium': (2, 4096, 40),
    'm1.large': (4, 8192, 80),
    'm1.xlarge': (8, 32768, 160),
}
# name → what Murano's forms want to know of it; None: not meant for Murano.
IMAGES = {
    'debian-12': {'title': 'Debian 12 (sample)', 'type': 'linux'},
    'container-host': {'title': 'Container host (sample)', 'type': 'linux.containers'},
    'rescue-disk': None,
}
KEYPAIRS = {'alice': 'demo', 'bob': 'demo'}
# project → the range of its private network.
NETWORKS = {'demo': '10.10.0.0/24', 'other': '10.20.0.0/24'}
EXTERNAL = '203.0.113.0/24'
FLAT = {'provider:network_type': 'flat', 'provider:physical_network': 'outside'}
# Availability zone → its host. Murano takes `nova` when none is asked for.
ZONES = {'nova': 'node-1', 'zone-2': 'node-2'}
VOLUMES = {'alice': ('data', 'backup')}
COMPUTE_QUOTA = {'instances': 4, 'cores': 8, 'ram': 51200}
NETWORK_QUOTA = {'network': 5, 'subnet': 5, 'port': 30, 'router': 3, 'floatingip': 3, 'security_group': 10}
OPEN_PORTS = (22, 80, 443)


class Furnisher:
    def __init__(self, site: Site) -> None:
        self._keystone_url = site.options.keystone_url
        self._compute_url = site.url('nova') + '/v2.1'
        admin = self._token('admin', 'admin')
        self._identity = Rest(self._keystone_url, admin)
        self._compute = Rest(self._compute_url, admin)
        self._images = Rest(site.url('glance') + '/v2', admin)
        self._network = Rest(site.url('neutron') + '/v2.0', admin)
        self._volumes_url = site.url('cinder') + '/v3'
        self._storage = Rest(self._volumes_url, admin)

    def _token(self, user: str, project: str) -> str:
        return log_in(self._keystone_url, user, PASSWORD, project)

    def furnish(self) -> None:
        for name, size in FLAVORS.items():
            self._flavor(name, *size)
        for name, info in IMAGES.items():
            self._image(name, info)
        for user, project in KEYPAIRS.items():
            self._keypair(user, project)
        for zone, host in ZONES.items():
            self._zone(zone, host)
        external = self._find_or_make('network', 'public', {'router:external': True, 'shared': False, **FLAT})
        self._subnet('public', external, EXTERNAL)
        for project, addresses in NETWORKS.items():
            self._furnish_project(self._project_id(project), addresses, external)
        for user, names in VOLUMES.items():
            self._volumes(user, names)

    def _project_id(self, name: str) -> str:
        return self._identity.call('GET', f'/projects?name={name}')['projects'][0]['id']

    def _flavor(self, name: str, cpus: int, memory: int, disk: int) -> None:
        known = self._compute.call('GET', '/flavors')['flavors']
        if name not in (flavor['name'] for flavor in known):
            self._compute.call(
                'POST', '/flavors', {'flavor': {'name': name, 'vcpus': cpus, 'ram': memory, 'disk': disk}}
            )

    def _image(self, name: str, info: dict | None) -> None:
        if self._images.call('GET', f'/images?name={name}')['images']:
            return
        extra = {'murano_image_info': json.dumps(info)} if info else {}
        made = self._images.call(
            'POST',
            '/images',
            {
                'name': name,
                'disk_format': 'raw',
                'container_format': 'bare',
                'visibility': 'public',
                'min_disk': 1,
                **extra,
            },
        )
        self._images.call(
            'PUT',
            f'/images/{made["id"]}/file',
            raw=b'nothing boots from here\n',
            headers={'Content-Type': 'application/octet-stream'},
        )

    def _keypair(self, user: str, project: str) -> None:
        theirs = Rest(self._compute_url, self._token(user, project))
        known = theirs.call('GET', '/os-keypairs')['keypairs']
        if user not in (entry['keypair']['name'] for entry in known):
            theirs.call('POST', '/os-keypairs', {'keypair': {'name': user, 'public_key': public_key(user)}})

    def _zone(self, zone: str, host: str) -> None:
        known = self._compute.call('GET', '/os-aggregates')['aggregates']
        found = next((aggregate for aggregate in known if aggregate['name'] == zone), None)
        if not found:
            found = self._compute.call(
                'POST', '/os-aggregates', {'aggregate': {'name': zone, 'availability_zone': zone}}
            )['aggregate']
        if host not in found.get('hosts', ()):
            self._compute.call('POST', f'/os-aggregates/{found["id"]}/action', {'add_host': {'host': host}})

    def _furnish_project(self, project: str, addresses: str, external: str) -> None:
        """Quotas, a private network that a router joins to the outside, and a security group for web servers."""
        self._compute.call('PUT', f'/os-quota-sets/{project}', {'quota_set': COMPUTE_QUOTA})
        self._network.call('PUT', f'/quotas/{project}', {'quota': NETWORK_QUOTA})
        network = self._find_or_make('network', 'private', {'project_id': project})
        subnet = self._subnet('private', network, addresses, project_id=project, dns_nameservers=['192.0.2.53'])
        router = self._find_or_make(
            'router', 'router', {'project_id': project, 'external_gateway_info': {'network_id': external}}
        )
        ports = self._network.call('GET', f'/ports?device_id={router}&network_id={network}')['ports']
        if not ports:
            self._network.call('PUT', f'/routers/{router}/add_router_interface', {'subnet_id': subnet})
        self._security_group(project)

    def _volumes(self, user: str, names: tuple[str, ...]) -> None:
        """Volumes of 1 GB, and a snapshot of the first."""
        theirs = Rest(self._volumes_url, self._token(user, 'demo'))
        known = {volume['name'] for volume in theirs.call('GET', '/volumes')['volumes']}
        # Before its scheduler has heard of a place for them, Cinder refuses volumes for good.
        until(lambda: self._storage.call('GET', '/scheduler-stats/get_pools')['pools'], 'a place for volumes')
        for name in names:
            if name not in known:
                theirs.call('POST', '/volumes', {'volume': {'name': name, 'size': 1}})
        if not theirs.call('GET', '/snapshots')['snapshots']:
            first = until(lambda: _ready(theirs, names[0]), 'a volume')
            theirs.call('POST', '/snapshots', {'snapshot': {'name': f'{names[0]}-monday', 'volume_id': first['id']}})

    def _security_group(self, project: str) -> None:
        group = self._find_or_make(
            'security-group', 'web', {'project_id': project, 'description': 'SSH, HTTP and HTTPS from anywhere'}
        )
        rules = self._network.call('GET', f'/security-group-rules?security_group_id={group}')['security_group_rules']
        open_ports = {rule['port_range_min'] for rule in rules}
        for port in OPEN_PORTS:
            if port not in open_ports:
                self._network.call(
                    'POST',
                    '/security-group-rules',
                    {
                        'security_group_rule': {
                            'security_group_id': group,
                            'project_id': project,
                            'direction': 'ingress',
                            'protocol': 'tcp',
                            'port_range_min': port,
                            'port_range_max': port,
                        }
                    },
                )

    def _subnet(self, name: str, network: str, addresses: str, **values: Any) -> str:
        wanted = {'network_id': network, 'ip_version': 4, 'cidr': addresses, 'enable_dhcp': False, **values}
        return self._find_or_make('subnet', name, wanted, network_id=network)

    def _find_or_make(self, kind: str, name: str, values: dict, **query: str) -> str:
        """The id; of the same name (and project) as an older one, if there is one."""
        if 'project_id' in values:
            query['project_id'] = values['project_id']
        words = '&'.join(f'{key}={value}' for key, value in {'name': name, **query}.items())
        key = kind.replace('-', '_')
        found = self._network.call('GET', f'/{kind}s?{words}')[f'{key}s']
        if not found:
            found = [self._network.call('POST', f'/{kind}s', {key: {'name': name, **values}})[key]]
        return found[0]['id']


def _ready(cinder: Rest, name: str) -> dict | None:
    volumes = cinder.call('GET', f'/volumes/detail?name={name}')['volumes']
    return next((volume for volume in volumes if volume['status'] == 'available'), None)


def until(condition: Callable[[], Any], what: str, patience: float = 60) -> Any:
    deadline = time.monotonic() + patience
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > deadline:
            raise DemoError(f'{what} is not ready after {patience:.0f} s')
        time.sleep(0.5)


def public_key(user: str) -> str:
    """An SSH key that is well formed and whose private half nobody has."""
    parts = (b'ssh-ed25519', hashlib.sha256(user.encode()).digest())
    blob = b''.join(struct.pack('>I', len(part)) + part for part in parts)
    return f'ssh-ed25519 {base64.b64encode(blob).decode()} {user}@demo'
