"""A second Murano, API and engine, beside that of the demo and on its database: one that tests may kill."""

import os
import signal
from pathlib import Path

from demo.install import DEMO, clean_environment, program
from demo.options import HOME
from demo.services import Service
from tests.support.demo_cloud import free_port

SETTINGS = """
[DEFAULT]
bind_port = {port}
log_file = {folder}/murano.log
[demo]
access_log = {folder}/access.log
[engine]
packages_cache = {folder}/packages
"""


class SecondMurano:
    """``state``: the demo's. What is deployed by its API is deployed by its engine, which nobody else hears of.

    settings: more of them, as murano.conf has them; they win.
    """

    def __init__(self, state: Path, folder: Path, settings: str = '') -> None:
        port = free_port()
        own = folder / 'second.conf'
        own.write_text(SETTINGS.format(port=port, folder=folder) + settings)
        python, script = program(HOME / 'venvs' / 'cloud', 'python'), DEMO / 'cloud' / 'murano_all.py'
        command = [python, script, '--config-file', state / 'murano' / 'murano.conf', '--config-file', own]
        self.url = f'http://127.0.0.1:{port}'
        self._service = Service('Murano', command, self.url, folder / 'output.log', clean_environment(), folder)

    def start(self) -> None:
        """Returns once it answers; at once if it does already."""
        if not self._runs:
            self._service.start()
        self._service.wait_ready(self._service.check)

    def kill(self) -> None:
        """Without a chance to say goodbye; nothing if it does not run."""
        process = self._service.process
        if process and self._runs:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    @property
    def _runs(self) -> bool:
        process = self._service.process
        return process is not None and process.poll() is None
