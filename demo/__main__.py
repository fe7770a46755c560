"""``python3 -m demo``: install what is missing, start everything, say when it is ready, stay until told to end."""

from __future__ import annotations

import json
import signal
import sys
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from . import machine, ports, state
from .commands import Commands
from .dashboard import Dashboard
from .errors import DemoError, Stopped
from .full.cloud import PACKAGES, FullCloud, refuse_state_of_full_cloud
from .install import Installer
from .keystone import ACCOUNTS, PASSWORD, Keystone
from .murano import SAMPLES, Murano
from .options import FULL_HOME, Options, parse
from .seed import Seeder
from .seed_packages import PackageSeeder
from .services import Service, Services
from .stamps import Stamps

_began = time.monotonic()
_printing = threading.Lock()


def say(text: str) -> None:
    with _printing:
        print(f'[{time.monotonic() - _began:5.1f} s] {text}', flush=True)


class Demo:
    def __init__(self, options: Options) -> None:
        self._options = options
        self._commands = Commands(options.logs / 'install.log')
        self._services = Services()
        self._stamps = Stamps(options.state / 'stamps.json')
        self._full: FullCloud | None = None
        self._prepared: Future | None = None
        self._horizon: Service | None = None
        # Kept, as it holds the lock of its static files.
        self._dashboard: Dashboard | None = None

    def run(self) -> None:
        pool = ThreadPoolExecutor(1)
        try:
            self._start(pool)
            self._announce()
            while True:
                time.sleep(0.5)
                self._services.watch()
                if self._full:
                    self._full.obey()
        finally:
            # From here on a second signal must not leave the work half done.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            self._commands.stop()
            self._services.stop()
            pool.shutdown()

    def _start(self, pool: ThreadPoolExecutor) -> None:
        python = machine.prepare(self._commands.run, say)
        installer = Installer(self._options.venvs, python, self._commands, say)
        dashboard = self._dashboard = Dashboard(self._options, installer.horizon, self._commands, say)
        if self._options.horizon:
            # Beside the cloud: most of it is waiting for the network, and it is the longer of the two.
            self._prepared = pool.submit(self._prepare_horizon, installer, dashboard)
        self._start_cloud(installer)
        if self._prepared:
            self._services.wait_ready(self._start_horizon(self._prepared))
        PackageSeeder(self._options, say).seed(self._options.seed_packages)
        Seeder(self._options, say).seed(self._options.seed)

    @staticmethod
    def _prepare_horizon(installer: Installer, dashboard: Dashboard) -> Service:
        installer.install_horizon()
        dashboard.prepare()
        return dashboard.service()

    def _start_horizon(self, prepared: Future[Service]) -> Service:
        if not self._horizon:
            self._horizon = prepared.result()
            say('starting Horizon')
            self._services.start(self._horizon)
        return self._horizon

    def _start_cloud(self, installer: Installer) -> None:
        installer.install_cloud()
        if self._options.cloud == 'basic':
            refuse_state_of_full_cloud(self._options)
        else:
            self._full = FullCloud(self._options, installer, self._commands, self._stamps, self._services, say)
            self._full.prepare()
        keystone = Keystone(self._options, installer.cloud, self._commands, self._stamps)
        murano = Murano(self._options, installer.cloud, self._commands, self._stamps)
        say('starting Keystone')
        keystone.prepare()
        identity, catalog = keystone.service(), murano.service()
        if self._full:
            self._full.configure(identity, catalog)
        self._services.start(identity)
        murano.prepare(keystone.make_accounts(lambda: self._services.wait_ready(identity)))
        if self._full:
            self._services.wait_ready(identity)
            self._full.start()
        say('starting Murano')
        self._services.start(catalog)
        if self._prepared and self._prepared.done():
            # Nothing had to be made: they come up side by side.
            self._start_horizon(self._prepared)
        self._services.wait_ready(identity, catalog)
        murano.import_packages(installer.library, say, (SAMPLES, PACKAGES) if self._full else (SAMPLES,))
        if self._full:
            self._full.finish()

    def _announce(self) -> None:
        urls = {'keystone': self._options.keystone_url, 'murano': self._options.murano_url}
        if self._options.horizon:
            urls['horizon'] = self._options.horizon_url
        if self._options.repository:
            urls['repository'] = self._options.repository
        if self._full:
            urls.update(self._full.urls)
        (self._options.state / 'urls.json').write_text(json.dumps(urls))
        for name, url in urls.items():
            print(f'  {name:<9} {url}')
        print(f'  logs      {self._options.logs}')
        print(f'  accounts  (password of each: {PASSWORD}, domain Default)')
        for user, (project, role) in {**ACCOUNTS, 'admin': ('admin', 'admin')}.items():
            print(f'    {user:<8} {role} in project {project}')
        print(f'ready: {urls.get("horizon", urls["keystone"])}', flush=True)


def _stop(*_unused: object) -> None:
    raise Stopped


def main(arguments: Sequence[str] | None = None) -> int:
    options = parse(arguments)
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    try:
        ports.settle(options)
        with state.take(options.state):
            if options.fresh:
                state.forget(options.state, options.venvs, FULL_HOME)
            options.logs.mkdir(exist_ok=True)
            Demo(options).run()
    except Stopped:
        say('stopped')
    except DemoError as error:
        print(f'demo: {error}', file=sys.stderr, flush=True)
        return 1
    return 0


sys.exit(main())
