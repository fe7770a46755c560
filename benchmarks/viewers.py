"""Many viewers of one live deployment, and a Murano that hangs: ``python -m benchmarks.viewers``.

Starts a demo of its own (or takes the one of MURANO_PANEL_BENCHMARK_DEMO) and, beside it, its Horizon with two workers
of eight threads each, once with memcached and once with the memory of each worker. Viewers poll as a page does
(lib/poller.js), each with a login of its own. Then one worker, twenty viewers, and a proxy in front of Murano that
stops to answer: how long does the login page take meanwhile?

memcached is Debian's package; pymemcache is in the demo's environment for Horizon. Ten minutes. Everything is on
this machine. Of the milliseconds of a busy machine read the ratios.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.cloud import Account, Browser, Cloud, throw_away
from benchmarks.scenes import SLOW
from demo.commands import end_with_parent

HERE = Path(__file__).parent / 'horizon'
HOST = '127.0.0.1'
FASTEST, SLOWEST, GROWTH = 1.5, 8, 1.5
RETRIES = (2, 4, 8, 16, 30)
# Seconds after which a page gives a request up.
GIVEN_UP = 45


def free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return found.getsockname()[1]


@contextmanager
def running(command: list[str], environment: dict[str, str], port: int, log: Path) -> Iterator[None]:
    """A program, from when its port is open; ended by its process id."""
    with log.open('ab') as output:
        process = subprocess.Popen(
            command, env=environment, cwd=log.parent, stdout=output, stderr=output, preexec_fn=end_with_parent
        )
    try:
        deadline = time.monotonic() + 120
        while process.poll() is None and time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection((HOST, port), 1):
                break
            time.sleep(0.2)
        else:
            raise SystemExit(f'{command[0]} did not start, see {log}')
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def memcached(logs: Path) -> Iterator[str]:
    """Its address; '' where there is none on this machine."""
    program = shutil.which('memcached')
    if not program:
        yield ''
        return
    port = free_port()
    user = ['-u', 'nobody'] if os.geteuid() == 0 else []
    command = [program, '-l', HOST, '-p', str(port), '-U', '0', '-m', '64', *user]
    with running(command, dict(os.environ), port, logs / 'memcached.log'):
        yield f'{HOST}:{port}'


@dataclass(frozen=True)
class Horizon:
    """The demo's own, started again in another size. ``venv`` and ``static``: of older code, to compare with."""

    cloud: Cloud
    logs: Path
    venv: str = ''
    static: str = ''

    @contextmanager
    def workers(self, number: int, cache: str, murano: str) -> Iterator[str]:
        """Its address, while it runs."""
        process = Path(f'/proc/{self.cloud.worker}')
        python, gunicorn = (process / 'cmdline').read_text().split('\0')[:2]
        given = (process / 'environ').read_text().split('\0')
        environment = dict(pair.split('=', 1) for pair in given if '=' in pair)
        if self.venv:
            python, gunicorn = f'{self.venv}/bin/python', f'{self.venv}/bin/gunicorn'
        environment |= {
            'PYTHONPATH': f'{HERE}:{environment["PYTHONPATH"]}',
            'DEMO_STATIC_ROOT': self.static or environment['DEMO_STATIC_ROOT'],
            'BENCHMARK_MEMCACHED': cache,
            'BENCHMARK_MURANO': murano,
        }
        port = free_port()
        size = ['--workers', str(number), '--worker-class', 'gthread', '--threads', '8', '--timeout', '120']
        command = [python, gunicorn, *size, '--keep-alive', '75', '--no-control-socket', '--bind', f'{HOST}:{port}']
        with running([*command, 'demo_wsgi'], environment, port, self.logs / 'horizon.log'):
            address = f'http://{HOST}:{port}'
            for _ in range(4 * number):
                get(address, '/auth/login/', '')
            yield address


def get(address: str, path: str, cookies: str) -> tuple[int, bytes]:
    """Status, 0 for no answer, and body, as a script of the page asks for it."""
    connection = http.client.HTTPConnection(address.removeprefix('http://'), timeout=GIVEN_UP)
    try:
        connection.request('GET', path, headers={'Accept': 'application/json', 'Cookie': cookies})
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        return 0, b''
    finally:
        connection.close()


