"""The checker's process: whatever a package holds, it ends in bounded time and memory, and says what it can."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from murano_panel import package_check
from murano_panel.package_check import runner
from tests.support import archives

SAMPLES = sorted((Path(__file__).parents[2] / 'demo' / 'packages').glob('*/'))
EXPECTED = {
    'not a zip': 'archive',
    'nothing': 'archive',
    'cut off': 'archive',
    'only the end of a zip': 'archive',
    'a password': 'archive',
    'lies about size, less': 'archive',
    'lies about size, more': 'size',
    'bomb': 'size',
    'many files': 'files',
    'aliases': 'time',
    'aliases in the manifest': 'time',
    'many expressions': 'time',
    'code in yaml': '',
    'a manifest that is a list': '',
    'an empty manifest': '',
    'names that lead outside': '',
}


def cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.parametrize('name', archives.HOSTILE)
def test_hostile_packages_cost_little(name):
    before = cpu_of_children()
    outcome = runner.check_package(archives.HOSTILE[name])
    # Two seconds are the package's, the rest is the interpreter's beginning.
    assert cpu_of_children() - before < package_check.CPU_SECONDS + 1
    assert outcome.stopped == EXPECTED.get(name, outcome.stopped)


def run(code: str) -> subprocess.CompletedProcess:
    """A program that has limited itself as the checker does."""
    limited = f'import sys; from murano_panel.package_check.__main__ import *; limit()\n{code}'
    return subprocess.run(
        [sys.executable, '-c', limited],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=runner._environment(),
        timeout=30,
        text=True,
        check=False,
    )


def test_computing_for_ever_is_deadly():
    before = cpu_of_children()
    assert -run('while True: pass').returncode in runner._OUT_OF_TIME
    assert cpu_of_children() - before < package_check.CPU_SECONDS + 1


def test_memory_is_bounded():
    most = package_check.MEMORY_BYTES
    assert 'MemoryError' in run(f'x = bytearray({most})').stderr


def test_no_file_can_be_written(tmp_path):
    assert 'OSError' in run(f'open("{tmp_path}/x", "w").write("x" * 100000)').stderr


def test_running_out_of_memory_is_told():
    code = 'import murano_panel.package_check.__main__ as m; m.findings = lambda content: bytearray(10**10); m.main()'
    assert run(code).stdout == '{"stopped": "memory"}\n'


def test_the_process_knows_nothing_of_its_parent(monkeypatch):
    monkeypatch.setenv('OS_PASSWORD', 'secret')
    monkeypatch.setenv('DJANGO_SETTINGS_MODULE', 'secret')
    assert set(runner._environment()) == {'PATH', 'LANG', 'PYTHONPATH', 'PYTHONDONTWRITEBYTECODE'}
    assert 'django' not in run('print(sorted(sys.modules))').stdout


@pytest.mark.parametrize('executable', [None, '', '/usr/bin/uwsgi-core'])
def test_the_interpreter_is_found_within_web_servers(monkeypatch, executable):
    monkeypatch.setattr(sys, 'executable', executable)
    assert os.access(runner._python(), os.X_OK)
    assert runner.check_package(archives.good()) == package_check.CheckResult()


@pytest.mark.parametrize('folder', SAMPLES, ids=lambda folder: folder.name)
def test_the_demos_packages_have_no_errors(folder):
    outcome = runner.check_package(archives.of_folder(folder))
    assert outcome.stopped == ''
    assert [finding for finding in outcome.findings if finding.severity == 'error'] == []


def test_what_murano_knows_is_no_finding():
    manifest = archives.MANIFEST.replace('1.4', 'Heat.HOT/1.0') + 'Supplier: {Name: x}\n'
    assert runner.check_package(archives.good(**{'manifest.yaml': manifest, 'template.yaml': 'x: y'})).findings == ()


def test_findings_name_their_place():
    content = archives.with_class('Name: Web\nMethods:\n  deploy: {Usage: Often}\n')
    [finding] = [found for found in runner.check_package(content).findings if found.code == 'W045']
    assert (finding.file, finding.line, finding.severity) == ('Classes/Web.yaml', 3, 'warning')


def test_broken_yaml_names_its_place():
    [finding] = runner.check_package(archives.with_class('Name: [\nx: y\n')).findings
    assert (finding.code, finding.file, finding.severity) == ('E002', 'Classes/Web.yaml', 'error')
    assert finding.line in (1, 2)


def test_names_that_lead_outside_are_told():
    found = runner.check_package(archives.HOSTILE['names that lead outside']).findings
    outside = {finding.file for finding in found if 'leads out' in finding.message}
    assert outside == {'../../etc/passwd', '/etc/shadow', 'C:\\x', 'a/..'}


def test_findings_are_bounded():
    text = 'Name: Web\n' + ''.join(f'Key{number}: x\n' for number in range(2 * package_check.MAX_FINDINGS))
    outcome = runner.check_package(archives.with_class(text))
    assert (len(outcome.findings), outcome.stopped) == (package_check.MAX_FINDINGS, 'findings')


def test_long_messages_are_cut():
    found = runner.check_package(archives.with_class(f'Name: {"x" * 100_000}\n')).findings
    assert found and all(len(finding.message) <= package_check.MAX_CHARACTERS for finding in found)


def test_the_form_is_left_to_our_own_check():
    content = archives.good(**{'UI/ui.yaml': 'Version: 9\nNonsense: 1\n'})
    assert [found for found in runner.check_package(content).findings if found.file.startswith('UI')] == []
