"""What a contract test may ask of either Murano, to set its scene."""

import copy
import uuid
from abc import ABC, abstractmethod
from typing import Any

from django.http import HttpRequest
from openstack_auth.user import create_user_from_token

from murano_panel.api import deployments, drafts, environments
from murano_panel.domain.model.actions import offered_by
from murano_panel.domain.records import Deployment, Draft, Environment, ObjectModel
from tests.contract.wire import Recorder
from tests.support.real import component

# Longer than any test: its environment is abandoned while it runs.
ENDLESS = 400


def host(**properties) -> ObjectModel:
    """A component that is deployed at once."""
    return component('ContainerHost', **properties)


def endless() -> ObjectModel:
    """A component whose deployment outlasts the test."""
    return component('SlowApp', version='1.2.0', steps=ENDLESS) | {'pace': 1}


def unknown() -> str:
    """An id that nobody has."""
    return uuid.uuid4().hex


def action_of(environment: Environment, method: str) -> str:
    """The id of an action of its only component."""
    [component] = environment.components
    return next(action.id for action in offered_by(component) if action.method == method)


def unique(word: str = 'contract') -> str:
    return f'{word}{uuid.uuid4().hex[:8]}'


class Side(ABC):
    """The fake or the real Murano. Alice and Bob share a project, Charlie has his own, Rita only reads."""

    recorder: Recorder

    @property
    def alice(self) -> HttpRequest:
        return self.person('alice')

    @property
    def bob(self) -> HttpRequest:
        return self.person('bob')

    @property
    def charlie(self) -> HttpRequest:
        return self.person('charlie')

    @property
    def rita(self) -> HttpRequest:
        return self.person('rita')

    @property
    def admin(self) -> HttpRequest:
        return self.person('admin')

    @property
    def expired(self) -> HttpRequest:
        """Alice's, after her token has ended."""
        request, token = copy.copy(self.alice), copy.copy(self.alice.user.token)
        token.id = unknown()
        request.user = create_user_from_token(request, token, request.user.endpoint, request.user.services_region)
        return request

    @abstractmethod
    def person(self, name: str) -> HttpRequest:
        """A request of the person, as views hand it to ``api``."""

    @abstractmethod
    def package(self, *, by: str = 'alice', files: dict[str, str | bytes], **metadata: Any) -> str:
        """The id of a package with these files; ``metadata``: is_public, enabled, categories, tags."""

    @abstractmethod
    def finish(self, environment_id: str) -> Environment | None:
        """Lets what runs come to its end; None when the environment is gone."""

    @abstractmethod
    def remember(self, environment: Environment) -> None:
        """The environment is to be abandoned at the end of the test."""

    def environment(self, **values: Any) -> Environment:
        """Alice's, empty, without networks."""
        networks = {'environment': None, 'flat': None}
        made = environments.create(self.alice, name=unique(), networks=networks, **values)
        self.remember(made)
        return made

    def draft(self, environment: Environment, *components: ObjectModel, by: HttpRequest | None = None) -> Draft:
        """A draft with these components more."""
        request = by or self.alice
        draft = drafts.open(request, environment.id)
        for each in components:
            drafts.add_component(request, draft, each)
        return draft

    def deploy(self, environment: Environment, *components: ObjectModel) -> Deployment:
        """A deployment that has begun."""
        drafts.deploy(self.alice, self.draft(environment, *components))
        return deployments.list_for(self.alice, environment.id)[0]

    def deployed(self, *components: ObjectModel) -> Environment:
        """An environment in which these components were deployed."""
        environment = self.environment()
        self.deploy(environment, *components)
        ended = self.finish(environment.id)
        assert ended
        return ended
