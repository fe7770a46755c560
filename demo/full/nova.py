from __future__ import annotations

import uuid
from typing import Any

from ..install import program
from ..services import Service
from .part import ETC, Part
from .reporting import Reporting

# One availability zone is made of each.
HOSTS = ('node-1', 'node-2')
# Filled in by Nova from the settings at every start, as ports may change.
BROKER = '{scheme}://{username}:{password}@{hostname}:{port}/'


class Nova(Part):
    name = 'nova'
    kind = 'compute'
    path = '/v2.1'
    needs = ('placement',)

    def prepare(self) -> None:
        super().prepare()
        # The API takes no arguments; the other programs are told their log by one.
        (self.folder / 'nova-api.conf').write_text(f'[DEFAULT]\nlog_file = {self.log}\n')

    def values(self) -> dict[str, Any]:
        return {**super().values(), 'api_database': self.database('nova_api'), 'hosts': HOSTS}

    def make_databases(self) -> None:
        self.manage('nova-manage', 'api_db', 'sync')
        self.manage('nova-manage', 'cell_v2', 'map_cell0', '--database_connection', self.database_url('nova_cell0'))
        self.manage('nova-manage', 'db', 'sync')
        if not self.stamps.holds('cell', 'made'):
            self.manage(
                'nova-manage',
                'cell_v2',
                'create_cell',
                '--name',
                'cell1',
                '--transport-url',
                BROKER,
                '--database_connection',
                self.database_url('nova'),
            )
            # nova-compute refuses to start a second time without it.
            (self.folder / 'compute_id').write_text(str(uuid.uuid4()))
            self.stamps.set('cell', 'made')

    def environment(self) -> dict[str, str]:
        pipelines = self.venv / 'etc' / 'nova' / 'api-paste.ini'
        return {
            **super().environment(),
            'OS_NOVA_CONFIG_FILES': f'{pipelines};{self.conf};{self.folder}/nova-api.conf',
            'DEMO_HOSTS': ' '.join(HOSTS),
        }

    def programs(self) -> list[Service]:
        api = self.web_service()
        api.environment['OS_NOVA_DISABLE_EVENTLET_PATCHING'] = 'true'
        conductor, scheduler = (
            self._reporting(binary, [program(self.venv, binary)], HOSTS[:1])
            for binary in ('nova-conductor', 'nova-scheduler')
        )
        compute = self._reporting('nova-compute', [program(self.venv, 'python'), ETC / 'nova_compute.py'], HOSTS)
        return [api, conductor, scheduler, compute]

    def _reporting(self, binary: str, command: list[Any], hosts: tuple[str, ...]) -> Service:
        log = self.site.options.logs / f'{binary}.log'
        return Reporting(
            binary,
            [*command, '--config-file', self.conf, '--log-file', log],
            f'{self.endpoint}/os-services?binary={binary}',
            log,
            self.environment(),
            self.folder,
            hosts=hosts,
            keystone_url=self.site.options.keystone_url,
        )