@dataclass
class Polled:
    """What viewers have met: seconds of each tick, how many failed, bytes of the good ones."""

    took: list[float] = field(default_factory=list)
    failed: int = 0
    sizes: list[int] = field(default_factory=list)

    def told(self, seconds: float) -> str:
        if not self.took:
            return 'no tick'
        in_order = sorted(self.took)
        return (
            f'{len(self.took) / seconds:>7.1f} {1000 * statistics.median(in_order):>9.0f} '
            f'{1000 * in_order[int(len(in_order) * 0.95)]:>9.0f} {self.failed:>6} '
            f'{statistics.median(self.sizes or [0]) / 1000:>6.1f}'
        )


def view(address: str, path: str, cookies: str, until: float, polled: Polled) -> None:
    """One page that polls until then."""
    wait, failures, number, cursor = FASTEST, 0, 0, ''
    time.sleep(random.uniform(0, FASTEST))  # noqa: S311
    while time.monotonic() < until:
        began = time.monotonic()
        status, body = get(address, path.format(number=number, cursor=cursor), cookies)
        polled.took.append(time.monotonic() - began)
        if status == 200:
            found = re.search(rb'"cursor": "([^"]*)"', body)
            news, failures, number = (found[1].decode() if found else cursor), 0, number + 1
            wait = FASTEST if news != cursor else min(wait * GROWTH, SLOWEST)
            cursor, pause = news, wait
            polled.sizes.append(len(body))
        else:
            polled.failed += 1
            # The answer of a Murano that is left alone says when it is tried again.
            again = re.search(rb'"again": (\d+)', body)
            pause = max(RETRIES[min(failures, len(RETRIES) - 1)], int(again[1]) if again else 0)
            failures += 1
        time.sleep(max(0, min(pause * random.uniform(0.9, 1.1), until - time.monotonic())))  # noqa: S311


def viewers(address: str, paths: list[str], logins: list[str], seconds: float, meanwhile: Callable[[], None]) -> Polled:
    """One viewer for each login, at one of the pages; ``meanwhile`` runs beside them."""
    polled, until = Polled(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=view, args=(address, paths[number % len(paths)], cookies, until, polled), daemon=True)
        for number, cookies in enumerate(logins)
    ]
    for thread in threads:
        thread.start()
    meanwhile()
    for thread in threads:
        thread.join(max(0, until - time.monotonic()) + GIVEN_UP + 5)
    return polled


def log_in(address: str, owner: Account, number: int) -> list[str]:
    """Cookies of so many logins, each with a token of its own."""

    def one(_number: int) -> str:
        return '; '.join(f'{item.name}={item.value}' for item in Browser(address, owner.name).cookies)

    with ThreadPoolExecutor(6) as pool:
        return list(pool.map(one, range(number)))


@contextmanager
def deploying(owner: Account) -> Iterator[tuple[str, str]]:
    """The page of an environment and that of a deployment of it, which runs for minutes."""
    parts = [{'?': {'id': uuid.uuid4().hex, 'name': f'slow {n}', **SLOW}, 'steps': 150} for n in range(5)]
    environment = owner.environment(f'live {uuid.uuid4().hex[:6]}', parts)
    deployment = owner.deploy(environment, wait=False)
    page = f'/app-catalog/environments/{environment}/'
    yield page, f'{page}deployments/{deployment}/'
    owner.call('DELETE', f'/environments/{environment}?abandon=true')


def many(horizon: Horizon, owner: Account, logins: list[str], caches: dict[str, str], seconds: float) -> None:
    """Ticks of one deployment, by number of viewers and kind of cache."""
    print(f'{"":<34} {"ticks/s":>7} {"median ms":>9} {"95 % ms":>9} {"failed":>6} {"kB":>6} {"Murano calls/min":>17}')
    for name, cache in caches.items():
        with horizon.workers(2, cache, horizon.cloud.murano) as address:
            for number in sorted({1, 10, len(logins)}):
                with deploying(owner) as (_environment, page):
                    with ThreadPoolExecutor(8) as pool:
                        list(pool.map(lambda cookies: get(address, page, cookies), logins[:number]))
                    mark = horizon.cloud.log.mark()
                    tick = f'{page}live/?n={{number}}&after={{cursor}}'
                    polled = viewers(address, [tick], logins[:number], seconds, lambda: None)
                    calls = len(horizon.cloud.log.since(mark)) * 60 / seconds
                    print(f'{f"{number} viewers, {name}":<34} {polled.told(seconds)} {calls:>17.0f}', flush=True)


