import os
import socketserver
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from demo.commands import Commands
from demo.errors import DemoError, Stopped
from demo.services import Service, Services
from tests.support.waiting import until


@pytest.fixture(autouse=True)
def no_network():
    """These tests talk to a server of their own."""


@pytest.fixture
def server():
    """A web server that answers with the status in its path."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(int(self.path.strip('/')))
            self.end_headers()

        def log_message(self, *words):
            pass

    with socketserver.ThreadingTCPServer(('127.0.0.1', 0), Handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f'http://127.0.0.1:{running.server_address[1]}'
        running.shutdown()


@pytest.fixture
def service(tmp_path):
    made = []

    def make(script, url='http://127.0.0.1:9/', **more):
        made.append(
            Service(
                'Thing', [sys.executable, '-c', script], url, tmp_path / 'thing.log', dict(os.environ), tmp_path, **more
            )
        )
        return made[-1]

    yield make
    for each in made:
        each.stop()


@pytest.mark.parametrize('status', [200, 300])
def test_an_answer_means_ready(service, server, status):
    assert service('', f'{server}/{status}').answers()


def test_an_error_is_told_at_once(service, server):
    failing = service('import time; time.sleep(60)', f'{server}/500')
    with failing.log.open('w') as log:
        log.write('the reason\n')
    with pytest.raises(DemoError, match='(?s)Thing answers 500.*thing.log.*the reason'):
        failing.wait_ready(lambda: None)


def test_a_program_that_ends_names_its_log(service):
    services = Services()
    dying = service("import sys; sys.exit('no such table')")
    services.start(dying)
    with pytest.raises(DemoError, match=r'(?s)Thing ended \(exit 1\).*thing.log.*no such table'):
        services.wait_ready(dying)


def test_a_program_that_never_answers_is_given_up(service):
    mute = service('import time; time.sleep(60)', patience=0.3)
    mute.start()
    with pytest.raises(DemoError, match='does not answer'):
        mute.wait_ready(lambda: None)


def test_stopping_ends_what_the_program_started(service, tmp_path):
    pid = tmp_path / 'pid'
    parent = service(f"""
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open({str(pid)!r} + ".new", "w").write(str(child.pid))
import os; os.rename({str(pid)!r} + ".new", {str(pid)!r})
child.wait()
""")
    parent.start()
    until(pid.exists, 'the id of the child')
    child = int(pid.read_text())
    parent.stop()
    until(lambda: not _runs(child), 'the end of the child')


def _runs(pid):
    try:
        return Path(f'/proc/{pid}/stat').read_text().rsplit(')', 1)[1].split()[0] != 'Z'
    except FileNotFoundError:
        return False


def test_a_failing_command_shows_the_end_of_its_output(tmp_path):
    commands = Commands(tmp_path / 'install.log')
    commands.run([sys.executable, '-c', 'print("fine")'])
    with pytest.raises(DemoError, match='(?s)install.log.*no matching version') as caught:
        commands.run([sys.executable, '-c', 'import sys; sys.exit("no matching version")'])
    assert 'fine' not in str(caught.value)


def test_nothing_is_run_after_the_end(tmp_path):
    commands = Commands(tmp_path / 'install.log')
    commands.stop()
    with pytest.raises(Stopped):
        commands.run(['true'])


def test_stopping_ends_the_command_that_runs(tmp_path):
    commands = Commands(tmp_path / 'install.log')
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(commands.run, [sys.executable, '-u', '-c', 'import time; print("on"); time.sleep(60)'])
        until(lambda: commands.log.exists() and 'on\n' in commands.log.read_text(), 'the command that runs')
        commands.stop()
        assert isinstance(running.exception(20), Stopped)
