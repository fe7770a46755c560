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

from .errors import DemoError

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
        self._log = log
        self._running: set[subprocess.Popen] = set()
        self._lock = threading.Lock()
        self._stopped = False

    def run(self, command: Sequence[str], environment: Mapping[str, str] | None = None,
            folder: Path | None = None, hint: str = '') -> None:
        """Raise DemoError, with the end of the log, when the command fails."""
        words: list[str] = [str(word) for word in command]
        full: dict[str, str] = {**os.environ, **(environment or {})}
        began = time.monotonic()
        with self._log.open('ab') as log:
            log.write(f'\n$ {" ".join(words)}\n'.encode())
            log.flush()
            start = log.tell()
            with self._lock:
                if self._stopped:
                    raise DemoError('stopped')
                process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                                           env=full, cwd=folder, start_new_session=True, preexec_fn=end_with_parent)
                self._running.add(process)
            try:
                code = process.wait()
            finally:
                with self._lock:
                    self._running.discard(process)
            log.write(f'[exit {code} after {time.monotonic() - began:.1f} s]\n'.encode())
        if code:
            raise DemoError(f'{Path(words[0]).name} failed ({" ".join(words[:6])} …), see {self._log}:\n'
                            f'{tail(self._log, start)}' + (f'\n{hint}' if hint else ''))

    def stop(self) -> None:
        with self._lock:
            self._stopped = True
            running = list(self._running)
        for process in running:
            end_group(process, 3)


def tail(log: Path, start: int = 0, lines: int = 12) -> str:
    """The last lines of a log, from the byte `start` on."""
    with log.open('rb') as file:
        file.seek(start)
        last = deque(file, lines)
    return ''.join('  ' + line.decode(errors='replace') for line in last).rstrip()
