from __future__ import annotations

from pathlib import Path

from ..install import program
from ..services import Service
from .part import HERE, Part


class Heat(Part):
    name = 'heat'
    kind = 'orchestration'
    path = '/v1/%(tenant_id)s'
    requirements = HERE / 'requirements-heat.txt'

    @property
    def venv(self) -> Path:
        return self.site.heat

    def make_databases(self) -> None:
        self.manage('heat-manage', 'db_sync')

    def programs(self) -> list[Service]:
        """API and engine in one process."""
        return [self.service([program(self.venv, 'heat-all'), '--config-file', self.conf])]
