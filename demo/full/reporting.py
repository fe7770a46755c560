"""Programs without a port of their own, of which the API knows when they last gave a sign of life."""

from __future__ import annotations

import calendar
import time
from dataclasses import dataclass

from ..errors import DemoError
from ..keystone import PASSWORD
from ..rest import Rest, log_in
from ..services import Service


@dataclass
class Reporting(Service):
    """`url` lists services; the program is ready once all of its hosts have been heard of since it was started."""

    hosts: tuple[str, ...] = ()
    keystone_url: str = ''
    began: float = 0

    def start(self) -> None:
        self.began = time.time()
        super().start()

    def answers(self) -> bool:
        try:
            services = Rest(self.url, log_in(self.keystone_url, 'admin', PASSWORD, 'admin')).call('GET', '')['services']
        except DemoError:
            return False
        heard = {
            service['host']
            for service in services
            if service['state'] == 'up' and seconds(service['updated_at']) >= int(self.began)
        }
        return heard >= set(self.hosts)


def seconds(moment: str | None) -> float:
    """Seconds since 1970 of 2026-01-31T12:00:00.000000 (UTC); 0 for never."""
    return calendar.timegm(time.strptime(moment[:19], '%Y-%m-%dT%H:%M:%S')) if moment else 0
