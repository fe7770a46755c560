import io
import tarfile
from pathlib import Path

import pytest

from demo import install
from demo.errors import DemoError
from demo.install import Installer, unpack
from demo.machine import Interpreter
from demo.stamps import Stamps


class Commands:
    """Notes what would be run; what `fails` names is refused, and making a virtual environment makes its folder."""

    def __init__(self, fails=''):
        self.lines = []
        self._fails = fails

    def run(self, command, **more):
        self.lines.append(' '.join(map(str, command)))
        if self._fails and self._fails in self.lines[-1]:
            raise DemoError('refused')
        if 'venv' in command:
            python = command[-1] / 'bin' / 'python'
            python.parent.mkdir(parents=True, exist_ok=True)
            python.touch()


@pytest.fixture
def installer(tmp_path, monkeypatch):
    monkeypatch.setattr(install.shutil, 'which', lambda name: '/usr/bin/uv')
    monkeypatch.setattr(install, 'examine', lambda path: Interpreter(path, True, True) if Path(path).exists() else None)

    def make(commands, python='/usr/bin/python3.11'):
        return Installer(tmp_path, Interpreter(python, headers=True, venv=True), commands, lambda text: None)

    return make


def test_what_is_installed_is_not_installed_again(installer):
    commands = Commands()
    installer(commands).install_horizon()
    assert len(commands.lines) == 2
    installer(commands).install_horizon()
    assert len(commands.lines) == 2


def test_a_change_is_installed_into_what_is_there(installer, monkeypatch, tmp_path):
    installer(Commands()).install_horizon()
    Stamps(tmp_path / 'horizon.json').set('enabled', 'yes')
    changed = tmp_path / 'requirements.txt'
    changed.write_text('more')
    monkeypatch.setattr(install, 'HORIZON_REQUIREMENTS', changed)
    commands = Commands()
    installer(commands).install_horizon()
    assert [line.split()[1] for line in commands.lines] == ['pip']
    assert not Stamps(tmp_path / 'horizon.json').holds('enabled', 'yes')


def test_a_broken_python_makes_it_anew(installer, monkeypatch):
    installer(Commands()).install_horizon()
    monkeypatch.setattr(install, 'HORIZON_REQUIREMENTS', install.CLOUD_REQUIREMENTS)
    monkeypatch.setattr(install, 'examine', lambda path: None)
    commands = Commands()
    installer(commands).install_horizon()
    assert [line.split()[1] for line in commands.lines] == ['venv', 'pip']


def test_another_python_leaves_it_alone(installer):
    installer(Commands()).install_horizon()
    commands = Commands()
    installer(commands, '/opt/python3.11').install_horizon()
    assert not commands.lines


def test_an_interrupted_installation_is_taken_up_again(installer):
    with pytest.raises(DemoError):
        installer(Commands(fails='pip install')).install_horizon()
    commands = Commands()
    installer(commands).install_horizon()
    assert [line.split()[1] for line in commands.lines] == ['pip']


def test_pip_takes_over_where_uv_fails(installer):
    commands = Commands(fails='/usr/bin/uv pip')
    installer(commands).install_horizon()
    assert '-m pip install' in commands.lines[-1]


def test_only_the_core_libraries_are_unpacked(tmp_path):
    archive = tmp_path / 'murano-16.0.0.tar.gz'
    with tarfile.open(archive, 'w:gz') as made:
        for name in ('meta/io.murano/manifest.yaml', 'meta/README.rst', 'setup.py', 'meta/io.murano/../../../evil'):
            member = tarfile.TarInfo(f'murano-16.0.0/{name}')
            member.size = 1
            made.addfile(member, io.BytesIO(b'x'))
    unpack(archive, tmp_path / 'library')
    assert [path.name for path in tmp_path.rglob('*') if path.is_file()] == [archive.name, 'manifest.yaml']


def test_services_are_reached_without_a_proxy(monkeypatch):
    monkeypatch.setenv('HTTP_PROXY', 'http://proxy:3128')
    monkeypatch.setenv('NO_PROXY', 'intranet')
    monkeypatch.delenv('no_proxy', raising=False)
    monkeypatch.setenv('OS_USERNAME', 'somebody')
    environment = install.clean_environment()
    assert environment['NO_PROXY'] == environment['no_proxy'] == 'intranet,127.0.0.1,localhost'
    assert 'OS_USERNAME' not in environment
