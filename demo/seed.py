"""Many deployed environments, for load: ``--seed N`` makes load-001 … load-N in project demo through Murano's API.

Of every 25 the 23rd has 5 components, the 24th has 10 and the 25th has 30, all others have one; every fifth environment
was deployed twice. What an earlier run has made is kept, and added to.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed

from .errors import DemoError
from .keystone import PASSWORD
from .options import Options
from .rest import Rest, log_in

USER, PROJECT = 'alice', 'demo'
SAMPLES = 'org.muranopanel.samples'
AT_A_TIME = 3
DEADLINE = 300
BIG = {23: 5, 24: 10, 0: 30}


def name(number: int) -> str:
    return f'load-{number:03d}'


def size(number: int) -> int:
    """Components of the environment with this number, which counts from 1."""
    return BIG.get(number % 25, 1)


def deployments(number: int) -> int:
    return 2 if number % 5 == 0 else 1


def components(number: int) -> list[dict]:
    """A host, and web servers on it, which take no time to deploy."""
    host = _component('ContainerHost', 'host')
    return [host] + [
        _component('ContainerWebServer', f'web-{index:02d}', host=host['?']['id'], port=8000 + index)
        for index in range(1, size(number))
    ]


def _component(kind: str, title: str, **values: object) -> dict:
    return {'?': {'type': f'{SAMPLES}.{kind}', 'id': uuid.uuid4().hex, 'name': title}, 'pace': 0, **values}


class Seeder:
    def __init__(self, options: Options, say: Callable[[str], None]) -> None:
        self._options = options
        self._say = say

    def seed(self, count: int) -> None:
        """Have the environments 1 to `count`."""
        listed = self._murano().call('GET', '/v1/environments')['environments']
        known: dict[str, dict] = {environment['name']: environment for environment in listed}
        # Version 0 was never deployed: an earlier run was stopped in between.
        wanted = [number for number in range(1, count + 1) if not known.get(name(number), {}).get('version')]
        if not wanted:
            return
        self._say(f'deploying {len(wanted)} environments for load')
        pool = ThreadPoolExecutor(AT_A_TIME)
        try:
            running = [pool.submit(self._make, number, known.get(name(number))) for number in wanted]
            for done, future in enumerate(as_completed(running), 1):
                future.result()
                if done % 10 == 0 or done == len(wanted):
                    self._say(f'{done} of {len(wanted)} environments deployed')
        finally:
            for future in running:
                future.cancel()
            pool.shutdown()

    def _murano(self) -> Rest:
        return Rest(self._options.murano_url, log_in(self._options.keystone_url, USER, PASSWORD, PROJECT))

    def _make(self, number: int, half_made: dict | None) -> None:
        murano = self._murano()
        if half_made:
            murano.call('DELETE', f'/v1/environments/{half_made["id"]}?abandon=true')
        made = murano.call('POST', '/v1/environments', {'name': name(number)})
        path = f'/v1/environments/{made["id"]}'
        for turn in range(deployments(number)):
            draft = murano.call('POST', f'{path}/configure')['id']
            if turn == 0:
                murano.call('PUT', f'{path}/services', components(number), headers={'X-Configuration-Session': draft})
            murano.call('POST', f'{path}/sessions/{draft}/deploy')
            self._wait(murano, path)

    @staticmethod
    def _wait(murano: Rest, path: str) -> None:
        deadline = time.monotonic() + DEADLINE
        while True:
            task = murano.call('GET', f'{path}/deployments')['deployments'][0]
            if task['finished']:
                break
            if time.monotonic() > deadline:
                raise DemoError(f'{path} is not deployed after {DEADLINE} s')
            time.sleep(0.3)
        if task['state'] != 'success':
            raise DemoError(f'{path} was not deployed: {task["result"]}')
