"""A package's form definition: its ui.yaml, read once for all users of a project."""

from django.core.cache import cache
from django.http import HttpRequest

from murano_panel import dynamic_ui
from murano_panel.api import packages as package_api
from murano_panel.domain.records import Package

CACHE_SECONDS = 3600


class NoForm(Exception):
    """The package brings no ui.yaml."""


def text(request: HttpRequest, package: Package) -> str:
    """The ui.yaml, '' when there is none. One call, none when the cache has it.

    ``package`` was read with the user's own token, which is the check of access; its ``updated`` is part of the key,
    so that a changed package is read anew.
    """
    key = f'murano_panel:ui:{request.user.project_id}:{package.id}:{package.updated.timestamp()}'
    found = cache.get(key)
    if found is None:
        found = package_api.ui(request, package.id)
        cache.set(key, found, CACHE_SECONDS)
    return found


def load(request: HttpRequest, package: Package) -> dynamic_ui.Definition:
    """The definition. Raises NoForm and dynamic_ui.DefinitionError, which lists all problems."""
    source = text(request, package)
    if not source.strip():
        raise NoForm
    return dynamic_ui.load(source, fqn=package.fqn, package_name=package.name)
