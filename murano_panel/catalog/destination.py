"""What one adds to, an environment or a blueprint: named on every page on the way there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from murano_panel import cache
from murano_panel.api import blueprints, environments
from murano_panel.web.addresses import BLUEPRINT, ENVIRONMENT, address

# Names change seldom, and its own page always tells the current one.
SECONDS = 300

_READ: dict[str, Callable[[HttpRequest, str], Any]] = {'environment': environments.get, 'blueprint': blueprints.get}


@dataclass(frozen=True)
class Destination:
    """kind: environment or blueprint, also its name in the query. name: '' where it is not known without a call."""

    kind: str
    id: str
    name: str = ''

    @property
    def page(self) -> str:
        """The address of its own page."""
        return reverse(BLUEPRINT if self.kind == 'blueprint' else ENVIRONMENT, args=[self.id])

    @property
    def query(self) -> str:
        """By which the pages of the catalog keep it in mind."""
        return f'?{self.kind}={self.id}'

    @property
    def right(self) -> str:
        """The rule that changing it takes."""
        return 'update_env_template' if self.kind == 'blueprint' else 'update_environment'

    def add_address(self, package_id: str) -> str:
        """Where the form of an application begins."""
        if self.kind == 'blueprint':
            return address('horizon:app-catalog:blueprints:add', self.id, package_id)
        return address('horizon:app-catalog:catalog:add_to', package_id, self.id)


def known(request: HttpRequest, place: Destination | None) -> Destination | None:
    """As far as the cache knows what it is called. No call."""
    return place and Destination(place.kind, place.id, cache.get(_key(request, place)) or '')


def read(request: HttpRequest, place: Destination) -> Destination:
    """With its name. One call, none when the cache has it. Raises NotFound."""
    found = known(request, place)
    if found and found.name:
        return found
    there = _READ[place.kind](request, place.id)
    cache.set(_key(request, place), there.name, SECONDS)
    return Destination(place.kind, there.id, there.name)


def _key(request: HttpRequest, place: Destination) -> str:
    """Of the project: a name is put there by who may read it, which is everybody in it."""
    return f'murano_panel:destination:{request.user.project_id}:{place.kind}:{place.id}'
