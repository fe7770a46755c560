"""Horizon with murano_panel: enabled, static files compressed, served by gunicorn."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO

from .commands import Commands
from .install import DEMO, HORIZON_REQUIREMENTS, clean_environment, locked, program
from .options import CHECKOUT, HOST, Options
from .secret import made_up
from .services import Service
from .stamps import Stamps, digest, files

SITE = DEMO / 'dashboard'
SETTINGS = 'openstack_dashboard.settings'
SNIPPETS = CHECKOUT / 'enabled' / 'local_settings.d'


class Dashboard:
    def __init__(self, options: Options, venv: Path, commands: Commands, say: Callable[[str], None]) -> None:
        self._options = options
        self._venv = venv
        self._run = commands.run
        self._say = say
        self._static = StaticFiles(options.venvs / 'static', options.webroot)

    def prepare(self) -> None:
        """Enable the plugin and make the static files, unless that is done."""
        stamps = Stamps(self._venv.with_suffix('.json'))
        snippet = digest(SNIPPETS, HORIZON_REQUIREMENTS)
        with locked(self._venv.with_suffix('.lock')):
            if not stamps.holds('enabled', snippet):
                self._run([program(self._venv, 'python'), '-m', 'murano_panel.enable'], environment=clean_environment())
                stamps.set('enabled', snippet)
        self._static.make(self._collect)

    def _collect(self, folder: Path) -> None:
        self._say('horizon: collecting and compressing static files')
        django = [program(self._venv, 'python'), '-m', 'django']
        environment = {**self._environment(), 'DEMO_STATIC_ROOT': str(folder)}
        for words in (['collectstatic', '--noinput', '--verbosity', '0'], ['compress', '--force']):
            self._run([*django, *words, '--settings', SETTINGS], environment=environment)

    def _environment(self) -> dict[str, str]:
        return {
            **clean_environment(),
            'PYTHONPATH': str(SITE),
            'DEMO_STATIC_ROOT': str(self._static.folder),
            'DEMO_SECRET_KEY': made_up(self._options.state / 'horizon' / 'secret-key'),
            'DEMO_WEBROOT': self._options.webroot,
            'DEMO_KEYSTONE_URL': self._options.keystone_url,
            'DEMO_REPOSITORY': self._options.repository,
        }

    def service(self) -> Service:
        command: list[str | Path] = [
            program(self._venv, 'gunicorn'),
            '--workers',
            '1',
            '--worker-class',
            'gthread',
            '--threads',
            '8',
            '--timeout',
            '120',
            '--keep-alive',
            '75',
            '--no-control-socket',
            '--bind',
            f'{HOST}:{self._options.port}',
            '--access-logfile',
            self._options.logs / 'horizon-access.log',
            'demo_wsgi',
        ]
        return Service(
            'Horizon',
            command,
            self._options.horizon_url + 'auth/login/',
            self._options.logs / 'horizon.log',
            self._environment(),
            self._options.state / 'horizon',
        )


class StaticFiles:
    """Collected and compressed files, one folder for each state of their sources; those that nobody uses any more go.

    A running Horizon holds a lock on its folder, so that another demo that has newer files does not take it away.
    """

    def __init__(self, home: Path, webroot: str) -> None:
        self._home = home
        self.folder = home / digest(webroot, *self._sources())[:12]
        self._lock: IO | None = None

    @staticmethod
    def _sources() -> list[Path]:
        """What the bundles are made from. Of the templates only those that name a bundle matter."""
        bundling = [path for path in files(CHECKOUT / 'templates') if b'compress' in path.read_bytes()]
        return [CHECKOUT / 'static', CHECKOUT / 'enabled', HORIZON_REQUIREMENTS, SITE / 'local', *bundling]

    def make(self, collect: Callable[[Path], None]) -> None:
        """Call `collect` with an empty folder unless the files are there; they are kept until this process ends."""
        with locked(self._home / 'lock'):
            if not self.folder.exists():
                new = self._home / 'new'
                shutil.rmtree(new, ignore_errors=True)
                new.mkdir()
                collect(new)
                new.rename(self.folder)
            self._lock = self._hold(self.folder, fcntl.LOCK_SH)
            self._forget_unused()

    @staticmethod
    def _hold(folder: Path, how: int) -> IO:
        file = folder.with_suffix('.used').open('a')
        fcntl.flock(file, how | fcntl.LOCK_NB)
        return file

    def _forget_unused(self) -> None:
        for folder in self._home.iterdir():
            if not folder.is_dir() or folder == self.folder:
                continue
            try:
                with self._hold(folder, fcntl.LOCK_EX):
                    shutil.rmtree(folder)
                    folder.with_suffix('.used').unlink()
            except BlockingIOError:
                continue
