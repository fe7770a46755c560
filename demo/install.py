"""The virtual environments: `cloud` (Keystone and Murano) and `horizon` (Horizon and this checkout)."""

from __future__ import annotations

import fcntl
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from .commands import Commands
from .errors import DemoError
from .machine import Interpreter, examine
from .options import CHECKOUT, HOST
from .stamps import Stamps, digest

DEMO = Path(__file__).resolve().parent
CLOUD_REQUIREMENTS = DEMO / 'requirements-cloud.txt'
HORIZON_REQUIREMENTS = DEMO / 'requirements-horizon.txt'
# setuptools 81 dropped pkg_resources, which the build scripts of some old source distributions import.
BUILD_CONSTRAINTS = DEMO / 'build-constraints.txt'
MURANO = 'murano==16.0.0'
CORE_LIBRARIES = ('io.murano', 'io.murano.applications')


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One at a time, across processes; the lock of a process that died is free."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open('a') as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Installer:
    """Makes what `folder` (shared by all states) holds; each part is skipped while what it is made from is the same."""

    def __init__(self, folder: Path, python: Interpreter, commands: Commands, say: Callable[[str], None]) -> None:
        self.folder = folder
        self.cloud = folder / 'cloud'
        self.horizon = folder / 'horizon'
        self.library = folder / 'murano-library'
        self._python = python
        self._run = commands.run
        self._say = say

    def install_cloud(self) -> None:
        with locked(self.folder / 'cloud.lock'):
            # Not left with `with`: that would wait for the command, also when the demo is told to end.
            library = ThreadPoolExecutor(1).submit(self._fetch_library)
            made_from = digest(CLOUD_REQUIREMENTS, BUILD_CONSTRAINTS)
            self._make(self.cloud, made_from, ['-r', str(CLOUD_REQUIREMENTS)])
            library.result()

    def install_horizon(self) -> None:
        with locked(self.folder / 'horizon.lock'):
            made_from = digest(
                HORIZON_REQUIREMENTS,
                BUILD_CONSTRAINTS,
                CHECKOUT / 'setup.py',
                CHECKOUT / 'pyproject.toml',
                str(CHECKOUT),
            )
            self._make(self.horizon, made_from, ['-r', str(HORIZON_REQUIREMENTS), '-e', str(CHECKOUT)])

    def install(self, name: str, requirements: Path) -> Path:
        """One more environment of this name; returns its folder."""
        with locked(self.folder / f'{name}.lock'):
            made_from = digest(requirements, BUILD_CONSTRAINTS)
            self._make(self.folder / name, made_from, ['-r', str(requirements)])
        return self.folder / name

    def _make(self, venv: Path, made_from: str, what: list[str]) -> None:
        stamps = Stamps(venv.with_suffix('.json'))
        python = program(venv, 'python')
        if stamps.holds('installed', made_from) and Path(python).exists():
            return
        self._say(f'installing {venv.name} (a few minutes at most; log: install.log)')
        stamps.forget()
        # Brought up to date in place, as others may be using it; made anew only when its Python does not work any more.
        if not examine(python):
            shutil.rmtree(venv, ignore_errors=True)
        uv = self._uv()
        if uv:
            try:
                if not venv.exists():
                    self._run([uv, 'venv', '--quiet', '--python', self._python.path, venv])
                self._run([uv, 'pip', 'install', '--python', python, '--build-constraints', BUILD_CONSTRAINTS, *what])
            except DemoError as error:
                self._say(f'{venv.name}: going on with pip, because {error}')
                uv = None
        if not uv:
            self._run([self._python.path, '-m', 'venv', '--clear', venv])
            self._run([python, '-m', 'pip', 'install', *what], environment={'PIP_CONSTRAINT': str(BUILD_CONSTRAINTS)})
        stamps.set('installed', made_from)

    def _uv(self) -> str | None:
        """A uv to install with, ten times as fast as pip; None when there is none to be had."""
        found = shutil.which('uv')
        if found:
            return found
        with locked(self.folder / 'tools.lock'):
            uv = self.folder / 'tools' / 'bin' / 'uv'
            if not uv.exists():
                try:
                    self._run([self._tools_python(), '-m', 'pip', 'install', 'uv'])
                except DemoError:
                    self._say('uv cannot be installed; going on with pip')
                    return None
            return str(uv)

    def _tools_python(self) -> str:
        """A Python with pip, to be used under the lock of the tools."""
        python = self.folder / 'tools' / 'bin' / 'python'
        if not python.exists():
            self._run([self._python.path, '-m', 'venv', self.folder / 'tools'])
        return str(python)

    def _fetch_library(self) -> None:
        """The core library of Murano's language, which is in Murano's source distribution alone."""
        stamps = Stamps(self.library.with_suffix('.json'))
        if stamps.holds('fetched', MURANO):
            return
        self._say("fetching Murano's core library")
        shutil.rmtree(self.library, ignore_errors=True)
        download = self.folder / 'murano-sdist'
        with locked(self.folder / 'tools.lock'):
            python = self._tools_python()
        # Without build isolation pip reads the name and version with what lies at hand, in two seconds instead of ten.
        self._run([python, '-m', 'pip', 'install', 'pbr', 'setuptools<81', 'wheel'])
        self._run(
            [
                python,
                '-m',
                'pip',
                'download',
                '--no-deps',
                '--no-build-isolation',
                '--no-binary',
                ':all:',
                '--dest',
                download,
                MURANO,
            ]
        )
        unpack(next(download.glob('murano-*.tar.gz')), self.library)
        shutil.rmtree(download)
        stamps.set('fetched', MURANO)


def unpack(archive: Path, folder: Path) -> None:
    """Write the core libraries of Murano's source distribution: murano-16.0.0/meta/io.murano/… → folder/io.murano/…"""
    with tarfile.open(archive) as source:
        for member in source.getmembers():
            parts = Path(member.name).parts[1:]
            if (
                member.isfile()
                and len(parts) > 2
                and parts[0] == 'meta'
                and parts[1] in CORE_LIBRARIES
                and '..' not in parts
            ):
                target = folder.joinpath(*parts[1:])
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(source.extractfile(member).read())  # type: ignore[union-attr]


def program(venv: Path, name: str) -> str:
    return str(venv / 'bin' / name)


def clean_environment() -> dict[str, str]:
    """The environment without what belongs to another Python or another cloud, and without a proxy to this machine."""
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(('OS_', 'PYTHON', 'VIRTUAL_ENV', 'DJANGO_', 'GUNICORN_'))
    }
    direct = ','.join(filter(None, [kept.get('no_proxy') or kept.get('NO_PROXY'), HOST, 'localhost']))
    return {**kept, 'no_proxy': direct, 'NO_PROXY': direct}
