"""murano-api's answers over rows in memory: the parts of its contract that the plugin relies on, its oddities included.

What decides a test here was measured on murano 16: validity and status of drafts, codes of refusals, shapes of bodies.
"""

import copy
import functools
import html
import itertools
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.support.cast import KEYSTONE_URL, Person

_order = itertools.count(1)
ROUTES: list[tuple[str, re.Pattern, Any]] = []


class Refusal(Exception):
    def __init__(self, status: int, text: str):
        super().__init__(text)
        self.status, self.text = status, text
        # The identity middleware marks every 401 that passes through it, Murano's own too.
        self.headers = {'WWW-Authenticate': f'Keystone uri="{KEYSTONE_URL}"'} if status == 401 else {}


class Unexpected(Refusal):
    """An exception that Murano did not expect: JSON under the wrong type."""

    def __init__(self, kind: str, text: str):
        super().__init__(500, text)
        self.kind = kind


def new_id() -> str:
    return uuid.uuid4().hex


def now() -> datetime:
    return datetime.now(UTC)


def iso(value: datetime | None) -> str | None:
    """Naive UTC without microseconds, as Murano prints times."""
    return value and value.astimezone(UTC).replace(tzinfo=None, microsecond=0).isoformat()


@dataclass
class Environment:
    name: str
    project: str
    id: str = field(default_factory=new_id)
    version: int = 0
    description: str = ''
    components: list[dict] | None = field(default_factory=list)
    networks: dict = field(default_factory=lambda: {'environment': None, 'flat': None})
    # The engine has run for it; what it made must be destroyed with it.
    has_run: bool = False
    created: datetime = field(default_factory=now)
    updated: datetime = field(default_factory=now)
    # The environment's own object in its model, without the components and the networks.
    own: dict = field(default_factory=dict)

    def __post_init__(self):
        header = {'id': new_id(), 'type': 'io.murano.Environment', 'metadata': {}}
        self.own = self.own or {'?': header, 'name': self.name}


@dataclass
class Session:
    environment_id: str
    user_id: str
    version: int
    components: list[dict] | None
    id: str = field(default_factory=new_id)
    state: str = 'opened'
    created: datetime = field(default_factory=now)
    touched: int = field(default_factory=lambda: next(_order))
    # As in the environment; None where the session has not touched it.
    own: dict | None = None


@dataclass
class Task:
    environment_id: str
    model: dict
    action: dict | None
    session_id: str | None = None
    id: str = field(default_factory=new_id)
    started: datetime = field(default_factory=now)
    finished: datetime | None = None
    result: dict = field(default_factory=dict)
    reports: list[dict] = field(default_factory=list)
    order: int = field(default_factory=lambda: next(_order))


def route(method: str, path: str):
    """Registers a handler; ``<name>`` in the path is one segment."""
    pattern = re.compile('/v1' + re.sub(r'<(\w+)>', r'(?P<\1>[^/]+)', path) + '/?$')

    def register(handler):
        ROUTES.append((method, pattern, handler))
        return handler

    return register


@dataclass
class Request:
    who: Person | None
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @functools.cached_property
    def json(self) -> Any:
        if not self.body:
            raise Refusal(400, 'The request has no body')
        return json.loads(self.body)

    def one(self, name: str, default: str = '') -> str:
        return self.query.get(name, [default])[0]


def masked(value: Any) -> Any:
    """A model with secrets hidden the way Murano hides them in deployments: texts alone."""
    if isinstance(value, dict):
        return {
            key: '*** SANITIZED ***'
            if re.search('token|pass|trustid', key, re.IGNORECASE) and isinstance(item, str)
            else masked(item)
            for key, item in value.items()
        }
    return [masked(item) for item in value] if isinstance(value, list) else value