class Proxy:
    """In front of Murano: passes everything on, until it is told to ``hang``."""

    def __init__(self, murano: str) -> None:
        self._target = murano.removeprefix('http://').split(':')
        self._hanging = threading.Event()
        self._listening = socket.create_server((HOST, 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        return f'http://{HOST}:{self._listening.getsockname()[1]}'

    def hang(self) -> None:
        self._hanging.set()

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._listening.accept()
                far = socket.create_connection((self._target[0], int(self._target[1])))
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                if not self._hanging.is_set():
                    other.sendall(data)
            other.shutdown(socket.SHUT_WR)


def hanging(horizon: Horizon, owner: Account, logins: list[str], caches: dict[str, str], seconds: float) -> None:
    """The login page beside twenty viewers of lists, environments and a deployment, before Murano hangs and then."""
    print(
        f'\n{"login page, ms, 20 viewers":<34} {"median":>7} {"95 %":>7} {"worst":>7}   Murano hangs: {"median":>7} …'
    )
    for name, cache in caches.items():
        proxy = Proxy(horizon.cloud.murano)
        with horizon.workers(1, cache, proxy.address) as address, deploying(owner) as (environment, page):
            listed = '/app-catalog/environments/rows/?row=' + environment.split('/')[-2]
            paths = [
                f'{page}live/?n={{number}}&after={{cursor}}',
                listed,
                f'{environment}progress/',
                '/app-catalog/live/',
            ]
            for cookies in logins[:20]:
                for path in ('/app-catalog/environments/', '/app-catalog/', environment, page):
                    get(address, path, cookies)
            told = []

            def look(address: str = address, proxy: Proxy = proxy, told: list[str] = told) -> None:
                for hangs in (False, True):
                    if hangs:
                        proxy.hang()
                    took, until = [], time.monotonic() + seconds / 2
                    while time.monotonic() < until:
                        began = time.monotonic()
                        get(address, '/auth/login/', '')
                        took.append(1000 * (time.monotonic() - began))
                        time.sleep(0.3)
                    in_order = sorted(took)
                    told.append(
                        f'{statistics.median(took):>7.0f} {in_order[int(len(took) * 0.95)]:>7.0f} {max(took):>7.0f}'
                    )

            viewers(address, paths, logins[:20], seconds, look)
            print(f'{name:<34} {told[0]}   {"":>13} {told[1]}', flush=True)
        proxy.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('parts', nargs='*', metavar='PART', help='of many, hanging; both without')
    options.add_argument('--viewers', type=int, default=200, help='up to 500')
    options.add_argument('--seconds', type=float, default=60, help='of each measurement, up to 300')
    options.add_argument('--venv', default='', help='an environment with Horizon and older code, to compare')
    options.add_argument('--static', default='', help='its collected and compressed files, where they differ')
    chosen = options.parse_args()
    number, seconds = min(chosen.viewers, 500), min(chosen.seconds, 300)
    with tempfile.TemporaryDirectory() as folder, throw_away() as cloud, memcached(Path(folder)) as server:
        owner = cloud.account('bench-viewers')
        horizon = Horizon(cloud, Path(folder), chosen.venv, chosen.static)
        with horizon.workers(2, '', cloud.murano) as address:
            logins = log_in(address, owner, number)
        caches = {'memcached': server} if server else {}
        caches['memory of each worker'] = ''
        for part, measure in (('many', many), ('hanging', hanging)):
            if part in (chosen.parts or ('many', 'hanging')):
                measure(horizon, owner, logins, caches, seconds)


if __name__ == '__main__':
    main()
