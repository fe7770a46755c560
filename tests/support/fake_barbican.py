"""A key manager for tests: the calls of Keystone and Barbican that castellan makes, answered from memory."""

import json
from urllib.parse import urlsplit

import requests

HOST = 'keys.test'
AUTH_URL = f'http://{HOST}/identity/v3'
BARBICAN_URL = f'http://{HOST}/key-manager'
PASSWORD = 'service-password'
CONFIGURATION = f"""
[key_manager]
auth_type = keystone_password
auth_url = {AUTH_URL}
username = murano
user_domain_name = Default
password = {PASSWORD}
project_name = services
project_domain_name = Default
"""
Answer = tuple[int, dict[str, str], bytes]


def configuration_in(folder) -> str:
    """The path of a file there that names this key manager."""
    path = folder / 'keys.conf'
    path.write_text(CONFIGURATION)
    return str(path)


class FakeBarbican:
    """``secrets`` are {id: what was stored}. ``down`` refuses connections, ``refusal`` answers secrets with a code."""

    def __init__(self) -> None:
        self.secrets: dict[str, dict] = {}
        self.down = False
        self.refusal: tuple[int, str] | None = None
        self.without_timeout: list[str] = []

    @property
    def texts(self) -> list[str]:
        return [secret['payload'] for secret in self.secrets.values()]

    def __call__(self, request: requests.PreparedRequest, timeout) -> Answer:
        path = urlsplit(request.url).path.rstrip('/')
        if timeout is None:
            self.without_timeout.append(path)
        if self.down:
            raise requests.exceptions.ConnectionError('Connection refused')
        if path.startswith('/identity'):
            return self._keystone(request.method, path)
        return self._barbican(request, path.removeprefix('/key-manager').removeprefix('/v1'))

    def _keystone(self, method: str, path: str) -> Answer:
        if method == 'POST' and path == '/identity/v3/auth/tokens':
            endpoints = [
                {'id': kind, 'interface': kind, 'url': BARBICAN_URL, 'region': 'RegionOne', 'region_id': 'RegionOne'}
                for kind in ('public', 'internal')
            ]
            catalog = [{'type': 'key-manager', 'name': 'barbican', 'id': 'b', 'endpoints': endpoints}]
            token = {'expires_at': '2099-01-01T00:00:00.000000Z', 'methods': ['password'], 'catalog': catalog}
            return _json({'token': token}, 201, {'X-Subject-Token': 'service-token'})
        links = [{'rel': 'self', 'href': AUTH_URL}]
        return _json({'version': {'id': 'v3.14', 'status': 'stable', 'links': links}})

    def _barbican(self, request: requests.PreparedRequest, path: str) -> Answer:
        if path == '':
            links = [{'rel': 'self', 'href': f'{BARBICAN_URL}/v1/'}]
            version = {'id': 'v1', 'status': 'CURRENT', 'min_version': '1.0', 'max_version': '1.1', 'links': links}
            return _json({'versions': [version]}, 300)
        if request.headers.get('X-Auth-Token') != 'service-token':
            return _json({'description': 'no token'}, 401)
        if self.refusal:
            code, reason = self.refusal
            return _json({'code': code, 'title': 'Refused', 'description': reason}, code)
        if request.method == 'POST':
            own_id = f'00000000-0000-4000-8000-{len(self.secrets):012}'
            self.secrets[own_id] = json.loads(request.body)
            return _json({'secret_ref': f'{BARBICAN_URL}/v1/secrets/{own_id}'}, 201)
        own_id, payload = path.split('/')[2], path.endswith('/payload')
        secret = self.secrets[own_id]
        kind = secret['payload_content_type']
        if payload:
            return 200, {'Content-Type': kind}, secret['payload'].encode()
        shown = {key: value for key, value in secret.items() if not key.startswith('payload')}
        stamps = dict.fromkeys(('created', 'updated'), '2026-01-01T00:00:00')
        ref = f'{BARBICAN_URL}/v1/secrets/{own_id}'
        return _json({**shown, **stamps, 'status': 'ACTIVE', 'secret_ref': ref, 'content_types': {'default': kind}})


def _json(body: dict, code: int = 200, headers: dict[str, str] | None = None) -> Answer:
    return code, {'Content-Type': 'application/json', **(headers or {})}, json.dumps(body).encode()
