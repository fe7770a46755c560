from __future__ import annotations

from typing import Dict, List

from ..services import Service
from .part import Part


class Glance(Part):
    name = 'glance'
    kind = 'image'

    def prepare(self) -> None:
        super().prepare()
        # Glance looks for a file of this name in the folder it is given.
        (self.folder / 'glance-api.conf').write_text(self.conf.read_text())

    def make_databases(self) -> None:
        self.manage('glance-manage', 'db_sync')

    def environment(self) -> Dict[str, str]:
        return {**super().environment(), 'OS_GLANCE_CONFIG_DIR': str(self.folder)}

    def programs(self) -> List[Service]:
        return [self.web_service()]
