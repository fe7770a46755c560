"""Murano calls and milliseconds of our pages, beside Horizon's own Projects page in the same run.

    make demo                        # in one terminal
    python -m benchmarks.pages       # in another, from the root of the checkout

Makes projects bench-1, bench-25 and bench-100 with that many deployed environments (kept for the next run), logs in to
Horizon through its form, asks each page --rounds times, and counts the calls in murano-api's access log. Read the
ratios; milliseconds move with the machine.
"""

import argparse
import json
import re
import statistics
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

COMPONENT = 'org.muranopanel.samples.StaticSite'
SLOW = 'org.muranopanel.samples.SlowApp'
SIZES = (1, 25, 100)
PATIENCE = 120


class Cloud:
    """Keystone and Murano of the demo, asked directly to set the scene."""

    def __init__(self, urls: dict[str, str]) -> None:
        self.keystone, self.murano = urls['keystone'], urls['murano']

    def log_in(self, user: str, project: str) -> dict[str, str]:
        """Headers that carry the user's token."""
        domain = {'id': 'default'}
        identity = {'methods': ['password'], 'password': {'user': {'name': user, 'password': 'demo', 'domain': domain}}}
        body = {'auth': {'identity': identity, 'scope': {'project': {'name': project, 'domain': domain}}}}
        answer = requests.post(f'{self.keystone}/auth/tokens', json=body, timeout=60)
        answer.raise_for_status()
        return {'X-Auth-Token': answer.headers['X-Subject-Token']}

    def make_account(self, name: str) -> dict[str, str]:
        """A user and a project of one name; headers with the user's token."""
        admin = self.log_in('admin', 'admin')

        def one(kind: str, **fields: Any) -> str:
            found = requests.get(f'{self.keystone}/{kind}s', params={'name': fields['name']}, headers=admin, timeout=60)
            made = found.json()[f'{kind}s'] or [
                requests.post(f'{self.keystone}/{kind}s', json={kind: fields}, headers=admin, timeout=60).json()[kind]
            ]
            return made[0]['id']

        role = requests.get(f'{self.keystone}/roles?name=member', headers=admin, timeout=60).json()['roles'][0]['id']
        project = one('project', name=name, domain_id='default')
        user = one('user', name=name, domain_id='default', password='demo')
        url = f'{self.keystone}/projects/{project}/users/{user}/roles/{role}'
        requests.put(url, headers=admin, timeout=60).raise_for_status()
        return self.log_in(name, name)

    def call(self, headers: dict[str, str], method: str, path: str, body: Any = None) -> Any:
        answer = requests.request(method, f'{self.murano}/v1{path}', json=body, headers=headers, timeout=60)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def environment(self, headers: dict[str, str], name: str, components: int, fqn: str = COMPONENT) -> str:
        """The id of an environment with deployed components; made when there is none of this name."""
        for known in self.call(headers, 'GET', '/environments')['environments']:
            if known['name'] == name:
                return known['id']
        services = [component(fqn, number) for number in range(components)]
        made = self.call(headers, 'POST', '/environments', {'name': name, 'services': services})
        self.deploy(headers, made['id'])
        return made['id']

    def deploy(self, headers: dict[str, str], environment: str, wait: bool = True) -> str:
        """Starts a deployment; its id, after its end when asked to wait."""
        session = self.call(headers, 'POST', f'/environments/{environment}/configure')['id']
        self.call(headers, 'POST', f'/environments/{environment}/sessions/{session}/deploy')
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            newest = self.call(headers, 'GET', f'/environments/{environment}/deployments')['deployments'][0]
            if newest['finished'] or not wait:
                return newest['id']
            time.sleep(0.2)
        raise SystemExit(f'environment {environment} is still deploying after {PATIENCE} s')


def component(fqn: str, number: int) -> dict[str, Any]:
    properties = {'siteTitle': f'Site {number}'} if fqn == COMPONENT else {'steps': 60}
    return {'?': {'id': uuid.uuid4().hex, 'type': fqn, 'name': f'site-{number}'}, **properties}


