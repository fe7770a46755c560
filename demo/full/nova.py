from __future__ import annotations

from typing import Any, Dict, List

from ..install import program
from ..services import Service
from .part import Part

# Filled in by Nova from the settings at every start, as ports may change.
BROKER = '{scheme}://{username}:{password}@{hostname}:{port}/'


class Nova(Part):
    name = 'nova'
    kind = 'compute'
    path = '/v2.1'

    def values(self) -> Dict[str, Any]:
        return {**super().values(), 'api_database': self.database('nova_api'), 'node': 'node-1'}

    def make_databases(self) -> None:
        self.manage('nova-manage', 'api_db', 'sync')
        self.manage('nova-manage', 'cell_v2', 'map_cell0', '--database_connection', self.database_url('nova_cell0'))
        self.manage('nova-manage', 'db', 'sync')
        self.manage('nova-manage', 'cell_v2', 'create_cell', '--name', 'cell1', '--transport-url', BROKER,
                    '--database_connection', self.database_url('nova'))

    def environment(self) -> Dict[str, str]:
        pipelines = self.venv / 'etc' / 'nova' / 'api-paste.ini'
        return {**super().environment(), 'OS_NOVA_CONFIG_FILES': f'{pipelines};{self.conf}'}

    def programs(self) -> List[Service]:
        api = self.web_service()
        api.environment['OS_NOVA_DISABLE_EVENTLET_PATCHING'] = 'true'
        return [api] + [
            self.service([program(self.venv, f'nova-{role}'), '--config-file', self.conf], f'Nova {role}')
            for role in ('conductor', 'scheduler', 'compute')]
