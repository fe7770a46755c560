from __future__ import annotations

from ..install import program
from ..services import Service
from .part import ETC, Part


class Neutron(Part):
    """The API alone: there are no agents, ports are bound by our own driver."""

    name = 'neutron'
    kind = 'network'

    def make_databases(self) -> None:
        self.site.run(
            [program(self.venv, 'python'), ETC / 'neutron_schema.py', self.database_url('neutron')],
            environment=self.environment(),
        )

    def environment(self) -> dict[str, str]:
        return {**super().environment(), 'OS_NEUTRON_CONFIG_FILES': str(self.conf)}

    def programs(self) -> list[Service]:
        return [self.web_service()]