class Browser(requests.Session):
    """Logged in to Horizon through its form."""

    def __init__(self, url: str, user: str) -> None:
        super().__init__()
        self.url = url.rstrip('/')
        page = self.get(f'{self.url}/auth/login/', timeout=60)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        form = {
            'csrfmiddlewaretoken': found and found[1],
            'username': user,
            'password': 'demo',
            'domain': 'Default',
            'region': 'default',
            'auth_type': 'credentials',
            'next': '/app-catalog/',
        }
        answer = self.post(f'{self.url}/auth/login/', data=form, headers={'Referer': page.url}, timeout=60)
        if answer.url.rstrip('/').endswith('/auth/login'):
            raise SystemExit(f'Horizon does not let {user} log in')

    def page(self, path: str) -> requests.Response:
        answer = self.get(self.url + path, timeout=60)
        if answer.status_code != 200:
            raise SystemExit(f'{path} answered {answer.status_code}')
        return answer


@dataclass
class Measured:
    what: str
    calls: int
    milliseconds: float
    kilobytes: float


def calls_in(log: Path) -> int:
    """Calls in murano-api's access log, without the engine's, which fetches packages."""
    lines = re.findall(r'"(?:GET|POST|PUT|PATCH|DELETE) (/v1/\S*)', log.read_text(errors='replace'))
    return sum(1 for path in lines if '/download' not in path and 'version=' not in path)


def measure(what: str, browser: Browser, path: str, log: Path, rounds: int) -> Measured:
    """Medians over the rounds; the first, warming one does not count."""
    browser.page(path)
    times, before = [], calls_in(log)
    for _ in range(rounds):
        start = time.perf_counter()
        answer = browser.page(path)
        times.append((time.perf_counter() - start) * 1000)
    calls = (calls_in(log) - before) / rounds
    return Measured(what, round(calls), statistics.median(times), len(answer.content) / 1000)


def pages(cloud: Cloud, horizon: str, log: Path, rounds: int) -> Iterator[Measured]:
    for size in SIZES:
        owner = cloud.make_account(f'bench-{size}')
        for number in range(size):
            cloud.environment(owner, f'environment {number + 1}', 1)
        browser = Browser(horizon, f'bench-{size}')
        if size == SIZES[0]:
            yield measure("Horizon's Projects page", browser, '/identity/', log, rounds)
        path = '/app-catalog/environments/'
        yield measure(f'environment list, {size}', browser, path, log, rounds)
    yield measure('overview, 100 environments', browser, '/app-catalog/', log, rounds)
    yield measure('catalog', browser, '/app-catalog/catalog/', log, rounds)
    owner = cloud.make_account('bench-pages')
    browser = Browser(horizon, 'bench-pages')
    for components in (5, 30):
        environment = cloud.environment(owner, f'{components} components', components)
        path = f'/app-catalog/environments/{environment}/'
        yield measure(f'environment page, {components} components', browser, path, log, rounds)
    yield from live_pages(cloud, owner, browser, log, rounds)


def live_pages(cloud: Cloud, owner: dict[str, str], browser: Browser, log: Path, rounds: int) -> Iterator[Measured]:
    services = [component(SLOW, 0)]
    made = cloud.call(owner, 'POST', '/environments', {'name': f'slow {uuid.uuid4().hex[:6]}', 'services': services})
    deployment = cloud.deploy(owner, made['id'], wait=False)
    path = f'/app-catalog/environments/{made["id"]}/deployments/{deployment}/'
    yield measure('deployment page, running', browser, path, log, rounds)
    yield measure('one live tick', browser, f'{path}live/?n=1', log, rounds)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--state', type=Path, default=Path('.demo'), help='state folder of the running demo')
    options.add_argument('--rounds', type=int, default=5)
    chosen = options.parse_args()
    urls = json.loads((chosen.state / 'urls.json').read_text())
    log = chosen.state / 'logs' / 'murano.log'
    base = None
    print(f'{"page":<34} {"calls":>5} {"ms":>7} {"kB":>7} {"ratio":>6}')
    for found in pages(Cloud(urls), urls['horizon'], log, chosen.rounds):
        base = base or found.milliseconds
        print(
            f'{found.what:<34} {found.calls:>5} {found.milliseconds:>7.0f} {found.kilobytes:>7.1f} '
            f'{found.milliseconds / base:>6.2f}',
            flush=True,
        )


if __name__ == '__main__':
    main()
