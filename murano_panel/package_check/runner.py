"""Runs the check and reads what it has to say."""

import json
import logging
import os
import signal
import subprocess
import sys
import sysconfig
import threading
from pathlib import Path
from typing import Any

from murano_panel.package_check import WALL_SECONDS, CheckResult, Finding

LOG = logging.getLogger(__name__)

# Processes at a time, of each of Horizon's own; seconds to wait for one's turn.
_TURNS = threading.BoundedSemaphore(2)
_WAIT_SECONDS = 5.0
_OUT_OF_TIME = (signal.SIGPROF, signal.SIGXCPU, signal.SIGKILL)


def check_package(content: bytes) -> CheckResult:
    """What murano-pkg-check finds in a package's zip. Takes up to WALL_SECONDS, of which few are spent computing."""
    if not _TURNS.acquire(timeout=_WAIT_SECONDS):
        return CheckResult(stopped='busy')
    try:
        return _run(content)
    finally:
        _TURNS.release()


def _run(content: bytes) -> CheckResult:
    command = [_python(), '-P', '-s', '-m', 'murano_panel.package_check']
    try:
        done = subprocess.run(
            command,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd='/',
            env=_environment(),
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as expired:
        return _read(expired.stdout or b'', 'time')
    except OSError as error:
        LOG.error('The check of packages cannot be started: %s', error)
        return CheckResult(stopped='crash')
    return _read(done.stdout, 'time' if -done.returncode in _OUT_OF_TIME else 'crash')


def _read(output: bytes, otherwise: str) -> CheckResult:
    """``otherwise`` is why it was stopped, if it does not say so itself."""
    lines = [_object(line) for line in output.splitlines()]
    findings = tuple(Finding(**line) for line in lines if 'message' in line)
    ends = [line['stopped'] for line in lines if 'stopped' in line]
    return CheckResult(findings, ends[-1] if ends else otherwise)


def _object(line: bytes) -> dict[str, Any]:
    try:
        return json.loads(line)
    except ValueError:
        # It died while writing.
        return {}


def _python() -> str:
    """The interpreter; within web servers sys.executable may be the server, or nothing."""
    if Path(sys.executable or '').name.startswith('python'):
        return sys.executable
    named = Path(sys.prefix, 'bin', f'python{sys.version_info.major}.{sys.version_info.minor}')
    return str(named if named.exists() else Path(sysconfig.get_path('scripts'), 'python3'))


def _environment() -> dict[str, str]:
    """Nothing of ours but where to find modules: Horizon may have been told by other means than its environment."""
    return {
        'PATH': os.defpath,
        'LANG': 'C.UTF-8',
        'PYTHONPATH': os.pathsep.join(path for path in sys.path if path),
        'PYTHONDONTWRITEBYTECODE': '1',
    }
