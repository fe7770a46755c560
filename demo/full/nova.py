from __future__ import annotations

import calendar
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..errors import DemoError
from ..install import program
from ..keystone import PASSWORD
from ..rest import Rest, log_in
from ..services import Service
from .part import ETC, Part

# One availability zone is made of each.
HOSTS = ('node-1', 'node-2')
# Filled in by Nova from the settings at every start, as ports may change.
BROKER = '{scheme}://{username}:{password}@{hostname}:{port}/'


@dataclass
class Reporting(Service):
    """A program without a port: ready once Nova's list of services has a fresh sign of life of each of its hosts."""

    binary: str = ''
    hosts: tuple = HOSTS[:1]
    rest: Callable[[], Rest] = None  # type: ignore[assignment]
    began: float = 0

    def start(self) -> None:
        self.began = time.time()
        super().start()

    def answers(self) -> bool:
        try:
            services = self.rest().call('GET', f'/os-services?binary={self.binary}')['services']
        except DemoError:
            return False
        fresh = {service['host'] for service in services
                 if service['state'] == 'up' and seconds(service['updated_at']) > self.began}
        return fresh >= set(self.hosts)


def seconds(moment: str) -> float:
    """Seconds since 1970 of Nova's 2026-01-31T12:00:00.000000 (UTC)."""
    return calendar.timegm(time.strptime((moment or '1970-01-01T00:00:00')[:19], '%Y-%m-%dT%H:%M:%S'))


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
        self.manage('nova-manage', 'cell_v2', 'create_cell', '--name', 'cell1', '--transport-url', BROKER,
                    '--database_connection', self.database_url('nova'))
        # nova-compute refuses to start a second time without it.
        (self.folder / 'compute_id').write_text(str(uuid.uuid4()))

    def environment(self) -> dict[str, str]:
        pipelines = self.venv / 'etc' / 'nova' / 'api-paste.ini'
        return {**super().environment(), 'OS_NOVA_CONFIG_FILES': f'{pipelines};{self.conf};{self.folder}/nova-api.conf',
                'DEMO_HOSTS': ' '.join(HOSTS)}

    def programs(self) -> list[Service]:
        api = self.web_service()
        api.environment['OS_NOVA_DISABLE_EVENTLET_PATCHING'] = 'true'
        conductor, scheduler = (self._reporting(binary, [program(self.venv, binary)])
                                for binary in ('nova-conductor', 'nova-scheduler'))
        compute = self._reporting('nova-compute', [program(self.venv, 'python'), ETC / 'nova_compute.py'])
        compute.hosts = HOSTS
        return [api, conductor, scheduler, compute]

    def _reporting(self, binary: str, command: list[Any]) -> Reporting:
        log = self.site.options.logs / f'{binary}.log'
        return Reporting(binary, [*command, '--config-file', self.conf, '--log-file', log],
                         f'{self.endpoint}/os-services', log, self.environment(), self.folder, binary=binary,
                         rest=self._rest)

    def _rest(self) -> Rest:
        return Rest(self.endpoint, log_in(self.site.options.keystone_url, 'admin', PASSWORD, 'admin'))
