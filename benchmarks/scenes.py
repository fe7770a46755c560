"""What the benchmarks look at: pages, each in a project that has just what the page is about.

One of each kind is made and deployed through Murano's API; the others of its kind are copied in Murano's database,
which takes seconds where deployments would take an hour.
"""

from __future__ import annotations

import json
import re
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.cloud import Account, Browser, Cloud

PROJECTS = '/identity/'
SAMPLES = 'org.muranopanel.samples'
# What its manifest says: without it Murano does not find the class of a package that has a version.
SLOW = {'type': f'{SAMPLES}.SlowApp', 'classVersion': '1.2.0'}


@dataclass
class Sizes:
    environments: tuple[int, ...] = (25, 100)
    components: tuple[int, ...] = (5, 30, 100)
    packages: tuple[int, ...] = (200, 2000)
    deployments: tuple[int, ...] = (25, 500)
    # Components and lines of deployments.
    logs: tuple[tuple[int, int], ...] = ((10, 0), (10, 1000), (10, 4000), (100, 1000), (100, 4000))


FULL = Sizes()
QUICK = Sizes((25,), (5,), (), (25,), ((10, 1000),))


@dataclass
class Scene:
    what: str
    browser: Browser
    path: str
    # Whether a browser shows it; JSON is no page.
    is_page: bool = True
    # Asked after the first look, as scripts would, until everything has been read.
    rest: str | None = None

    def address(self) -> str:
        """What to ask for next."""
        return self.path


class Tick(Scene):
    """What the script of a page asks: for what has come since its last answer."""

    def address(self) -> str:
        cursor = re.search(rb'"cursor": "([^"]*)"', self.browser.page(self.path))
        return f'{self.path}&after={cursor[1].decode() if cursor else ""}'


class Anew(Scene):
    """A page of a login that has not looked at anything yet: for it Horizon's menu is made first."""

    def __init__(self, what: str, owner: Account, path: str) -> None:
        super().__init__(what, owner.browser(), path)
        self._owner = owner

    def address(self) -> str:
        self.browser = self._owner.browser()
        return self.path


class Unread(Scene):
    """The history of a project in which every environment has news that nobody has read yet."""

    def __init__(self, what: str, owner: Account, path: str) -> None:
        super().__init__(what, owner.browser(), path)
        self._owner = owner

    def address(self) -> str:
        with self._owner.cloud.database() as database:
            news = 'UPDATE environment SET version = version + 1 WHERE tenant_id = ?'
            database.execute(news, [self._owner.project])
        return self.path


class Running(Scene):
    """The page of a deployment that says something with each look: one without news for minutes is another page."""

    def __init__(self, what: str, owner: Account, path: str, deployment: str) -> None:
        super().__init__(what, owner.browser(), path)
        self._cloud, self._deployment = owner.cloud, deployment

    def address(self) -> str:
        newest = 'SELECT id FROM status WHERE task_id = ? ORDER BY created DESC LIMIT 1'
        with self._cloud.database() as database:
            database.execute(f'UPDATE status SET created = ? WHERE id = ({newest})', [str(_now()), self._deployment])  # noqa: S608
        return self.path


def scenes(cloud: Cloud, sizes: Sizes) -> Iterator[Scene]:
    for size in sizes.environments:
        yield from of_environments(cloud.account(f'environments-{size}'), size)
    yield from of_components(cloud.account('components'), sizes.components)
    yield from of_review(cloud.account('review'))
    yield from of_packages(cloud.account('packages-0'), 0)
    for size in sizes.packages:
        yield from of_packages(cloud.account(f'packages-{size}'), size)
    for size in sizes.deployments:
        yield from of_deployments(cloud.account(f'deployments-{size}'), size)
    yield from unread(cloud.account('unread'), max(sizes.deployments))
    yield from of_logs(cloud.account('logs'), sizes.logs)
    yield from live(cloud.account('live'))
    # Of all the projects above.
    yield Scene('all projects, of administrators', Browser(cloud.horizon, 'admin'), '/app-catalog/operations/')


def of_environments(owner: Account, size: int) -> Iterator[Scene]:
    _environments(owner, size, components=1)
    browser = owner.browser()
    yield Scene(f'environment list, {size}', browser, '/app-catalog/environments/')
    if size == 25:
        yield Scene(f'overview, {size} environments', browser, '/app-catalog/')


