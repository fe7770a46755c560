"""What Murano counts about itself."""

from django.http import HttpRequest

from murano_panel.api import client
from murano_panel.api.shapes.statistics import STATISTICS
from murano_panel.domain.records import ApiLoad


def of_api(request: HttpRequest) -> list[ApiLoad]:
    """The counters of each host, of all projects together; nothing where Murano does not count. One call."""
    return client.one(request, 'GET', '/v1/stats', STATISTICS)
