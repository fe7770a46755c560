"""Where a page stands in Horizon's menu and breadcrumb."""

import horizon
from django.http import HttpRequest

DASHBOARD, ENVIRONMENTS = 'app-catalog', 'environments'


def in_environments(request: HttpRequest) -> None:
    """The page is about an environment, although its address is that of another panel."""
    request.horizon['panel'] = horizon.get_dashboard(DASHBOARD).get_panel(ENVIRONMENTS)
