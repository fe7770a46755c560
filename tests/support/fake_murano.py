"""A Murano for view tests. It stands where a request leaves the process, so everything above it is the real thing."""

import contextlib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from unittest import mock
from urllib.parse import parse_qs, urlsplit

import requests
import requests.adapters
import urllib3

from tests.support import (
    cast,
    fake_murano_calls,  # noqa: F401  registers its calls
    fake_murano_catalog,
    fake_murano_templates,
    spoiler,
)
from tests.support.fake_murano_rest import Environment, Request, Rest, Session, Task, new_id, now
from tests.support.spoiler import FAULTS, NOTHING, Answer, Failure, Fault, Spoiled

# What the identity middleware in front of Murano says to a bad token.
UNAUTHORIZED = (
    401,
    {'Content-Type': 'application/json', 'WWW-Authenticate': f'Keystone uri="{cast.KEYSTONE_URL}"'},
    b'{"error": {"code": 401, "title": "Unauthorized", "message": "This request requires authentication."}}',
)
WEB_PAGE = '<html><head><title>Welcome</title></head><body><h1>It works!</h1></body></html>'


def component(name: str = 'web', fqn: str = 'demo.Web', **properties) -> dict:
    """An object model as Murano keeps it; ``id`` sets its id."""
    own_id = properties.pop('id', None) or new_id()
    return {'?': {'id': own_id, 'type': fqn, 'name': name}, 'name': name, **properties}