def of_components(owner: Account, sizes: Sequence[int]) -> Iterator[Scene]:
    browser, made = owner.browser(), {}
    for size in sizes:
        made[size] = owner.environment(f'{size} components', [_site(number) for number in range(size)])
        owner.deploy(made[size])
        yield Scene(f'environment page, {size} components', browser, f'/app-catalog/environments/{made[size]}/')
    path = f'/app-catalog/environments/{made[max(sizes)]}/'
    yield Anew(f'the same, {max(sizes)}, after a login', owner, path)
    notes = {'id': uuid.uuid4().hex, 'type': f'{SAMPLES}.ActionsApp', 'name': 'notes'}
    offering = owner.environment('actions', [{'?': notes, 'pace': 0}])
    owner.deploy(offering)
    action = f'/app-catalog/environments/{offering}/actions/{notes["id"]}/leaveNote/'
    yield Scene('form of an action', browser, action)
    application = _package_id(owner, 'ContainerWebServer')
    yield Scene('application page', browser, f'/app-catalog/catalog/{application}/')
    yield Scene("form's first step", browser, f'/app-catalog/catalog/{application}/add/{made[min(sizes)]}/')
    blueprint = _blueprints(owner, 25, made[min(sizes)])
    yield Scene('blueprints, 25', browser, '/app-catalog/blueprints/')
    yield Scene('blueprint, 5 components', browser, f'/app-catalog/blueprints/{blueprint}/')
    of_blueprint = f'/app-catalog/blueprints/{blueprint}/add/{application}/'
    yield Scene("form's first step, for a blueprint", browser, of_blueprint)
    for size in sizes:
        yield Scene(f'topology, {size} components', browser, f'/app-catalog/environments/{made[size]}/topology/')
    yield Scene('commands of an environment', browser, f'/app-catalog/environments/{made[max(sizes)]}/commands/')
    yield Scene('checks of an environment', browser, f'/app-catalog/environments/{made[max(sizes)]}/checks/')


def of_review(owner: Account, components: int = 200, properties: int = 50) -> Iterator[Scene]:
    """A draft that changes every property of many components; both models are written into Murano's database."""
    first = _site(0)
    environment = owner.environment('large', [first, _site(1)])
    owner.deploy(environment)
    browser = owner.browser()
    browser.press(f'/app-catalog/environments/{environment}/components/{first["?"]["id"]}/remove/')
    parts = [_site(number) for number in range(components)]
    with owner.cloud.database() as database:
        _write_components(database, 'environment', 'id', environment, [_with(part, properties, 'as') for part in parts])
        _write_components(
            database, 'session', 'environment_id', environment, [_with(p, properties, 'to') for p in parts]
        )
    what = f'review, {components} components, {components * properties:,} properties'
    yield Scene(what, browser, f'/app-catalog/environments/{environment}/review/')


def of_packages(owner: Account, more: int) -> Iterator[Scene]:
    """The catalog with the samples, and with as many packages of the project's own."""
    samples = len(owner.call('GET', '/catalog/packages?type=Application&limit=100')['packages'])
    copy_packages(owner, more)
    browser = owner.browser()
    yield Scene(f'catalog, {more or samples} packages', browser, '/app-catalog/catalog/')
    if more >= 2000:
        yield Scene(f'catalog, search in {more}', browser, '/app-catalog/catalog/?q=Package%20123')


