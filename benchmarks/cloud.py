"""A demo of its own for each run, asked directly to set the scene, and its Horizon as browsers see it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from tests.support.demo_cloud import DemoCloud

PASSWORD = 'demo'
PATIENCE = 300
# As other variables for the tests: a demo that runs already may be measured, too.
GIVEN = 'MURANO_PANEL_BENCHMARK_DEMO'


class Cloud:
    """Keystone and Murano of the demo, Murano's database and log, and the process that serves Horizon."""

    def __init__(self, demo: DemoCloud) -> None:
        urls = demo.urls()
        self.keystone, self.murano, self.horizon = urls['keystone'], urls['murano'], urls['horizon'].rstrip('/')
        self.log = MuranoLog(demo.state / 'logs' / 'murano.log')
        self._database = demo.state / 'murano' / 'murano.db'

    @property
    def worker(self) -> int:
        """The process id of gunicorn's one worker."""
        port = self.horizon.rpartition(':')[2].partition('/')[0]
        serving = [pid for pid, words in _commands() if 'demo_wsgi' in words and any(port in word for word in words)]
        return max(serving)  # the first one is its parent

    @contextmanager
    def database(self) -> Iterator[sqlite3.Connection]:
        """Murano's database; what is written is kept."""
        connection = sqlite3.connect(self._database, timeout=60)
        connection.row_factory = sqlite3.Row
        with connection:
            yield connection
        connection.close()

    def log_in(self, user: str, project: str) -> dict[str, str]:
        """Headers that carry the user's token."""
        domain = {'id': 'default'}
        person = {'name': user, 'password': PASSWORD, 'domain': domain}
        identity = {'methods': ['password'], 'password': {'user': person}}
        body = {'auth': {'identity': identity, 'scope': {'project': {'name': project, 'domain': domain}}}}
        answer = requests.post(f'{self.keystone}/auth/tokens', json=body, timeout=60)
        answer.raise_for_status()
        return {'X-Auth-Token': answer.headers['X-Subject-Token']}

    def account(self, name: str) -> Account:
        """A user and a project of this name; made when there are none."""
        admin = self.log_in('admin', 'admin')

        def one(kind: str, **fields: Any) -> str:
            url, named = f'{self.keystone}/{kind}s', {'name': fields['name']}
            found = requests.get(url, params=named, headers=admin, timeout=60).json()[f'{kind}s']
            return (found or [requests.post(url, json={kind: fields}, headers=admin, timeout=60).json()[kind]])[0]['id']

        role = requests.get(f'{self.keystone}/roles?name=member', headers=admin, timeout=60).json()['roles'][0]['id']
        project = one('project', name=name, domain_id='default')
        user = one('user', name=name, domain_id='default', password=PASSWORD)
        url = f'{self.keystone}/projects/{project}/users/{user}/roles/{role}'
        requests.put(url, headers=admin, timeout=60).raise_for_status()
        return Account(self, name, project, self.log_in(name, name))


class Account:
    """One user in a project of the same name, talking to Murano."""

    def __init__(self, cloud: Cloud, name: str, project: str, headers: dict[str, str]) -> None:
        self.cloud, self.name, self.project, self._headers = cloud, name, project, headers

    def call(self, method: str, path: str, body: Any = None, *, session: str = '') -> Any:
        url = f'{self.cloud.murano}/v1{path}'
        headers = self._headers | ({'X-Configuration-Session': session} if session else {})
        answer = requests.request(method, url, json=body, headers=headers, timeout=60)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def environment(self, name: str, components: list[dict[str, Any]]) -> str:
        """The id of a new environment whose components are not deployed yet."""
        return self.call('POST', '/environments', {'name': name, 'services': components})['id']

    def deploy(self, environment: str, change: Callable[[str, str], None] | None = None, *, wait: bool = True) -> str:
        """Starts a deployment; its id, after its end when asked to wait. SystemExit when it fails.

        change: called with the path of the environment and the session that will be deployed.
        """
        session = self.call('POST', f'/environments/{environment}/configure')['id']
        if change:
            change(f'/environments/{environment}', session)
        self.call('POST', f'/environments/{environment}/sessions/{session}/deploy')
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            newest = self.call('GET', f'/environments/{environment}/deployments')['deployments'][0]
            if wait and newest['state'] == 'success':
                return newest['id']
            if newest['finished']:
                raise SystemExit(f'a deployment ended as {newest["state"]}: {newest["result"]}')
            reports = f'/environments/{environment}/deployments/{newest["id"]}'
            if not wait and self.call('GET', reports)['reports']:
                return newest['id']
            time.sleep(0.2)
        raise SystemExit(f'environment {environment} is still deploying after {PATIENCE} s')

    def browser(self) -> Browser:
        return Browser(self.cloud.horizon, self.name)


class Browser(requests.Session):
    """Logged in to Horizon through its form."""

    def __init__(self, url: str, user: str) -> None:
        super().__init__()
        self.url = url
        page = self.get(f'{self.url}/auth/login/', timeout=60)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        form = {
            'csrfmiddlewaretoken': found and found[1],
            'username': user,
            'password': PASSWORD,
            'domain': 'Default',
            'region': 'default',
            'auth_type': 'credentials',
            'next': '/app-catalog/',
        }
        answer = self.post(f'{self.url}/auth/login/', data=form, headers={'Referer': page.url}, timeout=60)
        if answer.url.rstrip('/').endswith('/auth/login'):
            raise SystemExit(f'Horizon does not let {user} log in')

    def page(self, path: str) -> bytes:
        answer = self.get(self.url + path, timeout=120)
        if answer.status_code != 200:
            raise SystemExit(f'{path} answered {answer.status_code}')
        return answer.content

    def press(self, path: str) -> None:
        """A press of a button that was asked about."""
        data = {'confirmed': 'yes', 'csrfmiddlewaretoken': self.cookies['csrftoken']}
        answer = self.post(self.url + path, data=data, headers={'Referer': self.url + path}, timeout=120)
        answer.raise_for_status()


class MuranoLog:
    """murano-api's access log: a line for each request, with the seconds that it took."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def mark(self) -> int:
        """The place where the log ends now."""
        return self._path.stat().st_size

    def since(self, mark: int) -> list[float]:
        """Seconds of each call since then; without the engine's, which fetches packages, and without pictures."""
        with self._path.open() as log:
            log.seek(mark)
            found = re.findall(r'"(?:GET|POST|PUT|PATCH|DELETE) (/v1/\S*) [^"]*" \d+ \d+ ([\d.]+)', log.read())
        others = ('/download', 'version=', '/logo')
        return [float(took) for path, took in found if not any(word in path for word in others)]


@contextmanager
def throw_away(given: str = GIVEN) -> Iterator[Cloud]:
    """A demo with a state of its own, gone afterwards, also when this process is told to end (SIGTERM)."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    demo = DemoCloud(given=given)
    try:
        demo.start()
        yield Cloud(demo)
    finally:
        demo.stop()
        # The state of a demo that was given is somebody's.
        if not os.environ.get(given):
            shutil.rmtree(demo.state.parent, ignore_errors=True)


def _commands() -> Iterator[tuple[int, list[str]]]:
    for folder in Path('/proc').iterdir():
        if folder.name.isdigit():
            try:
                yield int(folder.name), (folder / 'cmdline').read_text(errors='replace').split('\0')
            except OSError:  # it has ended
                continue
