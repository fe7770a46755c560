"""Murano: its database, its one process, and the packages in its catalog."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from .commands import Commands
from .install import CORE_LIBRARIES, DEMO, clean_environment, program
from .keystone import PASSWORD, fill, write_ahead
from .options import HOST, Options
from .rest import Rest, log_in, multipart
from .services import Service
from .stamps import Stamps, digest, files

SAMPLES = DEMO / 'packages'
CATALOG = '/v1/catalog'


class Murano:
    def __init__(self, options: Options, venv: Path, commands: Commands, stamps: Stamps) -> None:
        self._options = options
        self._venv = venv
        self._run = commands.run
        self._stamps = stamps
        self._folder = options.state / 'murano'
        self._conf = self._folder / 'murano.conf'

    def prepare(self, password: str) -> None:
        """Write the settings; make the database, unless this state has it. password: of Murano's own account."""
        fill(
            'murano.conf.template',
            self._conf,
            {
                'folder': self._folder,
                'logs': self._options.logs,
                'host': HOST,
                'venv': self._venv,
                'murano_port': self._options.murano_port,
                'murano_url': self._options.murano_url,
                'keystone_url': self._options.keystone_url,
                'password': password,
            },
        )
        version = digest(DEMO / 'requirements-cloud.txt')
        if not self._stamps.holds('murano', version):
            self._run(
                [program(self._venv, 'murano-db-manage'), '--config-file', self._conf, 'upgrade'],
                environment=clean_environment(),
                hint=f'The reason may stand in {self._options.logs}/murano-engine.log',
            )
            write_ahead(self._folder / 'murano.db')
            self._stamps.set('murano', version)

    def service(self) -> Service:
        command: list[str | Path] = [
            program(self._venv, 'python'),
            DEMO / 'cloud' / 'murano_all.py',
            '--config-file',
            self._conf,
        ]
        return Service(
            'Murano',
            command,
            self._options.murano_url,
            self._options.logs / 'murano-engine.log',
            clean_environment(),
            self._folder,
        )

    def import_packages(self, library: Path, say: Callable[[str], None], folders: Sequence[Path] = (SAMPLES,)) -> None:
        """Have the core library and our samples in the catalog, public, as they are on disk now."""
        sources = [library / name for name in CORE_LIBRARIES]
        categories: dict = {}
        for folder in folders:
            sources += sorted(path.parent for path in folder.glob('*/manifest.yaml'))
            categories.update(json.loads((folder / 'categories.json').read_text()))
        changed = [
            source
            for source in sources
            if not self._stamps.holds(source.name, digest(source, *categories.get(source.name, [])))
        ]
        if not changed:
            return
        token = log_in(self._options.keystone_url, 'admin', PASSWORD, 'admin')
        importer = _Importer(Rest(self._options.murano_url, token))
        for source in changed:
            say(f'importing package {source.name}')
            wanted = categories.get(source.name, [])
            importer.replace(source, wanted)
            self._stamps.set(source.name, digest(source, *wanted))


class _Importer:
    def __init__(self, rest: Rest) -> None:
        self._rest = rest
        known = rest.call('GET', f'{CATALOG}/categories')['categories']
        self._categories: dict[str, str] = {category['name']: category['id'] for category in known}

    def replace(self, source: Path, categories: list[str]) -> None:
        """Upload the folder as a public package; an older one of the same name goes first."""
        for name in categories:
            if name not in self._categories:
                made = self._rest.call('POST', f'{CATALOG}/categories', {'name': name})
                self._categories[name] = made['id']
        same_name = f'{CATALOG}/packages?fqn={full_name(source)}&include_disabled=true'
        for old in self._rest.call('GET', same_name)['packages']:
            self._rest.call('DELETE', f'{CATALOG}/packages/{old["id"]}')
        body, kind = multipart(
            {'__metadata__': {'is_public': True, 'categories': categories}}, {'package': packed(source)}
        )
        self._rest.call('POST', f'{CATALOG}/packages', headers={'Content-Type': kind}, raw=body)


def full_name(source: Path) -> str:
    """FullName of the package's manifest."""
    found: re.Match | None = re.search(r'^FullName:\s*(\S+)', (source / 'manifest.yaml').read_text(), re.MULTILINE)
    if not found:
        raise ValueError(f'{source}/manifest.yaml has no FullName')
    return found.group(1)


def packed(source: Path) -> bytes:
    """The folder as the zip that Murano takes: manifest.yaml at its root."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, 'w', zipfile.ZIP_DEFLATED) as archive:
        for path in files(source):
            archive.write(path, path.relative_to(source).as_posix())
    return content.getvalue()
