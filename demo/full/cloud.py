"""All services of the full cloud: installed, prepared, known to Keystone, started, asked until they answer."""
from __future__ import annotations

import secrets
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Callable, Dict, List

from ..commands import Commands
from ..install import Installer
from ..options import Options
from ..services import Service, Services
from ..stamps import Stamps, digest
from . import ports
from .accounts import CloudAccounts
from .glance import Glance
from .heat import Heat
from .neutron import Neutron
from .nova import Nova
from .part import HERE, Part, Site
from .placement import Placement
from .rabbitmq import RabbitMQ, ensure_installed

# In the order of their start.
PARTS = (Placement, Glance, Neutron, Nova, Heat)


class FullCloud:
    def __init__(self, options: Options, installer: Installer, commands: Commands, stamps: Stamps, services: Services,
                 say: Callable[[str], None]) -> None:
        """Choose the ports; install what is missing."""
        self._options = options
        self._stamps = stamps
        self._services = services
        self._say = say
        chosen = ports.choose(options.port_base, options.state / 'ports.json')
        ensure_installed(commands.run, say)
        openstack = installer.install('openstack', HERE / 'requirements-openstack.txt')
        heat = installer.install('heat', HERE / 'requirements-heat.txt')
        self._site = Site(options, chosen, commands.run, stamps, self._password(), openstack, heat)
        self._broker = RabbitMQ(self._site)
        self._parts: List[Part] = [part(self._site) for part in PARTS]
        self._prepared: List[Future] = []
        self._broker_programs: List[Service] = []
        self._programs: Dict[str, List[Service]] = {}

    def _password(self) -> str:
        """Of every service's account and of the broker, made up once for this state."""
        secret = self._options.state / 'service-password'
        if not secret.exists():
            secret.touch(0o600)
            secret.write_text(secrets.token_urlsafe(24))
        return secret.read_text()

    def prepare(self, pool: ThreadPoolExecutor) -> None:
        """Start the broker; write settings and make databases in the pool."""
        self._broker.prepare()
        self._broker_programs = self._broker.programs()
        for program in self._broker_programs:
            self._services.start(program)
        self._prepared = [pool.submit(part.prepare) for part in self._parts]

    def start(self) -> None:
        """Start everything, once Keystone answers. `wait_ready` waits for it."""
        self._make_accounts()
        self._services.wait_ready(*self._broker_programs)
        for part, prepared in zip(self._parts, self._prepared):
            while not prepared.done():
                self._services.watch()
                wait([prepared], timeout=0.5)
            prepared.result()
            for needed in part.needs:
                self._services.wait_ready(*self._programs[needed])
            self._say(f'starting {part.name.capitalize()}')
            self._programs[part.name] = part.programs()
            for program in self._programs[part.name]:
                self._services.start(program)

    def wait_ready(self) -> None:
        for name, programs in self._programs.items():
            self._services.wait_ready(*programs)
            self._say(f'{name.capitalize()} is ready')

    def _make_accounts(self) -> None:
        version = digest(HERE / 'cloud.py', self._site.password, *(part.endpoint for part in self._parts))
        if self._stamps.holds('service accounts', version):
            return
        accounts = CloudAccounts(self._options.keystone_url)
        project = accounts.ensure('project', 'service', domain_id='default')
        admin = accounts.ensure('role', 'admin')
        for part in self._parts:
            accounts.grant(accounts.user(part.name, self._site.password), project, admin)
            accounts.endpoints(part.kind, part.name, part.endpoint)
        accounts.heat_domain(self._site.password)
        self._stamps.set('service accounts', version)
