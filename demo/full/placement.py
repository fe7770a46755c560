from __future__ import annotations

from ..services import Service
from .part import Part


class Placement(Part):
    name = 'placement'
    kind = 'placement'

    def make_databases(self) -> None:
        self.manage('placement-manage', 'db', 'sync')

    def environment(self) -> dict[str, str]:
        return {**super().environment(), 'OS_PLACEMENT_CONFIG_DIR': str(self.folder)}

    def programs(self) -> list[Service]:
        return [self.web_service()]
