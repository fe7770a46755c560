"""The long-running programs of the demo: started, asked until they answer, watched, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .commands import end_group, end_with_parent, tail
from .errors import DemoError

# Loopback is asked directly, whatever proxy the environment names.
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Service:
    """One program. It is ready once `url` answers with a status below 400 (300 is Murano's list of versions)."""

    name: str
    command: Sequence[str | Path]
    url: str
    log: Path
    environment: dict[str, str]
    folder: Path
    patience: float = 120
    process: subprocess.Popen | None = field(default=None, repr=False)

    def start(self) -> None:
        with self.log.open('ab') as log:
            self.process = subprocess.Popen(
                [str(word) for word in self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                cwd=self.folder,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )

    def answers(self) -> bool:
        """Raise DemoError when it answers, but with an error: waiting would not help."""
        try:
            with opener.open(self.url, timeout=30):
                return True
        except urllib.error.HTTPError as error:
            if error.code < 400:
                return True
            raise DemoError(
                f'{self.name} answers {error.code} at {self.url}, see {self.log}:\n{tail(self.log)}'
            ) from None
        except OSError:
            return False

    def check(self) -> None:
        """Raise DemoError when the program has ended."""
        code = self.process.poll() if self.process else None
        if code is not None:
            raise DemoError(f'{self.name} ended (exit {code}), see {self.log}:\n{tail(self.log)}')

    def wait_ready(self, watch: Callable[[], None]) -> None:
        """watch: raises when this or another program has ended."""
        deadline = time.monotonic() + self.patience
        while not self.answers():
            watch()
            if time.monotonic() > deadline:
                raise DemoError(
                    f'{self.name} does not answer at {self.url} after {self.patience:.0f} s, '
                    f'see {self.log}:\n{tail(self.log)}'
                )
            time.sleep(0.1)

    def ask_to_end(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)

    def stop(self) -> None:
        if self.process:
            end_group(self.process, 10)


class Services:
    """All programs that were started; ended in the reverse order."""

    def __init__(self) -> None:
        self._started: list[Service] = []

    def start(self, service: Service) -> None:
        self._started.append(service)
        service.start()

    def end(self, service: Service) -> None:
        self._started.remove(service)
        service.stop()

    def watch(self) -> None:
        for service in self._started:
            service.check()

    def wait_ready(self, *services: Service) -> None:
        for service in services:
            service.wait_ready(self.watch)

    def stop(self) -> None:
        # All are told first: each may take its seconds.
        for service in reversed(self._started):
            service.ask_to_end()
        while self._started:
            self._started.pop().stop()
