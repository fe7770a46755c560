"""A new environment that begins with a draft: made as a whole, or not at all, and once however often it is sent."""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from horizon import messages

from murano_panel import cache
from murano_panel.api import client, drafts, environments, errors
from murano_panel.domain.model.environment_object import operations
from murano_panel.domain.model.tree import HEADER
from murano_panel.domain.records import Environment, ObjectModel
from murano_panel.drafts import store
from murano_panel.drafts.seen import Seen
from murano_panel.web import answers, responses, turns
from murano_panel.web.addresses import ENVIRONMENT
from murano_panel.web.text import inert

LOG = logging.getLogger(__name__)

# Seconds for which the same page, sent again, leads to what it has made.
REMEMBERED = 600


@dataclass(frozen=True)
class Wanted:
    """What is to be made.

    key: of the page that asks for it, from ``new_key()``. networks: Murano's ``defaultNetworks``, None lets it choose.
    metadata: that of the environment itself.
    region: '' for Murano's own.
    """

    key: str
    name: str
    components: Sequence[ObjectModel]
    description: str = ''
    networks: dict[str, Any] | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)
    region: str = ''


class NameTaken(Exception):
    """Another environment of the project has the name; nothing was made."""


class HalfMade(Exception):
    """The environment is there, its draft is not, and it could not be taken back; or nobody knows."""

    def __init__(self, environment: Environment, error: Exception) -> None:
        super().__init__(str(error))
        self.environment, self.error = environment, error

    @property
    def sentence(self) -> str:
        """What is there, and why no more; the name in it is untrusted."""
        doing = _('The environment "%s" is there by now, but nothing is in it') % self.environment.name
        return answers.sentence(self.error, doing)

    def told(self, request: HttpRequest) -> HttpResponse:
        """Leads to the environment, which can be filled by hand or deleted."""
        messages.error(request, inert(self.sentence) + ' ' + _('Delete it, and try again.'))
        return redirect(ENVIRONMENT, self.environment.id)


def new_key() -> str:
    """For a page that may make one environment."""
    return uuid4().hex


def known(request: HttpRequest, key: str) -> str | None:
    """The id of what the same page has made before. No call."""
    made: str | None = cache.get(_key(request, key))
    return made


def forget(request: HttpRequest, key: str) -> None:
    """For what has been deleted since: the same page may make it anew. No call."""
    cache.delete(_key(request, key))


def found(request: HttpRequest, wanted: Wanted) -> str:
    """The id of the new environment, whose draft is the user's. Three calls, none where the page was sent before.

    Two more with metadata of its own.

    Raises NameTaken, TooManyDrafts, HalfMade, and what Murano answers; then nothing was made.
    """
    turns.take(request, wanted.key)
    made = known(request, wanted.key)
    if made:
        return made
    store.require_room(request)
    environment = _created(request, wanted)
    try:
        with store.writing(request, Seen(environment)) as draft:
            drafts.replace_components(request, draft, wanted.components)
            if wanted.metadata:
                noted = operations({}, {HEADER: {'metadata': dict(wanted.metadata)}})
                store.change_environment(request, Seen(environment), noted)
    except Exception as error:
        _take_back(request, environment, error)
        if isinstance(error, errors.Unopened):
            # The draft that nobody can find went with the environment.
            raise errors.Unavailable(str(error), code=error.code, request_id=error.request_id) from error
        raise
    cache.set(_key(request, wanted.key), environment.id, REMEMBERED)
    responses.when_settled(request, lambda response: _settle(request, wanted.key, environment, response))
    return environment.id


def _settle(request: HttpRequest, key: str, environment: Environment, response: HttpResponseBase | None) -> None:
    """A request that fails later ends its draft (``store``): then the environment would stay behind, empty."""
    if response is None or response.status_code >= 400:
        forget(request, key)
        with suppress(errors.ApiError):
            environments.delete(request, environment.id)


def _created(request: HttpRequest, wanted: Wanted) -> Environment:
    """One call; where its answer is lost one more, which tells whether there is one of this name by now."""
    try:
        return environments.create(
            request,
            name=wanted.name,
            description=wanted.description,
            networks=wanted.networks,
            region=wanted.region,
        )
    except errors.Conflict as error:
        raise NameTaken from error
    except errors.ApiError as error:
        if not error.maybe_done:
            raise
        named = looked_for(request, wanted.name, error)
        if named:
            raise HalfMade(named, error) from error
        raise


def looked_for(request: HttpRequest, name: str, error: errors.ApiError) -> Environment | None:
    """The environment of this name, after ``error``: the answer to making it was lost. One call.

    No other one of the project can have the name. Without one ``error`` says whether it may still be made.
    """
    try:
        named = next((item for item in environments.list_all(request) if item.name == name), None)
    except errors.ApiError:
        return None
    if named is None:
        # What was never answered may still arrive.
        error.maybe_done = error.code is None
    return named


def _take_back(request: HttpRequest, environment: Environment, error: Exception) -> None:
    """Raises HalfMade where it cannot be. What was never deployed is gone at once."""
    try:
        environments.delete(request, environment.id)
    except errors.NotFound:
        pass
    except errors.ApiError as reason:
        LOG.warning('Environment %s was made without a draft and cannot be deleted: %s', environment.id, reason)
        raise HalfMade(environment, error) from error
    if isinstance(error, errors.ApiError):
        error.maybe_done = False


def _key(request: HttpRequest, key: str) -> str:
    """A page belongs to its user; what it has made is found by nobody else."""
    who = f'{client.region(request)} {request.user.project_id} {request.user.id} {key}'
    return 'murano_panel:founded:' + hashlib.sha256(who.encode()).hexdigest()
