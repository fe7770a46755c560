import os
import sys

import pytest

from demo import machine
from demo.errors import DemoError
from demo.machine import Interpreter


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Makes a program that is found on PATH before all others."""
    monkeypatch.setenv('PATH', f'{tmp_path}{os.pathsep}{os.environ["PATH"]}')

    def make(name, script):
        path = tmp_path / name
        path.write_text(f'#!/bin/sh\n{script}\n')
        path.chmod(0o755)
        return str(path)

    return make


def test_path_is_searched_first(program):
    path = program('python3.11', 'exit 0')
    assert next(machine.candidates()) == path


def test_a_shim_that_does_not_work_is_no_interpreter(program):
    assert machine.examine(program('python3.11', 'echo no version is set >&2; exit 127')) is None


def test_another_version_is_no_interpreter(program):
    answer = '{"version": [3, 13], "headers": true, "venv": true}'
    assert machine.examine(program('python3', f"echo '{answer}'")) is None


def test_what_lacks_is_told(program):
    answer = '{"version": [3, 11], "path": "/opt/python3.11", "headers": false, "venv": true}'
    found = machine.examine(program('python3.11', f"echo '{answer}'"))
    assert found == Interpreter('/opt/python3.11', headers=False, venv=True)


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason='examines the running Python')
def test_this_python_is_examined():
    assert machine.examine(sys.executable).path == os.path.realpath(sys._base_executable)


def test_everything_missing_has_debian_packages(monkeypatch):
    monkeypatch.setattr(machine, 'compiles', lambda: False)
    assert machine.missing(None, None) == ['Python 3.11', 'a C compiler']
    lacks = machine.missing(Interpreter('x', headers=False, venv=False), None)
    assert lacks == ["Python 3.11's venv module", "Python 3.11's headers", 'a C compiler']
    assert machine.explain(lacks).endswith('apt-get install python3.11-venv python3.11-dev gcc libc6-dev')


def test_uv_needs_no_venv_module(monkeypatch):
    monkeypatch.setattr(machine, 'compiles', lambda: True)
    assert machine.missing(Interpreter('x', headers=True, venv=False), '/usr/bin/uv') == []


def test_without_root_the_command_is_named(monkeypatch):
    monkeypatch.setattr(machine, 'find_python', lambda tool: None)
    monkeypatch.setattr(os, 'geteuid', lambda: 1000)
    with pytest.raises(DemoError, match='apt-get install python3.11 python3.11-venv python3.11-dev'):
        machine.prepare(run=None, say=None)


def test_as_root_on_debian_it_is_installed(program, monkeypatch):
    program('apt-get', 'exit 0')
    complete = Interpreter('/usr/bin/python3.11', headers=True, venv=True)
    found = iter([None, complete])
    commands = []
    monkeypatch.setattr(machine, 'find_python', lambda tool: next(found))
    monkeypatch.setattr(machine, 'compiles', lambda: True)
    monkeypatch.setattr(os, 'geteuid', lambda: 0)
    assert machine.prepare(lambda command, **more: commands.append(command), say=lambda text: None) == complete
    assert commands[0][:2] == ['apt-get', 'update']
    assert commands[1][-3:] == ['python3.11', 'python3.11-venv', 'python3.11-dev']
