from __future__ import annotations

from typing import Dict, List

from ..services import Service
from .part import Part


class Placement(Part):
    name = 'placement'
    kind = 'placement'

    def make_databases(self) -> None:
        self.manage('placement-manage', 'db', 'sync')

    def environment(self) -> Dict[str, str]:
        return {**super().environment(), 'OS_PLACEMENT_CONFIG_DIR': str(self.folder)}

    def programs(self) -> List[Service]:
        return [self.web_service()]