def of_deployments(owner: Account, size: int) -> Iterator[Scene]:
    _environments(owner, 25, components=5, deployments=size // 25)
    path, browser = '/app-catalog/deployments/', owner.browser()
    yield Scene(f'history, {size} deployments', browser, path, rest=f'{path}?all=')
    environment = owner.call('GET', '/environments')['environments'][0]['id']
    if size > 25:
        yield Scene(
            f'two deployments of {size // 25} compared', browser, f'/app-catalog/environments/{environment}/compare/'
        )
        oldest = owner.call('GET', f'/environments/{environment}/deployments')['deployments'][-1]['id']
        restore = f'/app-catalog/environments/{environment}/deployments/{oldest}/restore/'
        yield Scene(f'restore, one of {size // 25}', browser, restore)
    yield Scene(f'statistics, {size} deployments', browser, f'{path}statistics/?days=90', rest=f'{path}?all=')


def unread(owner: Account, size: int) -> Iterator[Scene]:
    _environments(owner, 25, components=5, deployments=size // 25)
    yield Unread(f'history, {size}, still being read', owner, '/app-catalog/deployments/')


def of_logs(owner: Account, sizes: Sequence[tuple[int, int]]) -> Iterator[Scene]:
    """Deployments that run, as far as Murano's database says, and one that is long over."""
    for size, lines in sizes:
        parts = [_site(number) for number in range(size)]
        name = f'{size} components, {lines} lines'
        environment = owner.environment(name, parts)
        deployment = owner.deploy(environment)
        path = f'/app-catalog/environments/{environment}/deployments/{deployment}/'
        with owner.cloud.database() as database:
            began = str(_now() - timedelta(minutes=10))
            running = 'UPDATE task SET started = ?, finished = NULL, result = NULL WHERE id = ?'
            database.execute(running, [began, deployment])
            first = 'SELECT id FROM status WHERE task_id = ? ORDER BY created LIMIT 1'
            database.execute(f'UPDATE status SET created = ? WHERE id = ({first})', [began, deployment])  # noqa: S608
            end = "DELETE FROM status WHERE task_id = ? AND entity_id IS NULL AND text LIKE 'Deployment finished%'"
            database.execute(end, [deployment])
            add_reports(database, deployment, [part['?']['id'] for part in parts], lines)
            database.execute("UPDATE session SET state = 'deploying' WHERE environment_id = ?", [environment])
        yield Running(f'deployment, {size} parts, {lines} lines', owner, path, deployment)
    with owner.cloud.database() as database:
        # What ended within the last minute is read again each time.
        ended = 'UPDATE task SET finished = ?, result = ? WHERE id = ?'
        good = json.dumps({'isException': False, 'result': None})
        words = {environment: uuid.uuid4().hex, deployment: uuid.uuid4().hex, name: 'long over'}
        _copy(database, 'environment', 'id', environment, words)
        _copy(database, 'session', 'environment_id', environment, words, state='deployed')
        _copy(database, 'task', 'id', deployment, words, timedelta(hours=2))
        _copy(database, 'status', 'task_id', deployment, words, timedelta(hours=2))
        database.execute(ended, [str(_now() - timedelta(hours=1)), good, words[deployment]])
    path = f'/app-catalog/environments/{words[environment]}/deployments/{words[deployment]}/'
    yield Scene('the same, long over', owner.browser(), path)


def live(owner: Account) -> Iterator[Scene]:
    components = [
        {'?': {'id': uuid.uuid4().hex, 'name': f'slow {number}', **SLOW}, 'steps': 400} for number in range(10)
    ]
    environment = owner.environment('slow', components)
    deployment = owner.deploy(environment, wait=False)
    path, browser = f'/app-catalog/environments/{environment}/deployments/{deployment}/', owner.browser()
    yield Scene('deployment, running', browser, path)
    yield Tick('live tick, 10 components', browser, f'{path}live/?n=1', is_page=False)


def _site(number: int) -> dict[str, Any]:
    identity = {'id': uuid.uuid4().hex, 'type': f'{SAMPLES}.StaticSite', 'name': f'site {number}'}
    return {'?': identity, 'siteTitle': f'Site {number}'}


def _with(part: dict[str, Any], properties: int, word: str) -> dict[str, Any]:
    return {**part, **{f'property{number}': f'{word} {number}' for number in range(properties)}}


def _write_components(
    database: sqlite3.Connection, table: str, key: str, value: str, components: Sequence[dict[str, Any]]
) -> None:
    """Into the newest row with that key."""
    row = database.execute(f'SELECT id, description FROM {table} WHERE {key} = ? ORDER BY created DESC', [value])  # noqa: S608
    found = dict(row.fetchone())
    model = json.loads(found['description'])
    model['Objects']['services'] = components
    written = [json.dumps(model), found['id']]
    database.execute(f'UPDATE {table} SET description = ? WHERE id = ?', written)  # noqa: S608


def _blueprints(owner: Account, size: int, environment: str) -> str:
    """So many with the components of an environment; the id of the last one."""
    components = owner.call('GET', f'/environments/{environment}/services')
    made = [
        owner.call('POST', '/templates', {'name': f'blueprint {number}', 'services': components})
        for number in range(size)
    ]
    return made[-1]['id']


def _package_id(owner: Account, name: str) -> str:
    return owner.call('GET', f'/catalog/packages?fqn={SAMPLES}.{name}')['packages'][0]['id']


def _environments(owner: Account, size: int, *, components: int, deployments: int = 1) -> None:
    """Deployed environments, each with so many finished deployments: one is made, the others are its copies."""
    first = owner.environment('web shop 1', [_site(number) for number in range(components)])
    owner.deploy(first)
    with owner.cloud.database() as database:
        for number in range(1, size + 1):
            words = {} if number == 1 else {first: uuid.uuid4().hex, 'web shop 1': f'web shop {number}'}
            if words:
                _copy(database, 'environment', 'id', first, words)
                _copy(database, 'session', 'environment_id', first, words)
            for turn in range(deployments):
                if words or turn:
                    _copy_deployment(database, first, words, timedelta(minutes=25 * turn + number))
        # Murano counts the results of deployments as versions.
        database.execute('UPDATE environment SET version = ? WHERE tenant_id = ?', [deployments, owner.project])
        database.execute(
            'UPDATE session SET version = ? WHERE environment_id IN (SELECT id FROM environment WHERE tenant_id = ?)',
            [deployments - 1, owner.project],
        )


def _copy_deployment(database: sqlite3.Connection, environment: str, words: dict[str, str], earlier: timedelta) -> None:
    newest = 'SELECT id FROM task WHERE environment_id = ? ORDER BY started DESC LIMIT 1'
    task = database.execute(newest, [environment]).fetchone()['id']
    words = {**words, task: uuid.uuid4().hex}
    _copy(database, 'task', 'id', task, words, earlier)
    _copy(database, 'status', 'task_id', task, words, earlier)


def add_reports(database: sqlite3.Connection, deployment: str, entities: Sequence[str], number: int) -> None:
    """Lines as packages write them, between the first of the deployment's own and the last."""
    texts = ('Pulling layer {} of the image', 'GET http://10.0.0.{}/health answered 200 OK', 'Step {}/10000: configure')
    first, last = database.execute(
        'SELECT min(created), max(created) FROM status WHERE task_id = ?', [deployment]
    ).fetchone()
    begin, end = datetime.fromisoformat(first), datetime.fromisoformat(last)
    pause = max((end - begin) / (number + 1), timedelta(microseconds=1))
    rows = []
    for turn in range(number):
        at = str(begin + pause * (turn + 1))
        level = 'error' if turn % 997 == 996 else 'warning' if turn % 97 == 96 else 'info'
        text = texts[turn % 3].format(turn % 250 or 1)
        rows.append((at, at, uuid.uuid4().hex, entities[turn % len(entities)], None, deployment, text, level, None))
    database.executemany(
        'INSERT INTO status (created, updated, id, entity_id, entity, task_id, text, level, details) '
        'VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        rows,
    )


def copy_packages(owner: Account, times: int) -> None:
    """As many more packages of the account's project, private ones."""
    original = _package_id(owner, 'StaticSite')
    with owner.cloud.database() as database:
        for number in range(1, times + 1):
            words = {
                original: uuid.uuid4().hex,
                f'{SAMPLES}.StaticSite': f'org.example.Package{number}',
                'Static Site': f'Package {number}',
            }
            _copy(database, 'package', 'id', original, words, is_public=0, owner_id=owner.project)
            for table in ('class_definition', 'package_to_tag', 'package_to_category'):
                _copy(database, table, 'package_id', original, words)


def _copy(
    database: sqlite3.Connection,
    table: str,
    key: str,
    value: str,
    words: dict[str, str],
    earlier: timedelta = timedelta(),
    **changed: Any,
) -> None:
    """Copies the rows whose key has the value, with words replaced in all texts, and times that lie earlier."""
    for row in database.execute(f'SELECT * FROM "{table}" WHERE {key} = ?', [value]).fetchall():  # noqa: S608  ours
        copy = {name: _changed(name, text, words, earlier) for name, text in dict(row).items()} | changed
        if 'id' in copy and copy['id'] == row['id']:
            copy['id'] = uuid.uuid4().hex
        marks = ', '.join('?' * len(copy))
        database.execute(f'INSERT INTO "{table}" ({", ".join(copy)}) VALUES ({marks})', list(copy.values()))  # noqa: S608


def _now() -> datetime:
    """By Murano's clock, which knows no zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def _changed(name: str, value: Any, words: dict[str, str], earlier: timedelta) -> Any:
    if not isinstance(value, str):
        return value
    if name in ('created', 'updated', 'started', 'finished'):
        return str(datetime.fromisoformat(value) - earlier)
    for old, new in words.items():
        value = value.replace(old, new)
    return value
