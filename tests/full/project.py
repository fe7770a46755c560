"""A project's servers, ports, volumes and stacks, asked of the cloud's own services."""

import contextlib
from collections.abc import Iterator
from typing import Any

from demo.errors import DemoError
from demo.rest import HttpError, Rest, log_in
from murano_panel.domain.model import networks
from tests.support.waiting import until


class Project:
    def __init__(self, urls: dict[str, str], user: str, project: str) -> None:
        self._urls = urls
        token = log_in(urls['keystone'], user, 'demo', project)
        self._nova = Rest(f'{urls["nova"]}/v2.1', token)
        self._neutron = Rest(f'{urls["neutron"]}/v2.0', token)
        self._glance = Rest(f'{urls["glance"]}/v2', token)
        self._keystone, self._subject = Rest(urls['keystone'], token), {'X-Subject-Token': token}
        own = self._keystone.call('GET', '/auth/projects')['projects'][0]['id']
        self._heat = Rest(f'{urls["heat"]}/v1/{own}', token)
        self._cinder = Rest(f'{urls["cinder"]}/v3/{own}', token)

    def servers(self) -> dict[str, dict[str, Any]]:
        """{name: server}."""
        return {server['name']: server for server in self._nova.call('GET', '/servers/detail')['servers']}

    def ports(self) -> list[dict[str, Any]]:
        return self._neutron.call('GET', '/ports')['ports']

    def stacks(self) -> list[dict[str, Any]]:
        return self._heat.call('GET', '/stacks')['stacks']

    def volumes(self) -> dict[str, dict[str, Any]]:
        """{name: volume}."""
        return {volume['name']: volume for volume in self._cinder.call('GET', '/volumes/detail')['volumes']}

    def attached(self) -> dict[str, str]:
        """{name of a volume: id of the server that has it}."""
        return {
            name: volume['attachments'][0]['server_id']
            for name, volume in self.volumes().items()
            if volume['status'] == 'in-use'
        }

    def everything(self) -> dict[str, set[str]]:
        """Ids of all that a deployment can leave behind."""
        groups = self._neutron.call('GET', '/security-groups')['security_groups']
        addresses = self._neutron.call('GET', '/floatingips')['floatingips']
        found = {
            'servers': self.servers().values(),
            'ports': self.ports(),
            'stacks': self.stacks(),
            'groups': groups,
            'addresses': addresses,
            'volumes': self.volumes().values(),
        }
        return {kind: {item['id'] for item in items} for kind, items in found.items()}

    def image(self, name: str = 'debian-12') -> str:
        return self._glance.call('GET', f'/images?name={name}')['images'][0]['id']

    def make_image(self, name: str) -> str:
        """One without content; its id."""
        return self._glance.call('POST', '/images', {'name': name, 'container_format': 'bare', 'disk_format': 'raw'})[
            'id'
        ]

    def delete_image(self, image_id: str) -> None:
        self._glance.call('DELETE', f'/images/{image_id}')

    def make_keypair(self, name: str) -> None:
        """Of the user, with a key that nobody keeps."""
        self._nova.call('POST', '/os-keypairs', {'keypair': {'name': name}})

    def delete_keypair(self, name: str) -> None:
        self._nova.call('DELETE', f'/os-keypairs/{name}')

    def flavor(self, name: str) -> str:
        """Its id."""
        return next(item['id'] for item in self._nova.call('GET', '/flavors')['flavors'] if item['name'] == name)

    def private_network(self) -> dict[str, Any]:
        return self._neutron.call('GET', '/networks?name=private')['networks'][0]

    def default_networks(self) -> dict[str, Any]:
        """Murano's ``defaultNetworks`` for the private network."""
        network = self.private_network()
        return networks.existing(network['id'], network['subnets'][0])

    @contextlib.contextmanager
    def small_network(self) -> Iterator[tuple[str, str]]:
        """(id of a network, of its subnet) that no router knows, with room for one port."""
        network = self._neutron.call('POST', '/networks', {'network': {'name': 'small'}})['network']['id']
        try:
            subnet = {
                'network_id': network,
                'ip_version': 4,
                'cidr': '10.77.0.0/29',
                'allocation_pools': [{'start': '10.77.0.4', 'end': '10.77.0.4'}],
                'enable_dhcp': False,
            }
            yield network, self._neutron.call('POST', '/subnets', {'subnet': subnet})['subnet']['id']
        finally:
            self._neutron.call('DELETE', f'/networks/{network}')

    def revoke_trusts(self) -> None:
        """By which Murano acts in this user's name."""
        admin = Rest(self._urls['keystone'], log_in(self._urls['keystone'], 'admin', 'demo', 'admin'))
        murano = admin.call('GET', '/users?name=murano')['users'][0]['id']
        own = self._keystone.call('GET', '/auth/tokens', headers=self._subject)['token']['user']['id']
        for trust in self._keystone.call('GET', f'/OS-TRUST/trusts?trustor_user_id={own}')['trusts']:
            if trust['trustee_user_id'] == murano:
                self._keystone.call('DELETE', f'/OS-TRUST/trusts/{trust["id"]}')

    def delete_server(self, name: str) -> None:
        """As somebody does by hand, in Horizon's list of instances."""
        self._nova.call('DELETE', f'/servers/{self.servers()[name]["id"]}')
        until(lambda: name not in self.servers(), f'{name} is gone', seconds=60)

    def delete_stack(self, stack: dict[str, Any]) -> None:
        """As somebody does by hand, on Horizon's page of stacks."""
        path = f'/stacks/{stack["stack_name"]}/{stack["id"]}'
        self._heat.call('DELETE', path)
        until(lambda: stack['id'] not in {known['id'] for known in self.stacks()}, f'{path} is gone', seconds=120)

    def answers(self, service: str) -> bool:
        try:
            Rest(self._urls[service]).call('GET', '/')
        except HttpError:
            return True
        except DemoError:
            return False
        return True
