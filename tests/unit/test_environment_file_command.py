"""The command that checks files of environments where there is no Horizon."""

import os
import subprocess
import sys

import pytest

from murano_panel import environment_file
from tests.support import archives

HEAD = 'format: murano-environment\nversion: 1\nenvironment: {name: x}\n'
FILE = HEAD + 'components:\n  web:\n    $class: example.Web\n    host: {$class: io.murano.resources.LinuxInstance}\n'


@pytest.fixture()
def file(tmp_path):
    path = tmp_path / 'shop.yaml'
    path.write_text(FILE)
    return path


def check(*arguments):
    return environment_file.main(['check', *map(str, arguments)])


def test_a_file_without_mistakes(file, capsys):
    assert check(file) == 0
    assert capsys.readouterr().out == f'{file}: components: 1, nothing wrong.\n'


def test_mistakes_are_told_as_compilers_do(file, capsys):
    file.write_text(HEAD + 'components:\n  web:\n    port: 80\n  db: 1\n')
    assert check(file) == 1
    assert capsys.readouterr().out.splitlines() == [
        f'{file}:5: The key "$class" is missing here: needed is a mapping with $class and the properties of the '
        'component. (components.web)',
        f'{file}:7: This cannot stand here: needed is a mapping with $class and the properties of the component. '
        '(components.db)',
    ]


@pytest.mark.parametrize(
    ('content', 'said'),
    [
        (b'', 'There is nothing in it.'),
        (b'\x00\x01', 'It is not UTF-8 text'),
        (HEAD.encode('utf-16'), 'It is not UTF-8 text'),
        (HEAD.encode() + b'components: &a {}\n', ':4: Anchors (&)'),
        (HEAD.encode() + b'components: !x {}\n', ':4: Tags (!)'),
        (
            HEAD.replace('version: 1', 'version: 3').encode(),
            ':2: This is version 3 of the format. Only versions 1 and 2',
        ),
        (HEAD.encode() + b'components: ' + b'[' * 100, 'Nested deeper than 60 levels.'),
        (HEAD.encode() + b'components: {a: .nan}', ':4: ".nan" means something else'),
        (b' ' * 3_000_000, 'It is larger than 2048 kB.'),
    ],
)
def test_hostile_files_are_mistakes(file, capsys, content, said):
    file.write_bytes(content)
    assert check(file) == 1
    told = capsys.readouterr()
    assert said in told.out and told.out.startswith(f'{file}:') and told.err == ''


@pytest.mark.parametrize('arguments', ['', 'check', 'nonsense', 'check --packages', 'check - --packages missing'])
def test_wrong_arguments(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        environment_file.main(arguments.split())
    assert left.value.code == 2 and 'usage' in capsys.readouterr().err


def test_a_folder_is_no_file(tmp_path, capsys):
    assert check(tmp_path) == 2 and 'directory' in capsys.readouterr().err


def test_of_several_files_each_is_checked(file, capsys):
    assert check(file, file.parent / 'missing.yaml', file) == 2
    told = capsys.readouterr()
    assert told.out.count('nothing wrong') == 2 and 'missing.yaml: No such file' in told.err


def test_against_packages(file, tmp_path, capsys):
    assert check(file, '--packages', tmp_path) == 1
    assert capsys.readouterr().out == f'{file}: No package defines the class "example.Web".\n'
    (tmp_path / 'web.zip').write_bytes(archives.zipped(archives.application('Web')))
    (tmp_path / 'broken.zip').write_bytes(b'PK')
    assert check(file, '--packages', tmp_path) == 0


def test_it_needs_no_settings_of_django(file):
    bare = {key: value for key, value in os.environ.items() if key != 'DJANGO_SETTINGS_MODULE'}
    command = [sys.executable, '-m', 'murano_panel.environment_file', 'check', '-']
    with file.open('rb') as content:
        done = subprocess.run(command, stdin=content, env=bare, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, '-: components: 1, nothing wrong.\n', '')
