"""Which project something belongs to, in words."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from murano_panel import cache
from murano_panel.api import client
from murano_panel.api import projects as project_api
from murano_panel.web import rights

SECONDS = 600


def names(request: HttpRequest, project_ids: Iterable[str]) -> dict[str, str]:
    """{id of a project: what to call it}. No call to Murano.

    Horizon has read the user's own projects for its menu. Of others administrators are told the names, by one call to
    Keystone each ten minutes; everybody else the ids.
    """
    known = {project.id: project.name for project in request.user.authorized_tenants}
    known[request.user.project_id] = _('this project')
    wanted = set(project_ids)
    if not wanted <= known.keys() and rights.may(request, 'manage_all_packages'):
        known = {**_all(request), **known}
    return {project_id: known.get(project_id) or _('project %s') % project_id for project_id in wanted}


def _all(request: HttpRequest) -> dict[str, str]:
    key = f'murano_panel:projects:{client.region(request)}:{request.user.project_id}'
    found = cache.get(key)
    if found is None:
        found = project_api.names(request)
        if found:
            cache.set(key, found, SECONDS)
    return found
