"""All services of the full cloud: installed, prepared, known to Keystone, started, asked until they answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path

from ..commands import Commands
from ..errors import DemoError
from ..install import Installer
from ..options import Options
from ..secret import made_up
from ..services import Service, Services
from ..stamps import Stamps, digest
from . import ports
from .accounts import CloudAccounts
from .cinder import Cinder
from .glance import Glance
from .heat import Heat
from .neutron import Neutron
from .nova import Nova
from .part import ETC, HERE, PYTHON, Part, Site, patient_url
from .placement import Placement
from .rabbitmq import RabbitMQ, ensure_installed
from .seed import Furnisher

PACKAGES = HERE.parent / 'packages-full'
SECRET = 'service-password'
# In the order of their start.
PARTS = (Placement, Glance, Neutron, Nova, Cinder, Heat)


def refuse_state_of_full_cloud(options: Options) -> None:
    """Keystone's catalog would go on naming services that do not run."""
    if (options.state / SECRET).exists():
        raise DemoError(f'{options.state} belongs to a full cloud: add --cloud full, or give --state another folder')


class FullCloud:
    def __init__(
        self,
        options: Options,
        installer: Installer,
        commands: Commands,
        stamps: Stamps,
        services: Services,
        say: Callable[[str], None],
    ) -> None:
        """Choose the ports; install what is missing."""
        self._options = options
        self._stamps = stamps
        self._services = services
        self._say = say
        taken = (options.port, options.keystone_port, options.murano_port)
        chosen = ports.choose(options.port_base, options.state / 'ports.json', taken)
        ensure_installed(commands.run, say)
        openstack = installer.install('openstack', HERE / 'requirements-openstack.txt')
        heat = installer.install('heat', HERE / 'requirements-heat.txt')
        self._site = Site(options, chosen, commands.run, made_up(options.state / SECRET), openstack, heat)
        self._broker = RabbitMQ(self._site)
        self._parts: list[Part] = [part(self._site) for part in PARTS]
        self._prepared: dict[str, Future] = {}
        self._broker_programs: list[Service] = []
        self._programs: dict[str, list[Service]] = {}

    def prepare(self) -> None:
        """Start the broker; begin to write settings and to make databases, beside whatever else is going on."""
        self._broker.prepare()
        self._broker_programs = self._broker.programs()
        for program in self._broker_programs:
            self._services.start(program)
        # Two at a time: they do nothing but compute.
        pool = ThreadPoolExecutor(2)
        self._prepared = {part.name: pool.submit(part.prepare) for part in self._parts}
        pool.shutdown(wait=False)

    def start(self) -> None:
        """Start everything, once Keystone answers. `finish` waits for it."""
        self._make_accounts()
        self._services.wait_ready(*self._broker_programs)
        for part in self._parts:
            prepared = self._prepared[part.name]
            while not prepared.done():
                self._services.watch()
                wait([prepared], timeout=0.5)
            prepared.result()
            for needed in part.needs:
                self._services.wait_ready(*self._programs[needed])
            self._say(f'starting {part.name.capitalize()}')
            self._start(part)

    def _start(self, part: Part) -> None:
        self._programs[part.name] = part.programs()
        for program in self._programs[part.name]:
            self._services.start(program)

    def configure(self, keystone: Service, murano: Service) -> None:
        """Let both have many writers, and Murano use Neutron: settings that are read after their own."""
        settings = self._settings('keystone')
        known = keystone.environment['OS_KEYSTONE_CONFIG_FILES']
        keystone.environment.update(OS_KEYSTONE_CONFIG_FILES=f'{known};{settings}', PYTHONPATH=str(PYTHON))
        settings = self._settings('murano', (ETC / 'murano-networking.conf').read_text())
        murano.command = [*murano.command, '--config-file', settings]
        murano.environment['PYTHONPATH'] = str(PYTHON)

    def _settings(self, name: str, more: str = '') -> Path:
        folder = self._options.state / name
        folder.mkdir(exist_ok=True)
        path = folder / f'{name}-full.conf'
        path.write_text(f'[database]\nconnection = {patient_url(folder / f"{name}.db")}\n{more}')
        return path

    def finish(self) -> None:
        """Wait until everything is ready, then make flavors, images, networks and so on."""
        for name, programs in self._programs.items():
            self._services.wait_ready(*programs)
            self._say(f'{name.capitalize()} is ready')
        version = digest(HERE / 'seed.py')
        if not self._stamps.holds('furniture', version):
            self._say('making flavors, images, networks, keypairs, zones and quotas')
            Furnisher(self._site).furnish()
            self._stamps.set('furniture', version)

    def obey(self) -> None:
        """Stop the parts of which a file is in the folder `stopped` of the state; start the others again."""
        for part in self._parts:
            programs = self._programs[part.name]
            if (self._options.state / 'stopped' / part.name).exists():
                while programs:
                    self._services.end(programs.pop(0))
            elif not programs:
                self._start(part)

    @property
    def urls(self) -> dict[str, str]:
        return {part.name: self._site.url(part.name) for part in self._parts}

    def _make_accounts(self) -> None:
        version = digest(HERE / 'cloud.py', self._site.password, *(part.endpoint for part in self._parts))
        if self._stamps.holds('service accounts', version):
            return
        accounts = CloudAccounts(self._options.keystone_url)
        project = accounts.ensure('project', 'service', domain_id='default')
        # By the second one Cinder knows that it is Nova who asks to detach a volume.
        roles = [accounts.ensure('role', name) for name in ('admin', 'service')]
        for part in self._parts:
            user = accounts.user(part.name, self._site.password)
            for role in roles:
                accounts.grant(user, project, role)
            accounts.endpoints(part.kind, part.catalog_name or part.name, part.endpoint)
        accounts.heat_domain(self._site.password)
        self._stamps.set('service accounts', version)
