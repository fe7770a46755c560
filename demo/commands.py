"""Commands that install and prepare: their output goes to one log, and they end with the demo."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

from .errors import DemoError, Stopped

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def end_with_parent() -> None:
    """Runs in the child before its program: a demo that is killed outright leaves no process behind."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_group(process: subprocess.Popen, patience: float) -> None:
    """End the child and all that it started (it leads a process group of its own); kill what takes too long."""
    for sign, seconds in ((signal.SIGTERM, patience), (signal.SIGKILL, 5)):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, sign)
        try:
            process.wait(seconds)
            return
        except subprocess.TimeoutExpired:
            continue


class Commands:
    """Runs commands one after the other or from several threads; `stop` ends what still runs."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self._running: set[subprocess.Popen] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def run(
        self,
        command: Sequence[str | Path],
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        hint: str = '',
    ) -> None:
        """Raise DemoError, with the end of its output, when the command fails, Stopped when it was ended by `stop`."""
        words = [str(word) for word in command]
        began = time.monotonic()
        with self._lock:
            if self._stopped:
                raise Stopped
            process = subprocess.Popen(
                words,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(environment or {})},
                cwd=folder,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
            self._running.add(process)
        last: deque[str] = deque(maxlen=12)
        try:
            self._write(process, '$ ' + ' '.join(words))
            for line in process.stdout or ():
                last.append(line.decode(errors='replace').rstrip())
                self._write(process, last[-1])
            code = process.wait()
            self._write(process, f'[exit {code} after {time.monotonic() - began:.1f} s]')
        finally:
            with self._lock:
                self._running.discard(process)
        if code and self._stopped:
            raise Stopped
        if code:
            said = ''.join(f'\n  {line}' for line in last)
            raise DemoError(
                f'{Path(words[0]).name} failed ({" ".join(words[:6])} …), see {self.log}:{said}'
                + (f'\n{hint}' if hint else '')
            )

    def _write(self, process: subprocess.Popen, line: str) -> None:
        """Several commands may be running: every line bears its command's process id."""
        with self._lock, self.log.open('a') as log:
            log.write(f'{process.pid} {line}\n')

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            running = list(self._running)
        for process in running:
            end_group(process, 3)


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a log."""
    with log.open('rb') as file:
        last = deque(file, lines)
    return ''.join('  ' + line.decode(errors='replace') for line in last).rstrip()
