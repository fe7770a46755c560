"""The cloud of the tests: a demo of their own on free ports, ended by its process id."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from functools import cached_property
from pathlib import Path

from demo.commands import end_with_parent
from tests.support.waiting import until

CHECKOUT = Path(__file__).resolve().parents[2]
# A running demo's --state; its cloud is used then, and left running.
GIVEN = 'MURANO_PANEL_DEMO'
# A fresh machine compiles for some minutes.
DEADLINE = 1200


def free_port() -> int:
    with socket.socket() as found:
        found.bind(('127.0.0.1', 0))
        return found.getsockname()[1]


class DemoCloud:
    """``start()`` returns at once, ``urls()`` waits: {'keystone': …, 'murano': …, 'horizon': …}.

    options: more of the demo's options. horizon: whether it is served, too.
    given: name of the variable that may hold a running demo's state.
    """

    def __init__(self, *options: str, horizon: bool = True, given: str = GIVEN) -> None:
        self._options = options
        self._horizon = horizon
        self._given = os.environ.get(given)
        self._process: subprocess.Popen | None = None

    @cached_property
    def _folder(self) -> Path:
        return Path(self._given or tempfile.mkdtemp(prefix='murano-panel-tests-'))

    @property
    def _output(self) -> Path:
        return self._folder / 'demo.log'

    @property
    def state(self) -> Path:
        return self._folder if self._given else self._folder / 'state'

    def start(self) -> None:
        """Once, however often it is called."""
        if self._process or self._given:
            return
        ports = ['--port', '0', '--keystone-port', '0', '--murano-port', '0']
        command = [sys.executable, '-m', 'demo', *ports, '--state', self.state, *self._options]
        # Nothing serves it but the tests that import from it, while they do.
        command += ['--repository', f'http://127.0.0.1:{free_port()}/'] * self._horizon
        with self._output.open('w') as output:
            self._process = subprocess.Popen(
                command + ([] if self._horizon else ['--no-horizon']),
                cwd=CHECKOUT,
                stdout=output,
                stderr=subprocess.STDOUT,
                # However this process ends, the demo does, too.
                preexec_fn=end_with_parent,
            )

    def urls(self) -> dict[str, str]:
        """Raises RuntimeError, with what the demo said, when it has ended; AssertionError when it takes too long."""
        if self._given:
            return json.loads((self.state / 'urls.json').read_text())
        assert self._process, 'start() comes first'
        until(lambda: self._is_ready() or self._process.poll() is not None, 'the demo', seconds=DEADLINE)
        if not self._is_ready():
            raise RuntimeError(f'The demo has ended, see {self._folder}:\n{self._output.read_text()[-3000:]}')
        return json.loads((self.state / 'urls.json').read_text())

    def _is_ready(self) -> bool:
        return 'ready: ' in self._output.read_text()

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self._process.kill()
        if self._process and not self._given:
            shutil.rmtree(self._folder, ignore_errors=True)
