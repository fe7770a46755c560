"""Keystone: its database and keys, and the accounts of the demo."""

from __future__ import annotations

import grp
import os
import pwd
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .commands import Commands
from .install import DEMO, clean_environment, program
from .options import HOST, Options
from .rest import Rest, log_in
from .secret import made_up
from .services import Service
from .stamps import Stamps, digest

PASSWORD = 'demo'
REGION = 'RegionOne'
PROJECTS = ('demo', 'other')
# user → project, role; admin is made by keystone-manage itself.
ACCOUNTS = {
    'alice': ('demo', 'member'),
    'bob': ('demo', 'member'),
    'rita': ('demo', 'reader'),
    'charlie': ('other', 'member'),
}


def fill(template: str, target: Path, values: dict[str, Any]) -> None:
    """Write a settings file (readable by its owner alone, as it may hold a password)."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 'w') as file:
        file.write((DEMO / 'cloud' / template).read_text().format(**values))


def write_ahead(database: Path) -> None:
    """Let readers of an SQLite file go on while somebody writes. The file remembers it."""
    connection = sqlite3.connect(database)
    connection.execute('PRAGMA journal_mode=WAL')
    connection.close()


class Keystone:
    def __init__(self, options: Options, venv: Path, commands: Commands, stamps: Stamps) -> None:
        self._options = options
        self._venv = venv
        self._run = commands.run
        self._stamps = stamps
        self._folder = options.state / 'keystone'
        self._conf = self._folder / 'keystone.conf'

    def prepare(self) -> None:
        """Make database and keys, unless this state has them."""
        fill('keystone.conf.template', self._conf, {'folder': self._folder, 'logs': self._options.logs})
        version = digest(DEMO / 'requirements-cloud.txt')
        if self._stamps.holds('keystone', version):
            return
        for keys in ('fernet-keys', 'credential-keys'):
            (self._folder / keys).mkdir(mode=0o700, exist_ok=True)
        owner = [
            '--keystone-user',
            pwd.getpwuid(os.getuid()).pw_name,
            '--keystone-group',
            grp.getgrgid(os.getgid()).gr_name,
        ]
        url = self._options.keystone_url
        bootstrap = [
            '--bootstrap-password',
            PASSWORD,
            '--bootstrap-public-url',
            url,
            '--bootstrap-internal-url',
            url,
            '--bootstrap-admin-url',
            url,
            '--bootstrap-region-id',
            REGION,
        ]
        self._run(
            [
                program(self._venv, 'python'),
                DEMO / 'cloud' / 'keystone_manage.py',
                '--config-file',
                self._conf,
                '--',
                'db_sync',
                '--',
                'fernet_setup',
                *owner,
                '--',
                'credential_setup',
                *owner,
                '--',
                'bootstrap',
                *bootstrap,
            ],
            environment=clean_environment(),
            hint=f'The reason may stand in {self._options.logs}/keystone.log',
        )
        write_ahead(self._folder / 'keystone.db')
        self._stamps.set('keystone', version)

    def service(self) -> Service:
        logs = self._options.logs
        # One thread: Keystone reads before it writes, and of two that do so SQLite lets only one go on ("is locked").
        # Keep-alive: with gunicorn's two seconds Keystone drops connections that Murano is about to use again.
        command: list[str | Path] = [
            program(self._venv, 'gunicorn'),
            '--worker-class',
            'gthread',
            '--threads',
            '1',
            '--keep-alive',
            '75',
            '--bind',
            f'{HOST}:{self._options.keystone_port}',
            '--chdir',
            DEMO / 'cloud',
            '--access-logfile',
            logs / 'keystone-access.log',
            'keystone_wsgi',
        ]
        environment = {**clean_environment(), 'OS_KEYSTONE_CONFIG_FILES': str(self._conf)}
        return Service(
            'Keystone', command, self._options.keystone_url, logs / 'keystone.log', environment, self._folder
        )

    def make_accounts(self, wait: Callable[[], None]) -> str:
        """Have the catalog, projects and users as described above; `wait` for Keystone only if any is missing.

        Returns the password of Murano's own account, which is made up once for this state.
        """
        password = made_up(self._folder / 'murano-password')
        version = digest(Path(__file__), self._options.keystone_url, self._options.murano_url, password)
        if not self._stamps.holds('accounts', version):
            wait()
            Accounts(self._options.keystone_url).make(self._options.murano_url, password)
            self._stamps.set('accounts', version)
        return password


class Accounts:
    """Makes what is not there yet, by name."""

    def __init__(self, keystone_url: str) -> None:
        self._keystone_url = keystone_url
        self.rest = Rest(keystone_url, log_in(keystone_url, 'admin', PASSWORD, 'admin'))

    def make(self, murano_url: str, murano_password: str) -> None:
        self.endpoints('identity', 'keystone', self._keystone_url)
        self.endpoints('application-catalog', 'murano', murano_url)
        projects = {name: self.ensure('project', name, domain_id='default') for name in (*PROJECTS, 'service')}
        roles = {name: self.ensure('role', name) for name in ('reader', 'member', 'admin')}
        for user, (project, role) in ACCOUNTS.items():
            self.grant(self.user(user, PASSWORD), projects[project], roles[role])
        self.grant(self.user('murano', murano_password), projects['service'], roles['admin'])

    def find(self, kind: str, **query: str) -> dict | None:
        words = '&'.join(f'{key}={value}' for key, value in query.items())
        found = self.rest.call('GET', f'/{kind}s?{words}')[f'{kind}s']
        return found[0] if found else None

    def ensure(self, kind: str, name: str, **values: Any) -> str:
        found = self.find(kind, name=name)
        if not found:
            found = self.rest.call('POST', f'/{kind}s', {kind: {'name': name, **values}})[kind]
        return found['id']

    def user(self, name: str, password: str, domain: str = 'default') -> str:
        user = self.ensure('user', name, domain_id=domain, password=password)
        self.rest.call('PATCH', f'/users/{user}', {'user': {'password': password, 'enabled': True}})
        return user

    def grant(self, user: str, project: str, role: str) -> None:
        self.rest.call('PUT', f'/projects/{project}/users/{user}/roles/{role}')

    def endpoints(self, kind: str, name: str, url: str) -> None:
        """Ports may differ from the last run's."""
        service = self.find('service', type=kind)
        if not service:
            service = self.rest.call('POST', '/services', {'service': {'type': kind, 'name': name}})['service']
        for interface in ('public', 'internal', 'admin'):
            found = self.find('endpoint', service_id=service['id'], interface=interface)
            wanted = {
                'endpoint': {'url': url, 'interface': interface, 'service_id': service['id'], 'region_id': REGION}
            }
            if not found:
                self.rest.call('POST', '/endpoints', wanted)
            elif found['url'] != url:
                self.rest.call('PATCH', f'/endpoints/{found["id"]}', wanted)
