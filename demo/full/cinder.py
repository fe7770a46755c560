from __future__ import annotations

from pathlib import Path

from ..install import program
from ..services import Service
from .part import ETC, Part
from .reporting import Reporting

HOST = 'node-1@pretended'


class Cinder(Part):
    """Volumes and snapshots that can be made, attached and deleted; nothing is written anywhere."""

    name = 'cinder'
    kind = 'volumev3'
    catalog_name = 'cinderv3'
    path = '/v3/%(project_id)s'

    def make_databases(self) -> None:
        self.manage('cinder-manage', 'db', 'sync')

    def environment(self) -> dict[str, str]:
        return {**super().environment(), 'CINDER_CONF': str(self.conf), 'CINDER_LOG': str(self.log)}

    def programs(self) -> list[Service]:
        log = self.site.options.logs / 'cinder-volume.log'
        command: list[str | Path] = [
            program(self.venv, 'python'),
            ETC / 'cinder_volumes.py',
            '--config-file',
            self.conf,
            '--log-file',
            log,
        ]
        volumes = Reporting(
            'cinder-volume',
            command,
            self.site.url('cinder') + '/v3/os-services?binary=cinder-volume',
            log,
            self.environment(),
            self.folder,
            hosts=(HOST,),
            keystone_url=self.site.options.keystone_url,
        )
        return [self.web_service(), volumes]
