"""RabbitMQ, the one part that comes from Debian: our own broker with its own ports and files, ended with the demo."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

from ..errors import DemoError
from ..install import clean_environment
from ..options import HOST
from ..services import Service
from .part import Site

# Debian's /usr/sbin/rabbitmq-server insists on the system's own account; this is what it calls.
SERVER = Path('/usr/lib/rabbitmq/bin/rabbitmq-server')
INSTALL = 'apt-get install --no-install-recommends rabbitmq-server'


class Listening(Service):
    """A program that is ready once its port takes connections."""

    def answers(self) -> bool:
        host, port = self.url.rsplit('/', 1)[1].split(':')
        try:
            socket.create_connection((host, int(port)), timeout=5).close()
        except OSError:
            return False
        return True


def ensure_installed(run: Callable[..., None], say: Callable[[str], None]) -> None:
    """As root on Debian it is installed, without starting the system's own broker."""
    if SERVER.exists():
        return
    if os.geteuid() or not shutil.which('apt-get'):
        raise DemoError(f'RabbitMQ is missing on this machine. On Debian or Ubuntu, as root: {INSTALL}')
    say('installing from Debian: rabbitmq-server')
    quiet = {'DEBIAN_FRONTEND': 'noninteractive', 'RUNLEVEL': '1'}
    run(['apt-get', 'update'], environment=quiet)
    run([*INSTALL.split()[:2], '-y', *INSTALL.split()[2:]], environment=quiet, hint=f'By hand, as root: {INSTALL}')


class RabbitMQ:
    def __init__(self, site: Site) -> None:
        self._site = site
        self._folder = site.options.state / 'rabbitmq'

    def prepare(self) -> None:
        for name in ('home', 'data', 'log'):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        # Empty ones, so that the system's own settings and plugins are left out.
        for name in ('environment.conf', 'plugins'):
            (self._folder / name).write_text('')
        settings = self._folder / 'rabbitmq.conf'
        settings.touch(0o600)
        settings.write_text(
            f'listeners.tcp.1 = {HOST}:{self._site.ports["rabbitmq"]}\n'
            f'default_user = demo\ndefault_pass = {self._site.password}\n'
            'log.console = true\nlog.console.level = warning\n'
        )

    def programs(self) -> list[Service]:
        """The registry of names (one of our own, else RabbitMQ leaves a daemon behind) and the broker."""
        return [
            self._program('epmd', 'epmd', ['epmd', '-address', HOST, '-port', str(self._site.ports['epmd'])]),
            self._program('RabbitMQ', 'rabbitmq', [SERVER]),
        ]

    def _program(self, name: str, port: str, command: list) -> Service:
        return Listening(
            name,
            command,
            f'tcp://{HOST}:{self._site.ports[port]}',
            self._site.options.logs / 'rabbitmq.log',
            self._environment(),
            self._folder,
        )

    def _environment(self) -> dict:
        folder, ports = self._folder, self._site.ports
        return {
            **{key: value for key, value in clean_environment().items() if not key.startswith(('RABBITMQ_', 'ERL_'))},
            'HOME': str(folder / 'home'),
            'ERL_EPMD_PORT': str(ports['epmd']),
            'RABBITMQ_NODENAME': 'demo@localhost',
            'RABBITMQ_DIST_PORT': str(ports['distribution']),
            'RABBITMQ_CONFIG_FILE': str(folder / 'rabbitmq.conf'),
            'RABBITMQ_CONF_ENV_FILE': str(folder / 'environment.conf'),
            'RABBITMQ_ENABLED_PLUGINS_FILE': str(folder / 'plugins'),
            'RABBITMQ_FEATURE_FLAGS_FILE': str(folder / 'feature-flags'),
            'RABBITMQ_GENERATED_CONFIG_DIR': str(folder / 'generated'),
            'RABBITMQ_MNESIA_BASE': str(folder / 'data'),
            'RABBITMQ_LOG_BASE': str(folder / 'log'),
            'RABBITMQ_PID_FILE': str(folder / 'pid'),
            # One scheduler that sleeps when there is nothing to do.
            'RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS': (
                '+S 1:1 +sbwt none +A 2 -start_epmd false -kernel inet_dist_use_interface {127,0,0,1}'
            ),
        }