class Rest:
    """The rows, and one method per call."""

    def __init__(self) -> None:
        self.environments: dict[str, Environment] = {}
        # Rows of /stats.
        self.statistics: list[dict[str, Any]] = []
        self.sessions: dict[str, Session] = {}
        self.tasks: dict[str, Task] = {}
        self.packages: dict[str, dict] = {}
        self.categories: list[dict] = []
        self.templates: dict[str, dict] = {}
        # {(class, method): what answers its arguments} and {class: its schemas by model builder}.
        self.static_methods: dict[tuple[str, str], Callable[..., Any]] = {}
        self.schemas: dict[str, dict[str, dict]] = {}

    def answer(self, method: str, path: str, request: Request) -> tuple[int, dict[str, str], bytes]:
        """(status, headers, body). Raises LookupError for what this fake does not know."""
        for verb, pattern, handler in ROUTES:
            match = pattern.match(path)
            if match and verb == method:
                try:
                    body = handler(self, request, **match.groupdict())
                except Refusal as refusal:
                    return (
                        refusal.status,
                        {'Content-Type': 'text/html; charset=UTF-8', **refusal.headers},
                        _page(refusal),
                    )
                if isinstance(body, bytes):
                    return 200, {'Content-Type': 'application/octet-stream'}, body
                if isinstance(body, str):
                    return 200, {'Content-Type': 'text/plain; charset=UTF-8'}, body.encode()
                return 200, {'Content-Type': 'application/json'}, b'' if body is None else json.dumps(body).encode()
        raise LookupError(f'tests/support has no answer for {method} {path}')

    # What Murano derives ------------------------------------------------------------------------------------------

    def status(self, environment: Environment) -> str:
        sessions = sorted(
            (s for s in self.sessions.values() if s.environment_id == environment.id),
            key=lambda s: (s.version, s.touched),
            reverse=True,
        )
        opened = False
        for session in sessions:
            if session.state == 'deployed':
                break
            if session.state != 'opened':
                return session.state
            opened = True
        return 'pending' if opened else 'ready'

    def is_valid(self, session: Session) -> bool:
        environment = self.environments[session.environment_id]
        deploying = any(
            other.state == 'deploying' for other in self.sessions.values() if other.environment_id == environment.id
        )
        return environment.version <= session.version and not (session.state == 'opened' and deploying)

    def busy(self, environment: Environment) -> bool:
        return self.status(environment) in ('deploying', 'deleting')

    def own_environment(self, request: Request, e: str) -> Environment:
        environment = self.environments.get(e)
        if environment is None:
            raise Refusal(404, f'Environment with id {e} not found')
        if environment.project != request.who.project and 'admin' not in request.who.roles:
            raise Refusal(403, 'User is not authorized to access this tenant resources')
        return environment

    def session_of(self, environment: Environment, session_id: str) -> Session:
        session = self.sessions.get(session_id)
        if session is None:
            raise Refusal(404, f'Session <SessionId {session_id}> is not found')
        if session.environment_id != environment.id:
            raise Refusal(
                400, f'Session <SessionId {session_id}> is not tied with Environment <EnvId {environment.id}>'
            )
        return session

    def components_seen(self, environment: Environment, request: Request) -> list[dict] | None:
        session_id = request.headers.get('X-Configuration-Session')
        components = environment.components
        if session_id:
            session = self.session_of(environment, session_id)
            if self.is_valid(session) and session.state != 'deployed':
                components = session.components
        if components is None:
            return None
        # As over the wire; deepcopy gives up on deep ones.
        components = json.loads(json.dumps(components))
        for component in components:
            if '?' not in component or 'id' not in component['?']:
                raise Refusal(404, 'a component lacks its id')
            component['?']['status'] = self.status(environment)
        return components

    def writable_session(self, environment: Environment, request: Request) -> Session:
        session_id = request.headers.get('X-Configuration-Session')
        if not session_id:
            raise Refusal(400, 'X-Configuration-Session header which indicates to the session is missed')
        session = self.session_of(environment, session_id)
        if not self.is_valid(session):
            raise Refusal(
                403,
                f'Session <SessionId {session.id}> is invalid: environment has been updated or updating right now '
                'with other session',
            )
        if session.state == 'deploying':
            raise Refusal(403, f'Session <SessionId {session.id}> is already in deployment state')
        return session

    def begin(self, environment: Environment, session: Session, action: dict | None) -> Task:
        session.state, session.touched = ('deploying' if action else 'deleting'), next(_order)
        own, networks = session.own or environment.own, {'defaultNetworks': environment.networks}
        model = {**own, **networks, 'services': session.components or environment.components or []}
        task = Task(environment.id, masked(copy.deepcopy(model)), action, session.id)
        self.tasks[task.id] = task
        self.report(task, f'Action {action["method"]} is scheduled' if action else 'Delete scheduled')
        return task

    def report(
        self,
        task: Task,
        text: str,
        *,
        level: str = 'info',
        entity_id: str | None = None,
        created: datetime | None = None,
    ) -> dict:
        stamp = iso(created or now())
        row = {
            'id': new_id(),
            'task_id': task.id,
            'entity_id': entity_id,
            'entity': None,
            'text': text,
            'level': level,
            'details': None,
            'created': stamp,
            'updated': stamp,
        }
        task.reports.append(row)
        return row

    def end(self, task: Task, *, failure: str | None = None, details: str = '', value: Any = None) -> None:
        """The engine's result arrives."""
        environment = self.environments[task.environment_id]
        session = self.sessions.get(task.session_id or '')
        failed = failure is not None or any(r['level'] == 'error' for r in task.reports)
        if failure is not None and not any(r['level'] == 'error' for r in task.reports):
            self.report(task, failure, level='error', entity_id=environment.id)
        task.finished, environment.updated, environment.has_run = now(), now(), True
        task.result = (
            {'isException': True, 'result': {'message': failure, 'details': details}}
            if failure is not None
            else {'isException': False, 'result': value}
        )
        noun = 'Deployment' if task.action else 'Deletion'
        self.report(task, f'{noun} finished' + (' with errors' if failed else ''))
        if task.action is None and not failed:
            del self.environments[environment.id]
            return
        environment.version += 1
        environment.components = (
            None if task.action is None else (session.components if session else environment.components)
        )
        if session:
            environment.own = session.own or environment.own
            session.state, session.touched = self._outcome(task, failed), next(_order)

    @staticmethod
    def _outcome(task: Task, failed: bool) -> str:
        if not failed:
            return 'deployed'
        return 'deploy failure' if task.action else 'delete failure'

    def environment_row(self, environment: Environment) -> dict:
        return {
            'id': environment.id,
            'name': environment.name,
            'tenant_id': environment.project,
            'version': environment.version,
            'description_text': environment.description,
            'created': iso(environment.created),
            'updated': iso(environment.updated),
            'status': self.status(environment),
        }

    @staticmethod
    def session_row(session: Session) -> dict:
        return {
            'id': session.id,
            'environment_id': session.environment_id,
            'user_id': session.user_id,
            'state': session.state,
            'version': session.version,
            'created': iso(session.created),
            'updated': iso(session.created),
        }

    @staticmethod
    def task_row(task: Task) -> dict:
        errors = any(r['level'] == 'error' for r in task.reports)
        state = (
            ('completed_w_errors' if errors else 'success')
            if task.finished
            else ('running_w_errors' if errors else 'running')
        )
        return {
            'id': task.id,
            'environment_id': task.environment_id,
            'action': task.action,
            'started': iso(task.started),
            'finished': iso(task.finished),
            'created': iso(task.started),
            'updated': iso(task.finished or task.started),
            'description': copy.deepcopy(task.model),
            'result': task.result,
            'state': state,
        }


def _page(refusal: Refusal) -> bytes:
    """webob's page for an explicit error, as a client gets it that sends Accept: */*."""
    if isinstance(refusal, Unexpected):
        error = {'message': refusal.text, 'type': refusal.kind, 'traceback': 'Traceback (most recent call last)'}
        return json.dumps({'code': 500, 'title': 'Internal Server Error', 'explanation': '', 'error': error}).encode()
    names = {400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict'}
    title = f'{refusal.status} {names.get(refusal.status, "Internal Server Error")}'
    return (
        f'<html>\n <head>\n  <title>{title}</title>\n </head>\n <body>\n  <h1>{title}</h1>\n  '
        f'{html.escape(refusal.text)}<br /><br />\n\n\n </body>\n</html>'
    ).encode()
