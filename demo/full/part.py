"""What the services of the full cloud have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..install import clean_environment, program
from ..keystone import fill, write_ahead
from ..options import HOST, Options
from ..services import Service
from ..stamps import Stamps, digest

HERE = Path(__file__).resolve().parent
ETC = HERE / 'etc'
# What the services find there: a driver for SQLite and one for Neutron.
PYTHON = HERE / 'python'


def patient_url(database: Path) -> str:
    """See python/patient_sqlite.py."""
    return f'sqlite+patient:///{database}'


@dataclass
class Site:
    """What a part is given: where to live, whom to ask."""

    options: Options
    ports: Mapping[str, int]
    run: Callable[..., None]
    # The account of each service has this password.
    password: str
    openstack: Path
    heat: Path

    @property
    def broker(self) -> str:
        return f'rabbit://demo:{self.password}@{HOST}:{self.ports["rabbitmq"]}/'

    def url(self, name: str) -> str:
        return f'http://{HOST}:{self.ports[name]}'


class Part:
    """One of the cloud's services: settings, database, programs, its entry in Keystone's catalog."""

    name = ''
    # Service type and name of the catalog (unless it is `name`), and what follows host and port there.
    kind = ''
    catalog_name = ''
    path = ''
    # Parts that must answer before the programs are started.
    needs: tuple[str, ...] = ()
    requirements = HERE / 'requirements-openstack.txt'

    def __init__(self, site: Site) -> None:
        self.site = site
        self.folder = site.options.state / self.name
        self.conf = self.folder / f'{self.name}.conf'
        # Of its own, as several parts are prepared at the same time.
        self.stamps = Stamps(self.folder / 'stamps.json')

    @property
    def venv(self) -> Path:
        return self.site.openstack

    @property
    def endpoint(self) -> str:
        return self.site.url(self.name) + self.path

    def prepare(self) -> None:
        """Write the settings; make the databases, unless this state has them."""
        self.folder.mkdir(parents=True, exist_ok=True)
        fill(str(ETC / f'{self.name}.conf.template'), self.conf, self.values())
        version = digest(self.requirements)
        if not self.stamps.holds('databases', version):
            self.make_databases()
            for database in self.folder.glob('*.db'):
                write_ahead(database)
            self.stamps.set('databases', version)

    def values(self) -> dict[str, Any]:
        """What the settings' template may name."""
        options = self.site.options
        user = (
            f'auth_url = {options.keystone_url}\nauth_type = password\nusername = {self.name}\n'
            f'password = {self.site.password}\nuser_domain_name = Default\n'
        )
        return {
            'folder': self.folder,
            'logs': options.logs,
            'log': self.log,
            'venv': self.venv,
            'host': HOST,
            'port': self.site.ports[self.name],
            'keystone_url': options.keystone_url,
            'broker': self.site.broker,
            'password': self.site.password,
            'glance_url': self.site.url('glance'),
            'database': self.database(self.name),
            # A trust says by itself which project it is for.
            'trustee': user,
            'account': f'{user}project_name = service\nproject_domain_name = Default\n'
            f'www_authenticate_uri = {options.keystone_url}',
        }

    def database(self, name: str) -> str:
        """Settings of one SQLite file. A crash of the machine may lose the last changes, a crash of a service not."""
        return f'connection = {self.database_url(name)}\nsqlite_synchronous = false'

    def database_url(self, name: str) -> str:
        return patient_url(self.folder / f'{name}.db')

    def make_databases(self) -> None:
        raise NotImplementedError

    def manage(self, tool: str, *words: str) -> None:
        self.site.run([program(self.venv, tool), '--config-file', self.conf, *words], environment=self.environment())

    def programs(self) -> list[Service]:
        """In the order of their start; the first one answers at the endpoint's port."""
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return {**clean_environment(), 'PYTHONPATH': str(PYTHON)}

    @property
    def log(self) -> Path:
        return self.site.options.logs / f'{self.name}.log'

    def service(self, command: list[Any], name: str | None = None) -> Service:
        return Service(
            name or self.name.capitalize(), command, self.site.url(self.name), self.log, self.environment(), self.folder
        )

    def web_service(self) -> Service:
        """The API under gunicorn, with threads: they may wait for SQLite without holding up the others."""
        return self.service(
            [
                program(self.venv, 'gunicorn'),
                '--workers',
                '1',
                '--threads',
                '8',
                '--keep-alive',
                '75',
                '--timeout',
                '120',
                '--graceful-timeout',
                '5',
                '--bind',
                f'{HOST}:{self.site.ports[self.name]}',
                '--access-logfile',
                self.site.options.logs / f'{self.name}-access.log',
                '--chdir',
                ETC,
                f'apis:{self.name}()',
            ]
        )
