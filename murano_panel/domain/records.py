"""The plain records that travel from ``api/`` to templates. All times are aware (UTC)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

# The ids that our addresses accept, as a regular expression. No slash, so that an id cannot change the path of a call.
ID = '[0-9A-Za-z][0-9A-Za-z_-]{0,63}'
# One component, or any object nested in it, as Murano's object model gives it: {'?': {'id', 'type', ...}, ...}.
ObjectModel = dict[str, Any]


@dataclass(frozen=True)
class Environment:
    """A named set of components. ``status`` is Murano's own word (murano-api's states.py), not yet the truth."""

    id: str
    name: str
    project_id: str
    status: str
    version: int
    created: datetime
    updated: datetime
    description: str = ''
    # The session being deployed; a secret like every session id.
    acquired_by: str | None = field(default=None, repr=False)
    components: tuple[ObjectModel, ...] = ()

    @property
    def is_deploying(self) -> bool:
        """A deployment or an action is running."""
        return self.status == 'deploying'

    @property
    def is_deleting(self) -> bool:
        """It goes, with all that it has in the cloud."""
        return self.status == 'deleting'

    @property
    def busy(self) -> bool:
        """A deployment, an action or a deletion is running; nothing can be changed meanwhile."""
        return self.is_deploying or self.is_deleting

    @property
    def has_failed(self) -> bool:
        """Murano calls its last deployment, action or deletion a failure, until the next success."""
        return self.status in ('deploy failure', 'delete failure')


@dataclass(frozen=True)
class EnvironmentModel:
    """own: the environment's own object, with its name, metadata and networks; components: all that is in it."""

    own: ObjectModel
    components: tuple[ObjectModel, ...]


@dataclass(frozen=True)
class Blueprint:
    """Components to begin an environment with: Murano's environment template. ``is_public``: all projects see it."""

    id: str
    name: str
    project_id: str
    is_public: bool
    created: datetime
    updated: datetime
    description: str = ''
    components: tuple[ObjectModel, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A Murano session: one user's undeployed changes of one environment."""

    session_id: str = field(repr=False)
    environment_id: str
    user_id: str
    project_id: str
    base_version: int
    opened: datetime
    # Whether it has changed the environment itself, beside its components.
    changes_environment: bool = False


@dataclass(frozen=True)
class Action:
    """What a deployment ran: ``deploy`` of the environment, or a method of one of its objects."""

    object_id: str
    method: str
    arguments: dict[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Result:
    """How a deployment ended: the returned value, or the exception's message and trace."""

    is_exception: bool
    message: str = ''
    details: str = ''
    value: Any = None


@dataclass(frozen=True)
class Deployment:
    """A Murano task. ``components`` is the model at submit time, with secrets masked by Murano.

    own: the environment's own object in it, as far as people can change that.
    """

    id: str
    environment_id: str
    action: Action | None
    started: datetime
    finished: datetime | None
    state: str
    result: Result | None
    components: tuple[ObjectModel, ...] = field(default=(), repr=False)
    environment_name: str = ''
    own: ObjectModel = field(default_factory=dict, repr=False)

    @property
    def is_deploy(self) -> bool:
        """It deploys the environment, rather than to run an action or to delete it."""
        action = self.action
        # A component may offer a method of that name as well.
        return action is not None and action.method == 'deploy' and action.object_id == self.environment_id

    @property
    def is_deletion(self) -> bool:
        """It deletes the environment: only that has no action."""
        return self.action is None

    @property
    def exception(self) -> Result | None:
        """The exception that ended it, None when it ended well or runs."""
        return self.result if self.result and self.result.is_exception else None

    @property
    def has_failed(self) -> bool:
        """It ended badly. ``state`` alone is no proof: without notifications a failure reads ``success``."""
        return self.finished is not None and (self.exception is not None or self.state.endswith('_w_errors'))


class Report(msgspec.Struct, frozen=True, gc=False):
    """One progress line. ``entity_id``: an object of the model, the environment, or None for murano-api's own.

    There are thousands of them at a time: so they are made quickly, and the garbage collector passes them by.
    """

    id: str
    entity_id: str | None
    level: str
    text: str
    created: datetime


@dataclass(frozen=True)
class Supplier:
    """Who offers a package, as its author says: untrusted texts."""

    name: str = ''
    summary: str = ''
    description: str = ''
    link_text: str = ''
    # Only http and https addresses come this far.
    link_url: str = ''


@dataclass(frozen=True)
class Package:
    """An entry of the catalog. ``fqn`` is its full name, ``class_names`` the MuranoPL classes that it defines.

    owner_id: the project that imported it; others see it when it ``is_public``.
    """

    id: str
    name: str
    fqn: str
    type: str
    description: str
    author: str
    owner_id: str
    is_public: bool
    enabled: bool
    tags: tuple[str, ...]
    categories: tuple[str, ...]
    class_names: tuple[str, ...]
    supplier: Supplier | None
    created: datetime
    updated: datetime


@dataclass(frozen=True)
class PackagePage:
    """Packages, and the marker that asks for those after them, None at the end."""

    packages: tuple[Package, ...]
    next_marker: str | None


@dataclass(frozen=True)
class Category:
    """A heading of the catalog, and how many packages stand under it."""

    id: str
    name: str
    package_count: int


@dataclass(frozen=True)
class ApiLoad:
    """What one host of murano-api has counted since it started; times in seconds.

    requests_of: {project id, '' where there was none: its requests}.
    """

    host: str
    requests: int
    errors: int
    average_time: float
    requests_per_second: float
    errors_per_second: float
    cpu_count: int
    cpu_percent: float
    requests_of: dict[str, int]
