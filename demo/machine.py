"""What the demo needs of the machine: a Python 3.11 with headers and venv, and a C compiler."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from glob import glob
from pathlib import Path

from .errors import DemoError

WANTED = (3, 11)
# Where interpreters lie that are not on PATH, in the order in which they are tried.
ELSEWHERE = (
    '{pyenv}/versions/3.11*/bin/python3.11',
    '~/.local/share/uv/python/cpython-3.11*/bin/python3.11',
    '~/.asdf/installs/python/3.11*/bin/python3.11',
    '~/.local/share/mise/installs/python/3.11*/bin/python3.11',
    '~/*conda3/envs/*/bin/python3.11',
    '/opt/*conda3/envs/*/bin/python3.11',
    '~/*conda3/bin/python3.11',
    '/opt/*conda3/bin/python3.11',
    '/usr/local/bin/python3.11',
    '/opt/python*/bin/python3.11',
    '/opt/homebrew/bin/python3.11',
)
PROBE = (
    'import json, os, sys, sysconfig, importlib.util as u; print(json.dumps({"version": sys.version_info[:2], '
    '"path": os.path.realpath(getattr(sys, "_base_executable", sys.executable)), '
    '"headers": os.path.exists(os.path.join(sysconfig.get_paths()["include"], "Python.h")), '
    '"venv": all(u.find_spec(n) for n in ("venv", "ensurepip"))}))'
)
# What may be missing → Debian's packages that bring it.
PACKAGES = {
    'Python 3.11': ['python3.11', 'python3.11-venv', 'python3.11-dev'],
    "Python 3.11's venv module": ['python3.11-venv'],
    "Python 3.11's headers": ['python3.11-dev'],
    'a C compiler': ['gcc', 'libc6-dev'],
}


@dataclass
class Interpreter:
    path: str
    headers: bool
    venv: bool


def candidates() -> Iterator[str]:
    """Paths that may be a Python 3.11, each once."""
    seen = set()
    folders = [Path(folder) for folder in os.environ.get('PATH', '').split(os.pathsep) if folder]
    found = [str(folder / name) for name in ('python3.11', 'python3', 'python') for folder in folders]
    pyenv = os.environ.get('PYENV_ROOT', '~/.pyenv')
    for pattern in ELSEWHERE:
        found += sorted(glob(os.path.expanduser(pattern.format(pyenv=pyenv))), reverse=True)  # noqa: PTH111, PTH207
    for path in found:
        if path not in seen and os.access(path, os.X_OK):
            seen.add(path)
            yield path


def examine(path: str) -> Interpreter | None:
    """The interpreter behind the path if it is a working Python 3.11, for a virtual environment the one it was made of.

    A version manager's shim may exist and not work.
    """
    try:
        answer = subprocess.run([path, '-c', PROBE], capture_output=True, text=True, timeout=20, check=True)
        facts: dict = json.loads(answer.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    if tuple(facts['version']) != WANTED:
        return None
    return Interpreter(facts['path'], facts['headers'], facts['venv'])


def find_python(environment_tool: str | None) -> Interpreter | None:
    """The first complete Python 3.11, else the first one at all.

    environment_tool: a uv that makes virtual environments, so that the venv module is not needed.
    """
    best = None
    for path in candidates():
        found = examine(path)
        if found and found.headers and (found.venv or environment_tool):
            return found
        best = best or found
    return best


def compiles() -> bool:
    """Whether the C compiler works and has the C library's headers."""
    compiler = shutil.which('cc') or shutil.which('gcc')
    if not compiler:
        return False
    done = subprocess.run(
        [compiler, '-x', 'c', '-fsyntax-only', '-'],
        input='#include <stdio.h>\n',
        text=True,
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


def missing(python: Interpreter | None, environment_tool: str | None) -> list[str]:
    """Keys of PACKAGES."""
    lacks = []
    if python is None:
        lacks.append('Python 3.11')
    else:
        if not python.venv and not environment_tool:
            lacks.append("Python 3.11's venv module")
        if not python.headers:
            lacks.append("Python 3.11's headers")
    if not compiles():
        lacks.append('a C compiler')
    return lacks


def apt_packages(lacks: list[str]) -> list[str]:
    return [package for name in lacks for package in PACKAGES[name]]


def explain(lacks: list[str]) -> str:
    command = 'apt-get install ' + ' '.join(apt_packages(lacks))
    text = f'missing on this machine: {", ".join(lacks)}. On Debian or Ubuntu, as root: {command}'
    if 'Python 3.11' in lacks:
        text += '\n  (a Python 3.11 of pyenv or uv is found too: `pyenv install 3.11` or `uv python install 3.11`)'
    return text


def prepare(run: Callable[..., None], say: Callable[[str], None]) -> Interpreter:
    """A complete Python 3.11 and a C compiler; as root on Debian what is missing is installed.

    run: `commands.Commands.run`; say: prints one progress line.
    """
    tool = shutil.which('uv')
    python = find_python(tool)
    lacks = missing(python, tool)
    if lacks and os.geteuid() == 0 and shutil.which('apt-get'):
        packages = apt_packages(lacks)
        say('installing from Debian: ' + ' '.join(packages))
        quiet = {'DEBIAN_FRONTEND': 'noninteractive'}
        run(['apt-get', 'update'], environment=quiet)
        run(['apt-get', 'install', '-y', '--no-install-recommends', *packages], environment=quiet, hint=explain(lacks))
        python = find_python(tool)
        lacks = missing(python, tool)
    if lacks or python is None:
        raise DemoError(explain(lacks))
    return python
