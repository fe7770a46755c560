"""The people of the tests, and how they log in: real tokens of the identity service in real Horizon sessions."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.contrib import auth
from django.test import Client
from keystoneauth1 import access
from openstack_auth import user as auth_user

KEYSTONE_URL = 'http://keystone.test/v3'
MURANO_URL = 'http://murano.test'
GLANCE_URL = 'http://glance.test'
REGION = 'RegionOne'


@dataclass(frozen=True)
class Person:
    name: str
    project: str = 'demo'
    roles: tuple[str, ...] = ('member', 'reader')

    @property
    def id(self) -> str:
        return f'id-of-{self.name}'

    @property
    def token_id(self) -> str:
        return f'token-of-{self.name}'


ALICE = Person('alice')
BOB = Person('bob')
CHARLIE = Person('charlie', project='other')
RITA = Person('rita', roles=('reader',))
ADMIN = Person('admin', project='admin', roles=('admin', 'member', 'reader'))
CAST = (ALICE, BOB, CHARLIE, RITA, ADMIN)
DEFAULT_SERVICES = {'identity': KEYSTONE_URL, 'application-catalog': MURANO_URL, 'image': GLANCE_URL}


def token(
    person: Person, *, services: dict[str, str] | None = None, lifetime: timedelta = timedelta(hours=1)
) -> auth_user.Token:
    """A project-scoped token; ``services`` are {type: URL} of the catalog."""
    domain = {'id': 'default', 'name': 'Default'}
    body = {
        'methods': ['password'],
        'user': {'id': person.id, 'name': person.name, 'domain': domain, 'password_expires_at': None},
        'project': {'id': person.project, 'name': person.project, 'domain': domain},
        'roles': [{'id': role, 'name': role} for role in person.roles],
        'issued_at': datetime.now(UTC).isoformat(),
        'expires_at': (datetime.now(UTC) + lifetime).isoformat(),
        'catalog': [_service(kind, url) for kind, url in (DEFAULT_SERVICES if services is None else services).items()],
    }
    return auth_user.Token(
        access.create(body={'token': body}, auth_token=person.token_id), unscoped_token=person.token_id
    )


def _service(kind: str, url: str) -> dict:
    endpoints = [
        {'id': f'{kind}-{interface}', 'interface': interface, 'url': url, 'region': REGION, 'region_id': REGION}
        for interface in ('public', 'internal', 'admin')
    ]
    return {'id': kind, 'type': kind, 'name': kind, 'endpoints': endpoints}


def log_in(client: Client, person: Person, **of_token) -> Client:
    """Puts into the session what Horizon's login form puts there."""
    session = client.session
    session[auth.SESSION_KEY] = session['user_id'] = person.id
    session[auth.BACKEND_SESSION_KEY] = 'openstack_auth.backend.KeystoneBackend'
    session['token'] = token(person, **of_token)
    session['unscoped_token'] = person.token_id
    session['region_endpoint'] = KEYSTONE_URL
    session['services_region'] = REGION
    session.save()
    client.person = person
    return client
