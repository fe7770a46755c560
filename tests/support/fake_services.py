"""The other services of a cloud, as far as their listings are asked for; any of them can be made to fail."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.support import cast

NOVA, CINDER, NEUTRON, HEAT = 'nova.test', 'cinder.test', 'neutron.test', 'heat.test'
SERVICES = {
    **cast.DEFAULT_SERVICES,
    'compute': f'http://{NOVA}/v2.1',
    'volumev3': f'http://{CINDER}/v3/demo',
    'network': f'http://{NEUTRON}',
    'orchestration': f'http://{HEAT}/v1/demo',
}
_KEYS = {NOVA: 'servers', CINDER: 'volumes', NEUTRON: 'networks', HEAT: 'stacks'}


class FakeServices:
    """``listed``: {host: what it lists}. ``calls``: (host, path). ``answers``: {host: what to answer instead}."""

    def __init__(self) -> None:
        self.listed: dict[str, list[dict[str, Any]]] = {host: [] for host in _KEYS}
        self.links: dict[str, list[dict[str, str]]] = {}
        self.answers: dict[str, Callable[[], tuple[int, dict[str, str], bytes]]] = {}
        self.calls: list[tuple[str, str]] = []

    def server(self, own_id: str, *addresses: str, status: str = 'ACTIVE') -> None:
        found = {'private': [{'addr': address, 'version': 4} for address in addresses]}
        self.listed[NOVA].append({'id': own_id, 'name': own_id, 'status': status, 'addresses': found})

    def answer(self, host: str, status: int, body: str, kind: str = 'application/json') -> None:
        self.answers[host] = lambda: (status, {'Content-Type': kind}, body.encode())

    def __call__(self, request: Any, timeout: Any) -> tuple[int, dict[str, str], bytes]:
        address = urlsplit(request.url)
        assert timeout is not None
        host = str(address.hostname)
        self.calls.append((host, address.path))
        if host in self.answers:
            return self.answers[host]()
        key = _KEYS[host]
        body = {key: self.listed[host], f'{key}_links': self.links.get(host, [])}
        return 200, {'Content-Type': 'application/json'}, json.dumps(body).encode()