class FakeMurano(Rest):
    """Counts calls, fails on demand, and sets scenes. Projects and people are those of ``tests.cast``.

    ``calls`` holds (method, path) of each call to Murano in order; ``bodies`` the JSON sent with them (None without).
    """

    def __init__(self) -> None:
        super().__init__()
        self.people = {person.token_id: person for person in cast.CAST}
        self.calls: list[tuple[str, str]] = []
        self.bodies: list[object] = []
        self.queries: list[dict[str, list[str]]] = []
        self.surprises: list[str] = []
        # {host: what answers for it}, for services beside Murano.
        self.others: dict[str, Callable[..., tuple[int, dict[str, str], bytes]]] = {}
        self._failures: list[Failure] = []
        self._spoiled: list[Spoiled] = []

    # Counting and failing -----------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def budget(self, calls: int) -> Iterator[list[tuple[str, str]]]:
        """Fails when the block makes more or fewer calls than told; yields a list that holds them after the block.

        Fewer too: a page that asks nothing would keep any limit.
        """
        before, spent = len(self.calls), []
        yield spent
        spent += self.calls[before:]
        assert len(spent) == calls, f'{len(spent)} calls, not {calls}:\n' + '\n'.join(' '.join(call) for call in spent)

    def fail(
        self,
        method: str,
        pattern: str = '',
        *,
        status: int = 500,
        body: str = '',
        headers: dict[str, str] | None = None,
        error: Exception | None = None,
        times: int | None = None,
    ) -> None:
        """Calls whose path matches get this answer, or raise ``error``; the newest matching rule wins."""
        headers = {'Content-Type': 'text/html; charset=UTF-8', **(headers or {})}
        self._failures.insert(0, Failure(method, pattern, status, body, headers, error, times))

    def spoil(self, fault: str | Fault, method: str = '', pattern: str = '', *, nth: int | None = None) -> Spoiled:
        """Answers of these calls, or of the ``nth`` of them alone, get this fault (see ``spoiler.FAULTS``)."""
        rule = Spoiled(FAULTS[fault] if isinstance(fault, str) else fault, method, pattern, nth)
        self._spoiled.insert(0, rule)
        return rule

    def mend(self) -> None:
        """Nothing fails any more."""
        self._failures.clear()
        self._spoiled.clear()

    def refuse(self, method: str, pattern: str = '', **options) -> None:
        refused = urllib3.exceptions.NewConnectionError(None, '[Errno 111] Connection refused')
        failed = urllib3.exceptions.MaxRetryError(None, pattern, refused)
        self.fail(method, pattern, error=requests.exceptions.ConnectionError(failed), **options)

    def time_out(self, method: str, pattern: str = '', **options) -> None:
        self.fail(method, pattern, error=requests.exceptions.ReadTimeout('Read timed out.'), **options)

    def web_page(self, method: str, pattern: str = '', **options) -> None:
        self.fail(method, pattern, status=200, body=WEB_PAGE, **options)

    def expire(self, method: str, pattern: str = '', **options) -> None:
        """Old tokens are refused."""
        status, headers, body = UNAUTHORIZED
        self.fail(method, pattern, status=status, headers=headers, body=body.decode(), **options)

    # Scenes -------------------------------------------------------------------------------------------------------

    def environment(
        self,
        name: str = 'web',
        *,
        project: str = 'demo',
        components: Iterable[dict] = (),
        status: str = 'ready',
        ago: timedelta = timedelta(minutes=5),
        **row,
    ) -> Environment:
        """``status``: ready, pending (Bob's draft), deploying, deploy failure, deleting or delete failure.

        With components it has been deployed once (version 1), unless ``version`` says otherwise.
        """
        components = list(components)
        deployed = bool(components) or status not in ('ready', 'pending')
        row = {'version': int(deployed), 'has_run': deployed, 'created': now() - ago, 'updated': now() - ago, **row}
        environment = Environment(name, project, components=components, **row)
        self.environments[environment.id] = environment
        if status == 'deploying':
            self.deployment(environment)
        elif status == 'deleting':
            self.begin(environment, self._session(environment, 'opened', components=None), None)
        elif status != 'ready':
            self._session(environment, 'opened' if status == 'pending' else status)
            environment.components = None if status == 'delete failure' else components
        return environment

    def draft(
        self, environment: Environment, person: cast.Person = cast.BOB, components: list[dict] | None = None
    ) -> Session:
        """A draft that ``person`` has opened; the browser of a test client does not know of it."""
        session = self._session(environment, 'opened', person=person)
        session.components = session.components if components is None else components
        return session

    def _session(self, environment: Environment, state: str, *, person: cast.Person = cast.BOB, **values) -> Session:
        values = {'components': [*(environment.components or [])], **values}
        session = Session(environment.id, person.id, environment.version, state=state, **values)
        self.sessions[session.id] = session
        return session

    def deployment(
        self,
        environment: Environment,
        *,
        reports: Iterable[str | tuple] = (),
        components: list[dict] | None = None,
        action: str = 'deploy',
        finished: bool = False,
        failure: str | None = None,
        details: str = '',
        started: datetime | None = None,
        person: cast.Person = cast.BOB,
    ) -> Task:
        """One that runs, or has ended with ``finished`` or ``failure``. A report: text or (text, level, entity id)."""
        session = self.draft(environment, person, components)
        task = self.begin(environment, session, {'object_id': environment.id, 'method': action, 'args': {}})
        task.started = started or now()
        for report in reports:
            text, level, entity_id = (*((report,) if isinstance(report, str) else report), 'info', None)[:3]
            self.report(task, text, level=level, entity_id=entity_id)
        if finished or failure is not None:
            self.end(task, failure=failure, details=details)
        return task

    def sessions_of(self, environment_id: str) -> list[Session]:
        """The open drafts of an environment."""
        return [s for s in self.sessions.values() if s.environment_id == environment_id and s.state == 'opened']

    def running(self, environment: Environment) -> Task:
        """The deployment of the environment that has not ended."""
        return next(task for task in self.tasks.values() if task.environment_id == environment.id and not task.finished)

    def package(
        self,
        fqn: str = 'demo.Web',
        *,
        name: str = '',
        project: str = 'demo',
        ui: str = '',
        logo: bytes = b'',
        supplier_logo: bytes = b'',
        archive: bytes = b'',
        created: datetime | None = None,
        **values,
    ) -> dict:
        """``values`` as Murano shows packages: is_public, enabled, tags, categories, description, supplier, type…

        ``archive`` is the zip; without one it has a small good one, which does not know of the rest.
        """
        row = fake_murano_catalog.package_row(
            fqn,
            name=name or fqn.rpartition('.')[2],
            project=project,
            created=created or now(),
            _ui=ui,
            _logo=logo,
            _supplier_logo=supplier_logo,
            **({'_zip': archive} if archive else {}),
            **values,
        )
        self.packages[row['id']] = row
        return row

    def blueprint(
        self, name: str = 'starter', *, project: str = 'demo', components: Iterable[dict] = (), **values
    ) -> dict:
        """``values`` as Murano shows environment templates: is_public, description_text, created, updated."""
        row = fake_murano_templates.template_row(name, project, list(components), **values)
        self.templates[row['id']] = row
        return row

    def category(self, name: str) -> dict:
        row = {'id': new_id(), 'name': name, 'created': '2026-01-01T00:00:00', 'updated': '2026-01-01T00:00:00'}
        self.categories.append(row)
        return row

    # The wire -----------------------------------------------------------------------------------------------------

    def installed(self):
        """A patch of the one place through which requests, and so every OpenStack client, reaches the network."""

        def send(adapter, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
            return spoiler.response(request, *self._wire(request, timeout))

        return mock.patch.object(requests.adapters.HTTPAdapter, 'send', autospec=True, side_effect=send)

    def _wire(self, request: requests.PreparedRequest, timeout) -> tuple[int, dict[str, str], bytes]:
        address = urlsplit(request.url)
        if address.hostname == 'keystone.test':
            return self._keystone(request.method, address.path)
        if address.hostname in self.others:
            return self.others[address.hostname](request, timeout)
        if address.hostname != 'murano.test':
            raise self._surprise(f'{request.method} {request.url} would have left the test')
        if timeout is None:
            self._surprise(f'{request.method} {address.path} has no time-out')
        body = request.body.encode() if isinstance(request.body, str) else request.body or b''
        path = address.path.removeprefix('/murano') if address.path.startswith('/murano/') else address.path
        query = parse_qs(address.query, keep_blank_values=True)
        self.calls.append((request.method, path))
        self.queries.append(query)
        self.bodies.append(json.loads(body) if body and 'json' in request.headers.get('Content-Type', '') else None)
        for failure in self._failures:
            if failure.strikes(request.method, path):
                if failure.error:
                    raise failure.error
                return failure.status, failure.headers, failure.body.encode()
        asked = Request(self.people.get(request.headers.get('X-Auth-Token', '')), query, dict(request.headers), body)
        rule = next((rule for rule in self._spoiled if rule.strikes(request.method, path)), None)
        if rule is None:
            return self._proper(request.method, path, asked)
        return rule.spoil(self._proper(request.method, path, asked) if rule.fault.reaches else NOTHING)

    def _proper(self, method: str, path: str, asked: Request) -> Answer:
        if asked.who is None:
            return UNAUTHORIZED
        try:
            return self.answer(method, path, asked)
        except LookupError as error:
            raise self._surprise(str(error)) from error

    def _keystone(self, method: str, path: str) -> tuple[int, dict[str, str], bytes]:
        """What Horizon's page frame asks: the version, the user's projects, whether the system scope is open."""
        projects = re.fullmatch('/v3/users/id-of-(.+)/projects', path)
        if projects:
            names = [person.project for person in self.people.values() if person.name == projects[1]]
            body = {'projects': [{'id': name, 'name': name, 'enabled': True, 'domain_id': 'default'} for name in names]}
        elif path == '/v3/projects':
            names = sorted({person.project for person in self.people.values()})
            body = {'projects': [{'id': name, 'name': name, 'enabled': True, 'domain_id': 'default'} for name in names]}
        elif path == '/v3/auth/system':
            body = {'system': []}
        elif path.rstrip('/') == '/v3':
            links = [{'rel': 'self', 'href': cast.KEYSTONE_URL}]
            body = {'version': {'id': 'v3.14', 'status': 'stable', 'updated': '2020-04-07T00:00:00Z', 'links': links}}
        else:
            raise self._surprise(f'{method} {path} of Keystone is not part of the test')
        return 200, {'Content-Type': 'application/json'}, json.dumps(body).encode()

    def _surprise(self, text: str) -> AssertionError:
        """Remembered, as the code under test may catch what is raised; the fixture fails the test at its end."""
        self.surprises.append(text)
        return AssertionError(text)
