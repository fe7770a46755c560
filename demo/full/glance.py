from __future__ import annotations

import shutil

from ..services import Service
from .part import Part, Site


class Glance(Part):
    name = 'glance'
    kind = 'image'

    def __init__(self, site: Site) -> None:
        super().__init__(site)
        # The name under which the API looks for it.
        self.conf = self.folder / 'glance-api.conf'

    def prepare(self) -> None:
        super().prepare()
        shutil.copy(self.venv / 'etc' / 'glance' / 'glance-api-paste.ini', self.folder)

    def make_databases(self) -> None:
        self.manage('glance-manage', 'db_sync')

    def environment(self) -> dict[str, str]:
        return {**super().environment(), 'OS_GLANCE_CONFIG_DIR': str(self.folder)}

    def programs(self) -> list[Service]:
        return [self.web_service()]
