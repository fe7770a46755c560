"""Where a page stands in Horizon's menu and breadcrumb."""

import horizon
from django.http import HttpRequest

DASHBOARD = 'app-catalog'


def in_panel(request: HttpRequest, slug: str) -> None:
    """The page is about what that panel shows, although its address is that of another one."""
    request.horizon['panel'] = horizon.get_dashboard(DASHBOARD).get_panel(slug)


def in_environments(request: HttpRequest) -> None:
    """The page is about an environment."""
    in_panel(request, 'environments')
